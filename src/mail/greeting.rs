//! Shaking hands with the mail server without sending anything, for whoever set it up.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use lettre::transport::smtp;

use super::SmtpMailer;

/// How long the handshake may take: a server that makes strangers wait does so for a few seconds.
const GREETING_TIMEOUT: Duration = Duration::from_secs(15);

/// How the way to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailEncryption {
    /// TLS from the first byte.
    Tls,
    /// TLS after STARTTLS, and nothing without.
    StartTls,
    /// TLS after STARTTLS where the server offers it.
    Offered,
    /// None, on this machine or a private network.
    None,
}

/// The mail server as its URL says it, without the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailServer {
    /// Host and port.
    pub address: String,
    /// How the way there is protected.
    pub encryption: MailEncryption,
    /// Whether a name and a password are shown to it.
    pub has_login: bool,
}

/// Why a handshake failed. The texts hold nothing that the mail server said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GreetingFailure {
    /// Nobody takes the connection, or it broke; what the system said.
    Unreachable(String),
    /// It took too long.
    TimedOut,
    /// It speaks no TLS, or its certificate is not believed; what the library said.
    Tls(String),
    /// It offers no STARTTLS.
    NoStartTls,
    /// Name or password are wrong, or it takes none: its code, where it gave one.
    Login(Option<u16>),
    /// It answered something else than yes.
    Answered(u16),
}

impl SmtpMailer {
    /// The server that mails are handed to.
    pub const fn server(&self) -> &MailServer {
        &self.server
    }

    /// The domain of the sender.
    pub fn sender_domain(&self) -> &str {
        self.from.email.domain()
    }

    /// Connects, greets, encrypts and signs in as for a mail, and sends none.
    pub async fn greet(&self) -> Result<(), GreetingFailure> {
        match tokio::time::timeout(GREETING_TIMEOUT, self.transport.test_connection()).await {
            Err(_) => Err(GreetingFailure::TimedOut),
            Ok(Err(error)) => Err(failure(&error)),
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(GreetingFailure::Unreachable("the connection broke".to_owned())),
        }
    }
}

/// The codes that speak of name and password (RFC 4954 §6).
const LOGIN_CODES: [u16; 5] = [454, 530, 534, 535, 538];

fn failure(error: &smtp::Error) -> GreetingFailure {
    if error.is_timeout() {
        return GreetingFailure::TimedOut;
    }
    if let Some(code) = error.status().map(u16::from) {
        let is_about_login = LOGIN_CODES.contains(&code);
        return if is_about_login {
            GreetingFailure::Login(Some(code))
        } else {
            GreetingFailure::Answered(code)
        };
    }
    let cause = causes(error).last().map(ToString::to_string).unwrap_or_default();
    if error.is_client() {
        // The library's own refusals: what was asked for is not on offer.
        let wants_tls = cause.contains("STARTTLS");
        return if wants_tls { GreetingFailure::NoStartTls } else { GreetingFailure::Login(None) };
    }
    if error.is_tls() || causes(error).any(is_about_tls) {
        return GreetingFailure::Tls(cause);
    }
    GreetingFailure::Unreachable(cause)
}

/// What is behind an error, from the outside in.
fn causes(error: &smtp::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |&cause| cause.source())
}

/// A handshake that fails while it is read comes as an error of reading.
fn is_about_tls(cause: &(dyn Error + 'static)) -> bool {
    let io = cause.downcast_ref::<std::io::Error>();
    io.is_some_and(|io| io.kind() == std::io::ErrorKind::InvalidData)
}

impl fmt::Display for MailEncryption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tls => "TLS",
            Self::StartTls => "STARTTLS",
            Self::Offered => "STARTTLS where offered",
            Self::None => "no encryption",
        })
    }
}
