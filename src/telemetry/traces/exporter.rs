//! Brings spans to a collector, many at a time. One that is away harms nothing: what it cannot take is
//! dropped.

use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Client, redirect};
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval, timeout};
use url::Url;

use super::layer::TraceLayer;
use super::span::{EndedSpan, attributes};
use crate::clock::Clock;

/// Spans that wait to be sent at most; more are dropped. A few hundred bytes each.
const MOST_WAITING: usize = 2_048;

/// Spans sent at once.
const BATCH: usize = 512;

/// How long a span waits for others.
const EVERY: Duration = Duration::from_secs(5);

/// How long the collector may take.
const PATIENCE: Duration = Duration::from_secs(10);

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

/// The exporter under way.
#[derive(Debug)]
pub struct Traces {
    stop: oneshot::Sender<()>,
    worker: JoinHandle<()>,
}

impl Traces {
    /// Begins to send what the layer hands on. Inside a Tokio runtime.
    pub(crate) fn start(settings: TracesSettings, clock: Clock) -> reqwest::Result<(Self, TraceLayer)> {
        let http = Client::builder()
            .redirect(redirect::Policy::none())
            .default_headers(settings.headers)
            .timeout(PATIENCE)
            .build()?;
        let (ended, spans) = mpsc::channel(MOST_WAITING);
        let (stop, stopped) = oneshot::channel();
        let exporter = Exporter { http, url: settings.url, service: settings.service, is_away: false };
        let worker = tokio::spawn(exporter.run(spans, stopped));
        Ok((Self { stop, worker }, TraceLayer::new(clock, ended)))
    }

    /// Sends what is left, as far as it goes within the deadline.
    pub async fn finish(self, deadline: Duration) {
        let _ = self.stop.send(());
        if timeout(deadline, self.worker).await.is_err() {
            tracing::warn!("the last traces were not sent in time");
        }
    }
}

struct Exporter {
    http: Client,
    url: Url,
    service: String,
    is_away: bool,
}

impl Exporter {
    async fn run(mut self, mut spans: mpsc::Receiver<EndedSpan>, mut stopped: oneshot::Receiver<()>) {
        let mut batch = Vec::new();
        let mut ticks = interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let is_stopped = tokio::select! {
                _ = ticks.tick() => false,
                () = fill(&mut spans, &mut batch) => false,
                _ = &mut stopped => true,
            };
            if is_stopped {
                while let Ok(span) = spans.try_recv() {
                    batch.push(span);
                }
            }
            while !batch.is_empty() {
                let rest = batch.split_off(batch.len().min(BATCH));
                self.send(std::mem::replace(&mut batch, rest)).await;
            }
            if is_stopped {
                return;
            }
        }
    }

    async fn send(&mut self, batch: Vec<EndedSpan>) {
        let body = self.body(batch);
        let sent = self.http.post(self.url.clone()).json(&body).send().await;
        let trouble = match sent.map(|answer| answer.status()) {
            Ok(status) if status.is_success() => None,
            Ok(status) => Some(format!("status {}", status.as_u16())),
            // The texts of the HTTP client name the URL, which may hold a key.
            Err(error) => Some(error.without_url().to_string()),
        };
        // Said once, not with every batch.
        match &trouble {
            Some(trouble) if !self.is_away => tracing::warn!(trouble, "traces cannot be delivered"),
            None if self.is_away => tracing::info!("traces are delivered again"),
            _ => {}
        }
        self.is_away = trouble.is_some();
    }

    fn body(&self, batch: Vec<EndedSpan>) -> Value {
        let spans: Vec<_> = batch.into_iter().map(|span| span.0).collect();
        let service = [
            ("service.name", Value::from(self.service.as_str())),
            ("service.version", Value::from(env!("CARGO_PKG_VERSION"))),
        ];
        json!({ "resourceSpans": [{
            "resource": { "attributes": attributes(&service) },
            "scopeSpans": [{ "scope": { "name": "doorward" }, "spans": spans }],
        }] })
    }
}

/// Returns when the batch is full. What was received stays in the batch if it is dropped before.
async fn fill(spans: &mut mpsc::Receiver<EndedSpan>, batch: &mut Vec<EndedSpan>) {
    while batch.len() < BATCH {
        let room = BATCH - batch.len();
        if spans.recv_many(batch, room).await == 0 {
            std::future::pending::<()>().await;
        }
    }
}
