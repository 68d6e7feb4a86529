//! How mails leave, and what stands in them.

use std::time::Duration;

use secrecy::SecretString;
use url::{Host, Url};

use super::names::LINKS;
use super::variables::Variables;
use crate::auth_server::{AuthServerSettings, LinkPaths, MailLinks, NoticeSettings};
use crate::config::reader::Findings;
use crate::mail::{MailSettings, MailSettingsError, Mailer};

/// The pause between two mails of one kind to one person (gotrue-contract §4.4).
const DEFAULT_PAUSE: Duration = Duration::from_mins(1);

/// How long links and codes work, in seconds (gotrue-contract §4.3).
const DEFAULT_CODE_SECONDS: u64 = 86_400;

/// The digits of a code.
const DIGITS: std::ops::RangeInclusive<usize> = 6..=10;

/// The port of mail servers.
const DEFAULT_PORT: u16 = 587;

/// The port on which TLS is spoken from the first byte (RFC 8314 §3.3).
const TLS_PORT: u16 = 465;

/// The sender where no mail leaves.
const NOBODY: &str = "no-reply@localhost";

/// What the auth server says in mails, and when.
pub(super) fn read(variables: &Variables<'_>, settings: &mut AuthServerSettings, findings: &mut Findings) {
    settings.confirms_mails = !variables.switch("GOTRUE_MAILER_AUTOCONFIRM", false, findings);
    settings.asks_both_ends = variables.switch("GOTRUE_MAILER_SECURE_EMAIL_CHANGE_ENABLED", true, findings);
    // As there, nothing is as good as no setting.
    let pause = variables.span("GOTRUE_SMTP_MAX_FREQUENCY", DEFAULT_PAUSE, findings);
    settings.mail_pause = if pause.is_zero() { DEFAULT_PAUSE } else { pause };
    let seconds = variables.number("GOTRUE_MAILER_OTP_EXP", DEFAULT_CODE_SECONDS, findings);
    let seconds = if seconds == 0 { DEFAULT_CODE_SECONDS } else { seconds };
    settings.code_lifetime = Duration::from_secs(seconds);
    let digits = variables.number("GOTRUE_MAILER_OTP_LENGTH", *DIGITS.start(), findings);
    settings.code_digits = if DIGITS.contains(&digits) { digits } else { *DIGITS.start() };
    settings.notices = notices(variables, findings);
    settings.mail_links = MailLinks::ToServer(paths(variables, &settings.public_url, findings));
}

fn notices(variables: &Variables<'_>, findings: &mut Findings) -> NoticeSettings {
    let mut is_on = |change: &str| {
        variables.switch(&format!("GOTRUE_MAILER_NOTIFICATIONS_{change}_ENABLED"), false, findings)
    };
    NoticeSettings {
        password_changed: is_on("PASSWORD_CHANGED"),
        email_changed: is_on("EMAIL_CHANGED"),
        phone_changed: is_on("PHONE_CHANGED"),
        identity_linked: is_on("IDENTITY_LINKED"),
        identity_unlinked: is_on("IDENTITY_UNLINKED"),
        factor_enrolled: is_on("MFA_FACTOR_ENROLLED"),
        factor_unenrolled: is_on("MFA_FACTOR_UNENROLLED"),
    }
}

fn paths(variables: &Variables<'_>, public_url: &Url, findings: &mut Findings) -> LinkPaths {
    let mut paths = LinkPaths::default();
    let places = [&mut paths.confirmation, &mut paths.invite, &mut paths.recovery, &mut paths.email_change];
    for (link, place) in LINKS.iter().zip(places) {
        let name = format!("GOTRUE_MAILER_URLPATHS_{link}");
        let Some(path) = variables.filled(&name) else { continue };
        match public_url.join(path) {
            Ok(_) => path.clone_into(place),
            Err(_) => findings.fault(&name, "must be a path, such as /auth/v1/verify"),
        }
    }
    paths
}

/// How mails leave. Without a host none does, and none from an ephemeral server.
pub(super) fn read_server(
    variables: &Variables<'_>,
    is_ephemeral: bool,
    findings: &mut Findings,
) -> MailSettings {
    let none = || MailSettings { smtp_url: None, from: NOBODY.to_owned(), reply_to: None };
    let port = variables.number("GOTRUE_SMTP_PORT", DEFAULT_PORT, findings);
    let (user, password) = (variables.text("GOTRUE_SMTP_USER"), variables.text("GOTRUE_SMTP_PASS"));
    let (address, name) =
        (variables.text("GOTRUE_SMTP_ADMIN_EMAIL"), variables.text("GOTRUE_SMTP_SENDER_NAME"));
    let host = variables.filled("GOTRUE_SMTP_HOST");
    if is_ephemeral {
        if host.is_some() {
            findings.warn("GOTRUE_SMTP_HOST is not used: all mails are kept.", "Read them at /mails.");
        }
        return none();
    }
    let Some(host) = host else {
        findings.warn(
            "GOTRUE_SMTP_HOST is not set: no mail leaves, as with GoTrue.",
            "Set it to your mail server, or set GOTRUE_MAILER_AUTOCONFIRM.",
        );
        return none();
    };
    let from = sender(name, address);
    let Some(url) = smtp_url(host, port, user, password) else {
        findings.fault("GOTRUE_SMTP_HOST", "must be the name of a host, such as smtp.example.com");
        return none();
    };
    let settings = MailSettings { smtp_url: Some(url), from, reply_to: None };
    match Mailer::new(&settings) {
        Ok(_) => {}
        Err(MailSettingsError::From) => {
            findings.fault("GOTRUE_SMTP_ADMIN_EMAIL", "must be an address, such as no-reply@example.com");
        }
        Err(_) => findings.fault("GOTRUE_SMTP_HOST", "must be the name of a host, such as smtp.example.com"),
    }
    settings
}

fn sender(name: &str, address: &str) -> String {
    let name = name.replace(['"', '\\'], "");
    if name.is_empty() { address.to_owned() } else { format!("\"{name}\" <{address}>") }
}

/// A password never crosses a network in the open, and a server that asks for none is spoken to as it likes.
fn smtp_url(host: &str, port: u16, user: &str, password: &str) -> Option<SecretString> {
    let scheme = if port == TLS_PORT { "smtps" } else { "smtp" };
    let host = Host::parse(host).ok()?;
    let mut url = Url::parse(&format!("{scheme}://{host}:{port}")).ok()?;
    if user.is_empty() {
        if scheme == "smtp" {
            url.set_query(Some("tls=offered"));
        }
    } else {
        url.set_username(user).ok()?;
        url.set_password(Some(password)).ok()?;
    }
    Some(SecretString::from(String::from(url)))
}
