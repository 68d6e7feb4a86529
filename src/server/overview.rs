//! What runs where, for the person who starts it and for the log.

use std::fmt;

#[cfg(feature = "auth-server")]
use crate::config::AloneConfig;
use crate::config::{AUTH_PATH, AuthConfig, Config, Warning};

/// What runs where, in a few lines without a secret.
#[derive(Clone, Debug)]
pub struct Overview {
    lines: Vec<(&'static str, String)>,
    warnings: Vec<Warning>,
}

impl Overview {
    /// Tells what a configuration makes run.
    pub fn of(config: &Config) -> Self {
        let origin = &config.origin;
        let mode = if config.is_development() { "development, on this machine" } else { "production" };
        let auth = match &config.auth {
            AuthConfig::Embedded(_) => format!("inside this program, {}", origin.at(AUTH_PATH)),
            AuthConfig::Supabase(supabase) => format!("Supabase, {}", supabase.url),
        };
        let mail = match (&config.mail.smtp_url, config.is_development()) {
            (Some(_), _) => format!("by SMTP, from {}", config.mail.from),
            (None, true) => format!("kept, read it at {}", origin.at("/dev/mailbox")),
            (None, false) => "none of our own".to_owned(),
        };
        let lines = vec![
            ("mode", mode.to_owned()),
            ("listening", config.listen.address.to_string()),
            ("database", config.database.target.to_string()),
            ("auth", auth),
            ("mail", mail),
            ("sign up", origin.at("/signup").to_string()),
            ("site", origin.to_string()),
        ];
        Self { lines, warnings: config.warnings.clone() }
    }

    /// Tells what the configuration of an auth server alone makes run.
    #[cfg(feature = "auth-server")]
    pub fn of_alone(config: &AloneConfig) -> Self {
        let settings = &config.settings;
        let database = if config.is_ephemeral { "in memory".to_owned() } else { config.database.to_string() };
        let mail = match (&config.mail.smtp_url, config.is_ephemeral) {
            (Some(_), _) => format!("by SMTP, from {}", config.mail.from),
            (None, true) => "kept, read it at /mails".to_owned(),
            (None, false) => "none leaves".to_owned(),
        };
        let tokens = match (&settings.jwt_keys, &settings.jwt_secret) {
            (Some(_), _) => "by GOTRUE_JWT_KEYS",
            (None, Some(_)) => "HS256, by GOTRUE_JWT_SECRET",
            (None, None) => "ES256",
        };
        let lines = vec![
            ("mode", "the auth server alone".to_owned()),
            ("listening", config.listen.address.to_string()),
            ("database", database),
            ("auth", settings.public_url.to_string()),
            ("tokens", tokens.to_owned()),
            ("mail", mail),
            ("site", settings.site_url.to_string()),
        ];
        Self { lines, warnings: config.warnings.clone() }
    }

    /// The same as one event in the log and one for each warning, for machines that read it.
    pub fn log(&self) {
        let told: Vec<_> = self.lines.iter().map(|(what, value)| format!("{what}: {value}")).collect();
        tracing::info!(overview = told.join("; "), "started");
        for warning in &self.warnings {
            tracing::warn!("{warning}");
        }
    }
}

impl fmt::Display for Overview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Doorward {}", env!("CARGO_PKG_VERSION"))?;
        for (what, value) in &self.lines {
            write!(f, "\n  {what:<10} {value}")?;
        }
        for warning in &self.warnings {
            write!(f, "\n  ! {warning}")?;
        }
        Ok(())
    }
}
