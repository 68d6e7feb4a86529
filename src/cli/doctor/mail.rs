//! Mail: whether the mail server takes what we would send it, and whether the sender can be believed.
//! Nothing is sent.

use std::net::IpAddr;

use super::finding::Findings;
use crate::config::{AuthConfig, Config};
use crate::mail::{GreetingFailure, MailEncryption, Mailer, SmtpMailer};

/// Endings of names that no mail server in the world delivers for (RFC 6761, RFC 8375), and those of
/// hosts that others own.
const NO_SENDERS: &[&str] = &[
    "localhost",
    "local",
    "internal",
    "invalid",
    "test",
    "example",
    "example.com",
    "example.org",
    "example.net",
    "home.arpa",
    "fly.dev",
];

pub(super) async fn check(config: &Config, findings: &mut Findings) {
    if matches!(config.auth, AuthConfig::Supabase(_)) {
        findings.hint(
            "mail.templates",
            "Supabase sends its own mails; its templates cannot be read from here.",
            "Paste the templates that `doorward doctor --templates` prints (Authentication, Emails).",
        );
    }
    match Mailer::new(&config.mail) {
        Ok(Mailer::Smtp(mailer)) => {
            check_server(&mailer, findings).await;
            if !config.is_development() {
                check_sender(mailer.sender_domain(), findings);
            }
        }
        Ok(Mailer::Mailbox) if config.is_development() => {
            findings.note("mail.server", "Mails are kept: read them at /dev/mailbox.");
        }
        // What is missing or wrong is told with the settings.
        Ok(Mailer::Mailbox) | Err(_) => findings.note("mail.server", "The site sends no mails of its own."),
    }
}

async fn check_server(mailer: &SmtpMailer, findings: &mut Findings) {
    const ID: &str = "mail.server";
    let server = mailer.server();
    let address = &server.address;
    match mailer.greet().await {
        Ok(()) => {
            let login = if server.has_login { "name and password are right" } else { "no password is needed" };
            findings.ok(ID, format!("{address} takes mails: {}, {login}.", protection(server.encryption)));
        }
        Err(GreetingFailure::Unreachable(said)) => findings.fault(
            ID,
            format!("{address} cannot be reached: {said}."),
            "Correct host and port in SMTP_URL; some hosts let nobody out by ports 25, 465 and 587.",
        ),
        Err(GreetingFailure::TimedOut) => findings.fault(
            ID,
            format!("{address} gave no answer in time."),
            "See whether SMTP_URL means smtps:// (port 465) or smtp:// (port 587), or a firewall is in the way.",
        ),
        Err(GreetingFailure::Tls(said)) => findings.fault(
            "mail.encryption",
            format!("{address} is not believed to be who it says: {said}."),
            "Name the host as in its certificate; use smtps:// for port 465 and smtp:// for port 587.",
        ),
        Err(GreetingFailure::NoStartTls) => findings.fault(
            "mail.encryption",
            format!("{address} offers no STARTTLS, and nothing is said to it in the open."),
            "Use smtps:// if it speaks TLS from the first byte, or another mail server.",
        ),
        Err(GreetingFailure::Login(code)) => findings.fault(
            "mail.login",
            format!("{address} refuses name and password{}.", in_brackets(code)),
            "Correct them in SMTP_URL; letters such as @ and / are written as %40 and %2F.",
        ),
        Err(GreetingFailure::Answered(code)) => findings.fault(
            ID,
            format!("{address} answers {code}."),
            "Ask whoever runs it what that code means there.",
        ),
    }
}

const fn protection(encryption: MailEncryption) -> &'static str {
    match encryption {
        MailEncryption::Tls => "TLS with a certificate that is verified",
        MailEncryption::StartTls => "STARTTLS with a certificate that is verified",
        MailEncryption::Offered => "STARTTLS where the server offers it, as SMTP_URL says",
        MailEncryption::None => "without TLS, as SMTP_URL says",
    }
}

fn in_brackets(code: Option<u16>) -> String {
    code.map(|code| format!(" ({code})")).unwrap_or_default()
}

/// By its name alone: what its DNS says, the mail server's owner knows better.
fn check_sender(domain: &str, findings: &mut Findings) {
    const ID: &str = "mail.sender";
    let advice =
        "Set DOORWARD_MAIL_FROM to an address at a domain of yours that the mail server may send for.";
    let ends_in = |ending: &&&str| {
        domain.strip_suffix(**ending).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    if domain.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() || !domain.contains('.') {
        findings.warning(ID, format!("Mails from {domain} are refused nearly everywhere."), advice);
    } else if let Some(ending) = NO_SENDERS.iter().find(ends_in) {
        findings.warning(ID, format!("Mails come from {domain}, and nobody can send for {ending}."), advice);
    } else {
        findings.ok(ID, format!("Mails come from {domain}; its SPF and DKIM must name the mail server."));
    }
}
