//! From the log to the collector: a layer makes spans, a queue gathers them, and a thread of its own
//! sends many at a time. A full queue drops spans; nobody waits.

use std::time::Duration;

use opentelemetry::trace::TracerProvider as _;
use opentelemetry::{KeyValue, global};
use opentelemetry_otlp::{
    ExporterBuildError, Protocol, SpanExporter, WithExportConfig as _, WithHttpConfig as _,
};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{BatchSpanProcessor, SdkTracerProvider};
use reqwest::header::HeaderMap;
use thiserror::Error;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::registry::LookupSpan;
use url::Url;

use super::collector::Collector;
use super::conventions::InConventions;

/// How long the last traces are given when the program ends.
pub const TRACES_DEADLINE: Duration = Duration::from_secs(2);

/// How long the collector may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whose spans and events are told of.
const OURS: &str = env!("CARGO_CRATE_NAME");

/// Where traces go.
#[derive(Clone, Debug)]
pub struct TracesSettings {
    /// Where spans are posted to.
    pub url: Url,
    /// What is sent along, such as a key; the values are marked as secrets.
    pub headers: HeaderMap,
    /// The name of this service.
    pub service: String,
}

/// Why traces could not be started.
#[derive(Debug, Error)]
pub enum TracesError {
    /// No HTTP client could be made.
    #[error("no HTTP client")]
    Http(#[source] reqwest::Error),
    /// The exporter does not take what it is told, such as by a variable of OpenTelemetry's own.
    #[error(transparent)]
    Exporter(#[from] ExporterBuildError),
}

/// The exporter under way.
#[derive(Debug)]
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// Begins to send what the layer makes, and to tell the auth server what its calls belong to. Inside
    /// a Tokio runtime.
    pub(crate) fn start(settings: TracesSettings) -> Result<Self, TracesError> {
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(Collector::new(settings.headers, PATIENCE).map_err(TracesError::Http)?)
            .with_endpoint(settings.url)
            .with_protocol(Protocol::HttpBinary)
            .with_timeout(PATIENCE)
            .build()?;
        let resource = Resource::builder()
            .with_service_name(settings.service)
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")));
        let queue = BatchSpanProcessor::builder(exporter).build();
        let provider = SdkTracerProvider::builder()
            .with_resource(resource.build())
            .with_span_processor(InConventions(queue));
        global::set_text_map_propagator(TraceContextPropagator::new());
        Ok(Self(provider.build()))
    }

    /// The layer of the log that makes spans.
    pub(in crate::telemetry) fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'a> LookupSpan<'a>,
    {
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer(OURS))
            .with_location(false)
            .with_threads(false)
            .with_target(false)
            .with_tracked_inactivity(false)
            .with_context_activation(false)
            .with_filter(filter_fn(is_told))
    }

    /// Sends what is left, as far as it goes within [`TRACES_DEADLINE`].
    pub async fn finish(self) {
        let finished = move || self.0.shutdown_with_timeout(TRACES_DEADLINE);
        if !matches!(tokio::task::spawn_blocking(finished).await, Ok(Ok(()))) {
            tracing::warn!("the last traces were not sent in time");
        }
    }
}

/// Our own, and no details. Libraries may say anything.
fn is_told(metadata: &Metadata<'_>) -> bool {
    *metadata.level() <= Level::INFO
        && metadata.target().strip_prefix(OURS).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}
