//! Where traces go, by the names that OpenTelemetry gives these settings.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::reader::Findings;
use super::settings::Values;
use crate::telemetry::TracesSettings;

/// What is appended to the address of a collector for traces (OTLP/HTTP).
const TRACES_PATH: &str = "v1/traces";

/// The name of this service without a setting.
const SERVICE: &str = "doorward";

/// Without an address there are no traces.
pub(super) fn read(values: &Values, findings: &mut Findings) -> Option<TracesSettings> {
    const NAME: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";
    let url = Url::parse(values.traces_endpoint.as_deref()?.trim());
    let Some(mut url) = url.ok().filter(|url| matches!(url.scheme(), "http" | "https")) else {
        findings.fault(NAME, "must be the address of a collector, such as http://127.0.0.1:4318");
        return None;
    };
    url.set_path(&format!("{}/{TRACES_PATH}", url.path().trim_end_matches('/')));
    let service = values.service_name.clone().unwrap_or_else(|| SERVICE.to_owned());
    let headers = match values.traces_headers.as_ref().map(headers) {
        None => HeaderMap::new(),
        Some(Some(headers)) => headers,
        Some(None) => {
            findings.fault("OTEL_EXPORTER_OTLP_HEADERS", "must be name=value pairs, separated by commas");
            return None;
        }
    };
    Some(TracesSettings { url, headers, service })
}

/// `name=value,name=value`, as the specification has it.
fn headers(text: &SecretString) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    for pair in text.expose_secret().split(',').filter(|pair| !pair.trim().is_empty()) {
        let (name, value) = pair.split_once('=')?;
        let name: HeaderName = name.trim().parse().ok()?;
        let mut value: HeaderValue = value.trim().parse().ok()?;
        value.set_sensitive(true);
        headers.insert(name, value);
    }
    Some(headers)
}
