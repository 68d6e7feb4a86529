//! The settings: all that is wrong with them at once, or what works but deserves a look.

use super::finding::Findings;
use crate::config::{AuthConfig, Config, ConfigError, Fault};

pub(super) fn tell_faults(error: &ConfigError, findings: &mut Findings) {
    for Fault { name, problem } in &error.faults {
        // Most problems say what is right, too.
        findings.fault("settings.valid", format!("{name} {problem}."), format!("Correct {name}."));
    }
}

pub(super) fn check(config: &Config, findings: &mut Findings) {
    let mode = if config.is_development() { "development, on this machine" } else { "production" };
    let auth = match &config.auth {
        AuthConfig::Embedded(_) => "the auth server inside",
        AuthConfig::Supabase(_) => "Supabase Auth",
    };
    findings.ok("settings.valid", format!("Every setting can be used: {mode}, with {auth}."));
    for warning in &config.warnings {
        findings.warning("settings.warning", &warning.found, warning.advice);
    }
}
