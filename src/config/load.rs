//! The whole configuration, read and checked in one go.

use actix_web::http::header::HeaderName;

use super::api;
use super::auth::AuthConfig;
use super::database::DatabaseConfig;
use super::faults::{ConfigError, Warning};
use super::fly;
use super::layers;
use super::listen::{DEFAULT_PORT, Listen};
use super::log::LogSettings;
use super::mail;
use super::metrics::MetricsConfig;
use super::origin::Origin;
use super::reader::Findings;
use super::secret::KeySource;
use super::settings::Values;
use super::sources::Sources;
use super::traces;
use crate::mail::{MailSettings, Support};
use crate::telemetry::TracesSettings;

/// The name on pages and mails of a site that was not given one.
const DEFAULT_PRODUCT: &str = "Doorward";

/// Everything the operator says, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where browsers reach the site.
    pub origin: Origin,
    /// The name of the product.
    pub product: String,
    /// Where people find help.
    pub support: Option<Support>,
    /// The header in which the proxy in front gives the visitor's address.
    pub client_address_header: Option<HeaderName>,
    /// The origins, beside the site's own, whose pages may call the API.
    pub api_origins: Vec<Origin>,
    /// Where the site listens.
    pub listen: Listen,
    /// Where the keys come from.
    pub keys: KeySource,
    /// Where the tables are.
    pub database: DatabaseConfig,
    /// Which auth server is used.
    pub auth: AuthConfig,
    /// How mail leaves the house.
    pub mail: MailSettings,
    /// Where the numbers are shown.
    pub metrics: MetricsConfig,
    /// Where traces go, if anywhere.
    pub traces: Option<TracesSettings>,
    /// How to log.
    pub log: LogSettings,
    /// What works but deserves a look.
    pub warnings: Vec<Warning>,
}

impl Config {
    /// Reads every setting. The error names everything that is wrong.
    ///
    /// Must be called inside a Tokio runtime, which the mail transport wants to be checked in.
    pub fn load(sources: &Sources) -> Result<Self, ConfigError> {
        let mut findings = Findings::default();
        let values = layers::read(sources, &mut findings);
        let port = findings.number("PORT", values.port.as_deref(), 0, DEFAULT_PORT);
        let Some(origin) = read_origin(&values, port, sources, &mut findings) else {
            return findings.finish(None).map(|(whole, _)| whole);
        };
        let product = values.product.clone().unwrap_or_else(|| DEFAULT_PRODUCT.to_owned());
        let client_address_header = client_address_header(&values, &origin, sources, &mut findings);
        let api_origins = api::origins(&values, &mut findings);
        let listen = Listen::read(&values, port, &origin, &mut findings);
        let keys = KeySource::read(&values, &origin, sources, &mut findings);
        let database = DatabaseConfig::read(&values, &origin, sources, &mut findings);
        let auth = AuthConfig::read(&values, &origin, &mut findings);
        let support = read_support(&values, &mut findings);
        let mail = mail::read(&values, &product, support.as_ref(), &origin, auth.as_ref(), &mut findings);
        let metrics = MetricsConfig::read(&values, &mut findings);
        let traces = traces::read(&values, &mut findings);
        let log = LogSettings::read(&values, &origin, &mut findings);
        let (((keys, database), auth), warnings) = findings.finish(keys.zip(database).zip(auth))?;
        Ok(Self {
            origin,
            product,
            support,
            client_address_header,
            api_origins,
            listen,
            keys,
            database,
            auth,
            mail,
            metrics,
            traces,
            log,
            warnings,
        })
    }

    /// Whether this is development: browsers and the site are on one machine.
    pub fn is_development(&self) -> bool {
        self.origin.is_loopback()
    }

    /// Whether mails of our own have a way out: by a mail server, or in development to the mailbox page.
    pub fn sends_mails(&self) -> bool {
        self.mail.smtp_url.is_some() || self.is_development()
    }

    /// The same configuration once the system has chosen a port for port 0.
    #[must_use]
    pub fn listening_on(mut self, port: u16) -> Self {
        if self.listen.address.port() == 0 {
            self.listen.address.set_port(port);
            if self.origin.url().port() == Some(0) {
                self.origin = self.origin.with_port(port);
            }
        }
        self
    }
}

/// Where people find help, if anywhere.
pub(super) fn read_support(values: &Values, findings: &mut Findings) -> Option<Support> {
    findings.note("DOORWARD_SUPPORT", Support::parse(values.support.as_ref()?))
}

/// Nothing only when what was given is no URL at all.
fn read_origin(values: &Values, port: u16, sources: &Sources, findings: &mut Findings) -> Option<Origin> {
    const NAME: &str = "DOORWARD_ORIGIN";
    let fly = fly::origin(sources);
    let Some(text) = &values.origin else {
        return fly.or_else(|| findings.note(NAME, Origin::parse(&format!("http://127.0.0.1:{port}"))));
    };
    let origin = findings.note(NAME, Origin::parse(text)).or_else(|| Origin::guess(text));
    if fly.is_some() && origin.as_ref().is_some_and(Origin::is_loopback) {
        findings.fault(NAME, "is this machine, but this is a machine of Fly: name the public address");
    }
    origin
}

fn client_address_header(
    values: &Values,
    origin: &Origin,
    sources: &Sources,
    findings: &mut Findings,
) -> Option<HeaderName> {
    const NAME: &str = "DOORWARD_CLIENT_ADDRESS_HEADER";
    if let Some(text) = &values.client_address_header {
        return findings.header(NAME, text);
    }
    if sources.variable(fly::APP_NAME).is_some() {
        return findings.header(NAME, fly::ADDRESS_HEADER);
    }
    if !origin.is_loopback() {
        findings.warn(
            format!("{NAME} is not set: behind a proxy all visitors share one address, and its limits."),
            "Name the header in which your proxy gives the visitor's address, such as X-Real-IP.",
        );
    }
    None
}
