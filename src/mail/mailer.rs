//! The two ways out: a mail server, or the mailbox of development.

use uuid::Uuid;

use super::{MailSettings, MailSettingsError, Message, SmtpMailer};
use crate::clock::Timestamp;

/// Where the outbox brings mail.
#[derive(Clone, Debug)]
pub enum Mailer {
    /// To a mail server.
    Smtp(SmtpMailer),
    /// Nowhere: mails stay readable in the database, for the mailbox page of development.
    Mailbox,
}

/// Why a mail was not delivered. The texts hold nothing that the mail server said, since servers
/// repeat the recipient's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeliveryFailure {
    /// The mail server will never take this mail.
    #[error("the mail server refused it for good ({0})")]
    Refused(u16),
    /// The mail server answered something else than yes.
    #[error("the mail server answered {0}")]
    Answered(u16),
    /// The mail server could not be reached, or the connection broke.
    #[error("the mail server could not be reached")]
    Unreachable,
    /// It took too long.
    #[error("the mail server took too long")]
    TimedOut,
    /// No mail can be made of it: an address that mail programs do not understand.
    #[error("the address is none that mail programs understand")]
    Unaddressable,
    /// It was sealed under a secret that is gone.
    #[error("it was sealed under a secret that is gone")]
    Unreadable,
}

impl DeliveryFailure {
    /// Whether trying again can change anything.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Refused(_) | Self::Unaddressable | Self::Unreadable)
    }
}

/// What a successful delivery leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delivered {
    /// The mail has left: wipe it.
    Sent,
    /// The mail lies here: keep it readable.
    Kept,
}

impl Mailer {
    /// SMTP where a server is configured, else the mailbox.
    pub fn new(settings: &MailSettings) -> Result<Self, MailSettingsError> {
        match &settings.smtp_url {
            Some(url) => SmtpMailer::new(url, settings).map(Self::Smtp),
            None => Ok(Self::Mailbox),
        }
    }

    pub(super) async fn deliver(
        &self,
        id: Uuid,
        written_at: Timestamp,
        message: &Message,
    ) -> Result<Delivered, DeliveryFailure> {
        match self {
            Self::Smtp(smtp) => smtp.send(id, written_at, message).await.map(|()| Delivered::Sent),
            Self::Mailbox => Ok(Delivered::Kept),
        }
    }
}
