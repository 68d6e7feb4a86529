//! How mail leaves the house, as the operator said it.

use std::fmt;

use secrecy::SecretString;

/// What the operator says about mail.
#[derive(Clone)]
pub struct MailSettings {
    /// `smtp://` or `smtps://`, with name and password if the server wants them. Without it mails
    /// stay readable in the database, for the mailbox page of development.
    pub smtp_url: Option<SecretString>,
    /// The sender, as in `Doorward <no-reply@example.com>`. Its host is also that of message ids.
    pub from: String,
    /// Where answers go: the address of a human, in the same form.
    pub reply_to: Option<String>,
}

/// Says whether there is a server, without its URL, which holds a password.
impl fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailSettings")
            .field("smtp", &self.smtp_url.is_some())
            .field("from", &self.from)
            .field("reply_to", &self.reply_to)
            .finish()
    }
}

/// Why mail cannot be set up; the text tells how to mend it and holds no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailSettingsError {
    /// Not a URL of a mail server.
    #[error("SMTP_URL must look like smtps://name:password@host or smtp://name:password@host:587")]
    Url,
    /// A name or password would cross a network in the open.
    #[error("SMTP_URL holds a password and says tls=none: use smtps:// or leave tls=none out")]
    OpenPassword,
    /// The server's TLS name cannot be checked.
    #[error("SMTP_URL names a host that TLS cannot check")]
    Tls,
    /// The sender cannot be read.
    #[error("the sender of mails must look like: Doorward <no-reply@example.com>")]
    From,
    /// The address for answers cannot be read.
    #[error("the reply address of mails must look like: Support <help@example.com>")]
    ReplyTo,
}
