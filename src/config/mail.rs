//! How mail leaves the house.

use super::auth::AuthConfig;
use super::origin::Origin;
use super::reader::Findings;
use super::settings::Values;
use crate::mail::{MailSettings, MailSettingsError, Mailer, Support};

pub(super) fn read(
    values: &Values,
    product: &str,
    support: Option<&Support>,
    origin: &Origin,
    auth: Option<&AuthConfig>,
    findings: &mut Findings,
) -> MailSettings {
    let settings = MailSettings {
        smtp_url: values.smtp_url.clone(),
        from: values.mail_from.clone().unwrap_or_else(|| default_sender(product, origin)),
        reply_to: values.mail_reply_to.clone().or_else(|| support?.address().map(ToString::to_string)),
    };
    if let Err(error) = Mailer::new(&settings) {
        findings.fault(setting_of(error), format!("is wrong: {error}"));
    }
    if settings.smtp_url.is_none() && !origin.is_loopback() {
        match auth {
            Some(AuthConfig::Embedded(_)) => findings.fault(
                "SMTP_URL",
                "is missing: the auth server inside confirms and recovers accounts by mail \
                 (smtps://name:password@host)",
            ),
            Some(AuthConfig::Supabase(_)) => findings.warn(
                "SMTP_URL is not set: Supabase sends its own mails, but nobody is told when an account's \
                 password changes or when somebody signs up with an address that has an account.",
                "Set SMTP_URL to your mail server (smtps://name:password@host).",
            ),
            None => {}
        }
    }
    settings
}

fn default_sender(product: &str, origin: &Origin) -> String {
    let host = if origin.is_loopback() { "localhost" } else { origin.host() };
    let product = product.replace(['"', '\\'], "");
    format!("\"{product}\" <no-reply@{host}>")
}

const fn setting_of(error: MailSettingsError) -> &'static str {
    match error {
        MailSettingsError::Url | MailSettingsError::OpenPassword | MailSettingsError::Tls => "SMTP_URL",
        MailSettingsError::From => "DOORWARD_MAIL_FROM",
        MailSettingsError::ReplyTo => "DOORWARD_MAIL_REPLY_TO",
    }
}
