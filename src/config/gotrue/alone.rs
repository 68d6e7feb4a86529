//! The whole configuration of the auth server alone, read and checked in one go.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use actix_web::http::header::HeaderName;
use secrecy::ExposeSecret as _;
use url::Url;

use super::variables::Variables;
use super::{
    captcha, database, factors, hooks, limits, mails, notices, oauth_server, passkeys, passwords, phones,
    providers, sessions, sources, tokens,
};
use crate::auth_server::{AuthServerSettings, PasswordCost, RedirectPattern};
use crate::config::faults::{ConfigError, Warning};
use crate::config::layers;
use crate::config::listen::Listen;
use crate::config::load::read_support;
use crate::config::log::LogSettings;
use crate::config::metrics::MetricsConfig;
use crate::config::origin::Origin;
use crate::config::reader::Findings;
use crate::config::secret::{GivenSecret, KeySource};
use crate::config::settings::Values;
use crate::config::sources::Sources;
use crate::config::traces;
use crate::database::DatabaseTarget;
use crate::keys::{Keys, MasterSecret};
use crate::mail::MailSettings;
use crate::telemetry::TracesSettings;

pub use super::sources::AloneOptions;

/// The port of a GoTrue that was not told one.
const DEFAULT_PORT: u16 = 8081;

/// Everything the operator says about an auth server that serves nothing beside it, checked.
#[derive(Clone, Debug)]
pub struct AloneConfig {
    /// What it does.
    pub settings: AuthServerSettings,
    /// The header in which the proxy in front gives the client's address.
    pub address_header: Option<HeaderName>,
    /// Where it listens.
    pub listen: Listen,
    /// Where the keys come from.
    pub keys: KeySource,
    /// Where the tables are.
    pub database: DatabaseTarget,
    /// How mail leaves the house.
    pub mail: MailSettings,
    /// Whether everything is thrown away at the end, and mails are shown to whoever asks.
    pub is_ephemeral: bool,
    /// Where the numbers are shown.
    pub metrics: MetricsConfig,
    /// Where traces go, if anywhere.
    pub traces: Option<TracesSettings>,
    /// How to log.
    pub log: LogSettings,
    /// What works but deserves a look.
    pub warnings: Vec<Warning>,
}

impl AloneConfig {
    /// Reads every setting. The error names everything that is wrong.
    ///
    /// Must be called inside a Tokio runtime, which the mail transport wants to be checked in.
    pub fn load(sources: &Sources, options: &AloneOptions) -> Result<Self, ConfigError> {
        let mut findings = Findings::default();
        let sources = sources::prepare(sources, options, &mut findings);
        let values = layers::read_environment(&sources, &mut findings);
        notices::add(&sources.environment, &mut findings);
        let variables = Variables::of(&sources.environment);
        let whole = read(&variables, &values, options, &mut findings);
        let (mut whole, warnings) = findings.finish(whole)?;
        whole.warnings = warnings;
        Ok(whole)
    }

    /// The same configuration once the system has chosen a port for port 0.
    #[must_use]
    pub fn listening_on(mut self, port: u16) -> Self {
        if self.listen.address.port() == 0 {
            self.listen.address.set_port(port);
        }
        if self.settings.public_url.port() == Some(0) {
            // Only a URL without a host has no place for a port.
            let _ = self.settings.public_url.set_port(Some(port));
        }
        self
    }
}

/// Nothing only when something is among the findings.
fn read(
    variables: &Variables<'_>,
    values: &Values,
    options: &AloneOptions,
    findings: &mut Findings,
) -> Option<AloneConfig> {
    let port = variables.number("PORT", DEFAULT_PORT, findings);
    let public = url("API_EXTERNAL_URL", variables, findings);
    let site = url("GOTRUE_SITE_URL", variables, findings);
    let (public_url, site) = (public?, site?);
    let public = Origin::guess(public_url.as_str())?;
    let product = product(variables, values, &site);
    let mut settings = AuthServerSettings::new(site, public_url, product);
    settings.support = read_support(values, findings);
    settings.allowed_redirects = redirects(variables, findings);
    settings.takes_sign_ups = !variables.switch("GOTRUE_DISABLE_SIGNUP", false, findings);
    settings.takes_addresses = variables.switch("GOTRUE_EXTERNAL_EMAIL_ENABLED", true, findings);
    settings.signs_in_by_mail = variables.switch("GOTRUE_EXTERNAL_EMAIL_MAGIC_LINK_ENABLED", true, findings);
    settings.keeps_audit_log = !variables.switch("GOTRUE_AUDIT_LOG_DISABLE_POSTGRES", false, findings);
    settings.takes_anonymous = variables.switch("GOTRUE_EXTERNAL_ANONYMOUS_USERS_ENABLED", false, findings);
    settings.lists_by_cursor =
        variables.switch("GOTRUE_EXPERIMENTAL_CURSOR_PAGINATION_ENABLED", false, findings);
    settings.external = providers::read(variables, findings);
    settings.oauth_server = oauth_server::read(variables, findings);
    settings.captcha = captcha::read(variables, findings);
    settings.hooks = hooks::read(variables, findings);
    tokens::read(variables, &public, &mut settings, findings);
    passwords::read(variables, &mut settings, findings);
    mails::read(variables, &mut settings, findings);
    sessions::read(variables, &mut settings, findings);
    phones::read(variables, &mut settings, findings);
    factors::read(variables, &mut settings, findings);
    passkeys::read(variables, &mut settings, findings);
    let is_ephemeral = options.folder.is_some();
    if is_ephemeral {
        settings.password_cost = PasswordCost::ForTests;
        findings.warn("Passwords are hashed with next to no work.", "Use it for tests only.");
    }
    let address_header = limits::address_header(variables, is_ephemeral, findings);
    settings.rates = limits::rates(variables, address_header.is_some(), findings);
    let mail = mails::read_server(variables, is_ephemeral, findings);
    let keys = keys(values, &settings, options, findings);
    let database = database::read(variables, options, findings);
    let listen = listen(variables, values, port, &public, findings);
    let log = log(variables, values, &public, findings);
    let metrics = MetricsConfig::read(values, findings);
    let traces = traces::read(values, findings);
    Some(AloneConfig {
        settings,
        address_header,
        listen,
        keys: keys?,
        database: database?,
        mail,
        is_ephemeral,
        metrics,
        traces,
        log,
        warnings: Vec::new(),
    })
}

/// What mails call the site: as it is told to, or by its host.
fn product(variables: &Variables<'_>, values: &Values, site: &Url) -> String {
    let sender = variables.filled("GOTRUE_SMTP_SENDER_NAME");
    let host = site.host_str().unwrap_or_default();
    values.product.clone().unwrap_or_else(|| sender.unwrap_or(host).to_owned())
}

fn url(name: &str, variables: &Variables<'_>, findings: &mut Findings) -> Option<Url> {
    let Some(text) = variables.filled(name) else {
        findings.fault(name, "is missing");
        return None;
    };
    let url = Url::parse(text).ok().filter(|url| url.has_host() && !url.cannot_be_a_base());
    if url.is_none() {
        findings.fault(name, "must be a URL, such as http://127.0.0.1:9999");
    }
    url
}

fn redirects(variables: &Variables<'_>, findings: &mut Findings) -> Vec<RedirectPattern> {
    const NAME: &str = "GOTRUE_URI_ALLOW_LIST";
    let texts = variables.list(NAME).into_iter().map(str::trim).filter(|text| !text.is_empty());
    let mut pattern = |text: &str| match RedirectPattern::parse(text) {
        Ok(pattern) => Some(pattern),
        Err(error) => {
            findings.fault(NAME, format!("holds {text}, which is no pattern: {error}"));
            None
        }
    };
    texts.filter_map(&mut pattern).collect()
}

/// Rows are sealed under a secret of their own, or one that follows from that of the tokens: several
/// processes on one database then share it without being told.
fn keys(
    values: &Values,
    settings: &AuthServerSettings,
    options: &AloneOptions,
    findings: &mut Findings,
) -> Option<KeySource> {
    match KeySource::given(values, findings) {
        GivenSecret::None => {}
        GivenSecret::Wrong => return None,
        GivenSecret::Good(keys) => return Some(keys),
    }
    let secret = match &settings.jwt_secret {
        Some(secret) => MasterSecret::following_from(secret.expose_secret().as_bytes()),
        None if options.folder.is_some() => MasterSecret::generate(),
        None => {
            findings.fault("GOTRUE_JWT_SECRET", "is missing");
            return None;
        }
    };
    Some(KeySource::Given(Keys::new(findings.note("GOTRUE_JWT_SECRET", secret)?, None)))
}

fn listen(
    variables: &Variables<'_>,
    values: &Values,
    port: u16,
    public: &Origin,
    findings: &mut Findings,
) -> Listen {
    const NAME: &str = "GOTRUE_API_HOST";
    let default = if public.is_loopback() { Ipv4Addr::LOCALHOST } else { Ipv4Addr::UNSPECIFIED };
    let address = match variables.filled(NAME) {
        None => IpAddr::V4(default),
        Some("localhost") => IpAddr::V4(Ipv4Addr::LOCALHOST),
        Some(text) => text.parse().unwrap_or_else(|_| {
            findings.fault(NAME, "must be an IP address, such as 0.0.0.0, or localhost");
            IpAddr::V4(default)
        }),
    };
    Listen::at(SocketAddr::new(address, port), values, public, findings)
}

/// `GOTRUE_LOG_LEVEL` in our words, where `RUST_LOG` does not say more.
fn log(variables: &Variables<'_>, values: &Values, public: &Origin, findings: &mut Findings) -> LogSettings {
    const NAME: &str = "GOTRUE_LOG_LEVEL";
    let level = match variables.text(NAME).to_ascii_lowercase().as_str() {
        "" => None,
        level @ ("trace" | "debug" | "info" | "error") => Some(level.to_owned()),
        "warn" | "warning" => Some("warn".to_owned()),
        "fatal" | "panic" => Some("error".to_owned()),
        _ => {
            findings.fault(NAME, "must be debug, info, warn or error");
            None
        }
    };
    let mut settings = LogSettings::read(values, public, findings);
    if let Some(level) = level.filter(|_| values.log_filter.is_none()) {
        settings.filter = format!("warn,doorward={level}");
    }
    settings
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::config::gotrue::{GoTrueName, Treatment, gotrue_names};

    #[tokio::test]
    async fn what_the_table_calls_taken_is_read_and_nothing_else() {
        let environment: BTreeMap<_, _> = [
            ("API_EXTERNAL_URL", "http://127.0.0.1:9999"),
            ("DATABASE_URL", "postgres://127.0.0.1/db"),
            ("GOTRUE_DB_DRIVER", "postgres"),
            ("GOTRUE_JWT_SECRET", "0123456789abcdefghijklmnopqrstuvwxyz"),
            ("GOTRUE_SITE_URL", "http://127.0.0.1:3000"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
        let variables = Variables::of(&environment);
        let mut findings = Findings::default();
        read(&variables, &Values::default(), &AloneOptions::default(), &mut findings).unwrap();
        let is_taken = |name: &&GoTrueName| matches!(name.treatment, Treatment::Taken { .. });
        let taken: BTreeSet<_> = gotrue_names().filter(is_taken).map(|name| name.names[0]).collect();
        assert_eq!(variables.asked(), taken);
    }
}
