//! Handing a mail to a mail server (RFC 5321), over TLS except on this machine.

use std::fmt;
use std::time::{Duration, UNIX_EPOCH};

use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use secrecy::{ExposeSecret, SecretString};
use url::Url;
use uuid::Uuid;

use super::{DeliveryFailure, MailEncryption, MailServer, MailSettings, MailSettingsError, Message};
use crate::clock::Timestamp;

/// How long one step of the conversation may take.
const STEP_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a whole delivery may take. Well below the outbox's claim, so that no mail is sent twice
/// because a server is slow.
pub(super) const DELIVERY_TIMEOUT: Duration = Duration::from_secs(45);

/// A connection unused for this long is closed: a quiet site holds none.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// Connections at most, as many as the outbox delivers at once.
const CONNECTIONS: u32 = 4;

/// Ports of the two ways to speak TLS (RFC 8314 §3.3).
const SUBMISSIONS_PORT: u16 = 465;
const SUBMISSION_PORT: u16 = 587;

/// The answers that speak of this recipient or this mail: no other try will end otherwise. Other
/// permanent answers (a wrong password, a server that wants TLS) are the operator's to mend, and
/// the mails wait for it.
const REFUSALS: std::ops::RangeInclusive<u16> = 550..=554;

/// A mail server and the name mails are sent under.
#[derive(Clone)]
pub struct SmtpMailer {
    pub(super) transport: AsyncSmtpTransport<Tokio1Executor>,
    pub(super) server: MailServer,
    pub(super) from: Mailbox,
    reply_to: Option<Mailbox>,
}

impl SmtpMailer {
    /// Reads the server's URL: `smtps://` speaks TLS from the first byte, `smtp://` turns to it by
    /// STARTTLS and refuses to go on without, except on this machine. `?tls=none` is for a relay on a
    /// private network, `?tls=offered` for one that may or may not offer it; both are refused together with
    /// a password.
    pub(super) fn new(url: &SecretString, settings: &MailSettings) -> Result<Self, MailSettingsError> {
        let url = Url::parse(url.expose_secret()).map_err(|_| MailSettingsError::Url)?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(MailSettingsError::Url)?;
        let (tls, port) = encryption(&url, host)?;
        let port = url.port().unwrap_or(port);
        let server = MailServer {
            address: format!("{host}:{port}"),
            encryption: match &tls {
                Tls::Wrapper(_) => MailEncryption::Tls,
                Tls::Required(_) => MailEncryption::StartTls,
                Tls::Opportunistic(_) => MailEncryption::Offered,
                Tls::None => MailEncryption::None,
            },
            has_login: has_credentials(&url),
        };
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .tls(tls)
            .port(port)
            .timeout(Some(STEP_TIMEOUT))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS).idle_timeout(IDLE_TIMEOUT));
        if let Some(credentials) = credentials(&url)? {
            transport = transport.credentials(credentials);
        }
        Ok(Self {
            transport: transport.build(),
            server,
            from: settings.from.parse().map_err(|_| MailSettingsError::From)?,
            reply_to: settings
                .reply_to
                .as_deref()
                .map(str::parse)
                .transpose()
                .map_err(|_| MailSettingsError::ReplyTo)?,
        })
    }

    /// Sends a mail to its one recipient. The id makes the Message-ID, so that a mail sent twice
    /// because the first answer was lost is shown once.
    pub(super) async fn send(
        &self,
        id: Uuid,
        written_at: Timestamp,
        message: &Message,
    ) -> Result<(), DeliveryFailure> {
        let to: Address = message.to.as_str().parse().map_err(|_| DeliveryFailure::Unaddressable)?;
        let envelope = Envelope::new(Some(self.from.email.clone()), vec![to.clone()])
            .map_err(|_| DeliveryFailure::Unaddressable)?;
        let bytes = self.formatted(id, written_at, to, message)?;
        match tokio::time::timeout(DELIVERY_TIMEOUT, self.transport.send_raw(&envelope, &bytes)).await {
            Err(_) => Err(DeliveryFailure::TimedOut),
            Ok(Err(error)) => Err(failure(&error)),
            Ok(Ok(_)) => Ok(()),
        }
    }

    /// The text comes first: programs show the last form they understand (RFC 2046 §5.1.4).
    fn formatted(
        &self,
        id: Uuid,
        written_at: Timestamp,
        to: Address,
        message: &Message,
    ) -> Result<Vec<u8>, DeliveryFailure> {
        let seconds = u64::try_from(written_at.as_seconds()).unwrap_or_default();
        let mut builder = lettre::Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&message.subject)
            .date(UNIX_EPOCH + Duration::from_secs(seconds))
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())));
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(reply_to.clone());
        }
        let mut mail = builder
            .multipart(MultiPart::alternative_plain_html(message.text.clone(), message.html.clone()))
            .map_err(|_| DeliveryFailure::Unaddressable)?;
        // No holiday replies to a machine (RFC 3834 §5; the second is the one Exchange heeds), and the
        // language for programs that read aloud or translate (RFC 3282).
        let language = Some(message.language.as_str()).filter(|tag| !tag.is_empty());
        let headers = [
            (HeaderName::new_from_ascii_str("Auto-Submitted"), Some("auto-generated")),
            (HeaderName::new_from_ascii_str("X-Auto-Response-Suppress"), Some("All")),
            (HeaderName::new_from_ascii_str("Content-Language"), language),
        ];
        for (name, value) in headers {
            if let Some(value) = value {
                mail.headers_mut().insert_raw(HeaderValue::new(name, value.to_owned()));
            }
        }
        Ok(mail.formatted())
    }
}

fn encryption(url: &Url, host: &str) -> Result<(Tls, u16), MailSettingsError> {
    let parameters = || TlsParameters::new(host.to_owned()).map_err(|_| MailSettingsError::Tls);
    let wanted = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
    match (url.scheme(), wanted.as_deref()) {
        ("smtps", None) => Ok((Tls::Wrapper(parameters()?), SUBMISSIONS_PORT)),
        ("smtp", None | Some("offered")) if is_loopback(host) => Ok((Tls::None, SUBMISSION_PORT)),
        ("smtp", Some("offered")) if !has_credentials(url) => {
            Ok((Tls::Opportunistic(parameters()?), SUBMISSION_PORT))
        }
        ("smtp", Some("none")) if is_loopback(host) || !has_credentials(url) => {
            Ok((Tls::None, SUBMISSION_PORT))
        }
        ("smtp", Some("none" | "offered")) => Err(MailSettingsError::OpenPassword),
        ("smtp", None | Some("required")) => Ok((Tls::Required(parameters()?), SUBMISSION_PORT)),
        _ => Err(MailSettingsError::Url),
    }
}

fn is_loopback(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

fn has_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// Name and password as they are meant: in the URL they are percent-encoded.
fn credentials(url: &Url) -> Result<Option<Credentials>, MailSettingsError> {
    if !has_credentials(url) {
        return Ok(None);
    }
    let plain = |text: &str| {
        percent_decoded(text).and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(MailSettingsError::Url)
    };
    Ok(Some(Credentials::new(plain(url.username())?, plain(url.password().unwrap_or_default())?)))
}

fn percent_decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'%' {
            let (digits, after) = after.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = after;
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    Some(bytes)
}

fn failure(error: &lettre::transport::smtp::Error) -> DeliveryFailure {
    if error.is_timeout() {
        return DeliveryFailure::TimedOut;
    }
    match error.status().map(u16::from) {
        Some(code) if REFUSALS.contains(&code) => DeliveryFailure::Refused(code),
        Some(code) => DeliveryFailure::Answered(code),
        None => DeliveryFailure::Unreachable,
    }
}

impl fmt::Debug for SmtpMailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpMailer(…)")
    }
}
