//! Where the variables of the auth server alone come from: a file that is named beside the environment, a
//! `.env`, and what holds without either.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::env_file;
use crate::config::reader::Findings;
use crate::config::settings::SETTINGS;
use crate::config::sources::Sources;

/// The file that is read where none is named, and is weaker than the environment.
const DOTENV: &str = ".env";

/// Those of our settings that are for an auth server too.
const SHARED: &[&str] = &[
    "DOORWARD_SECRET",
    "DOORWARD_SECRET_PREVIOUS",
    "DOORWARD_PRODUCT",
    "DOORWARD_SUPPORT",
    "DOORWARD_WORKERS",
    "DOORWARD_CONNECTIONS",
    "DOORWARD_NOTICE_SECONDS",
    "DOORWARD_DRAIN_SECONDS",
    "DOORWARD_METRICS_ADDRESS",
    "DOORWARD_METRICS_TOKEN",
    "DOORWARD_LOG_FORMAT",
    "DATABASE_URL",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_EXPORTER_OTLP_HEADERS",
    "OTEL_SERVICE_NAME",
    "PORT",
    "RUST_LOG",
];

/// What holds in an ephemeral server that was told nothing else: the roles that Supabase has, a site on this
/// machine, and no wait between two mails.
const EPHEMERAL: &[(&str, &str)] = &[
    ("API_EXTERNAL_URL", "http://127.0.0.1:0"),
    ("GOTRUE_JWT_AUD", "authenticated"),
    ("GOTRUE_JWT_DEFAULT_GROUP_NAME", "authenticated"),
    ("GOTRUE_LOG_LEVEL", "warn"),
    ("GOTRUE_RATE_LIMIT_EMAIL_SENT", "1000000"),
    ("GOTRUE_RATE_LIMIT_SMS_SENT", "1000000"),
    ("GOTRUE_SECURITY_REFRESH_TOKEN_REUSE_INTERVAL", "10"),
    ("GOTRUE_SITE_URL", "http://127.0.0.1:3000"),
    ("GOTRUE_SMS_MAX_FREQUENCY", "1ns"),
    ("GOTRUE_SMTP_MAX_FREQUENCY", "1ns"),
    ("PORT", "0"),
];

/// What the command line says.
#[derive(Clone, Debug, Default)]
pub struct AloneOptions {
    /// A file of variables, stronger than the environment.
    pub env_file: Option<PathBuf>,
    /// The port to listen on, stronger than both.
    pub port: Option<u16>,
    /// The folder of a server that keeps nothing; such a server is wanted where there is one.
    pub folder: Option<PathBuf>,
}

/// The environment as the server is to see it.
pub(super) fn prepare(sources: &Sources, options: &AloneOptions, findings: &mut Findings) -> Sources {
    let mut environment = BTreeMap::new();
    let defaults = EPHEMERAL.iter().filter(|_| options.folder.is_some());
    environment.extend(defaults.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    match &options.env_file {
        None => {
            environment.extend(read_file(&sources.folder.join(DOTENV), true, findings));
            environment.extend(sources.environment.clone());
        }
        Some(file) => {
            environment.extend(sources.environment.clone());
            environment.extend(read_file(&sources.folder.join(file), false, findings));
        }
    }
    if let Some(port) = options.port {
        environment.insert("GOTRUE_API_PORT".to_owned(), port.to_string());
    }
    refuse_ours(&environment, findings);
    Sources { environment, ..sources.clone() }
}

fn read_file(file: &Path, may_be_missing: bool, findings: &mut Findings) -> BTreeMap<String, String> {
    let name = file.display().to_string();
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if may_be_missing && error.kind() == ErrorKind::NotFound => return BTreeMap::new(),
        Err(error) => {
            findings.fault(&name, format!("cannot be read: {error}"));
            return BTreeMap::new();
        }
    };
    env_file::parse(&text).unwrap_or_else(|error| {
        findings.fault(&name, format!("cannot be read: {error}"));
        BTreeMap::new()
    })
}

/// A setting of the site that would do nothing here.
fn refuse_ours(environment: &BTreeMap<String, String>, findings: &mut Findings) {
    let ours = SETTINGS.iter().flat_map(|setting| setting.names);
    for name in ours.filter(|name| !SHARED.contains(name) && environment.contains_key(**name)) {
        findings.warn(format!("{name} is for the site (`doorward serve`)."), "Here it does nothing.");
    }
}
