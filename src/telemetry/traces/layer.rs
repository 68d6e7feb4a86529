//! Watches spans begin and end. What is over is handed on; when the exporter does not keep up it is
//! dropped, and nobody waits.

use tokio::sync::mpsc::Sender;
use tracing::span::{Attributes, Id};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

use super::span::{EndedSpan, Fields, OpenSpan};
use crate::clock::Clock;

/// Whose spans and events are told of.
const OURS: &str = env!("CARGO_CRATE_NAME");

/// The layer of the log that makes traces.
pub struct TraceLayer {
    clock: Clock,
    ended: Sender<EndedSpan>,
}

impl TraceLayer {
    pub(super) const fn new(clock: Clock, ended: Sender<EndedSpan>) -> Self {
        Self { clock, ended }
    }

    /// What it wants to hear of: our own, and no details. Libraries may say anything.
    pub(crate) fn wants(metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= Level::INFO
            && metadata
                .target()
                .strip_prefix(OURS)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for TraceLayer {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let parent = span
            .parent()
            .and_then(|parent| parent.extensions().get::<OpenSpan>().map(|parent| parent.identity));
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let open = OpenSpan::begin(span.name(), parent, fields, self.clock.now());
        span.extensions_mut().insert(open);
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let Some(span) = context.event_span(event) else { return };
        let mut fields = Fields::default();
        event.record(&mut fields);
        if let Some(open) = span.extensions_mut().get_mut::<OpenSpan>() {
            open.note(fields, *event.metadata().level() <= Level::WARN, self.clock.now());
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let open = context.span(&id).and_then(|span| span.extensions_mut().remove::<OpenSpan>());
        if let Some(open) = open.filter(OpenSpan::is_worth_telling) {
            // A full queue means that the collector is away or slow.
            let _ = self.ended.try_send(open.end(self.clock.now()));
        }
    }
}
