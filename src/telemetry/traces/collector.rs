//! Brings what the exporter has encoded to the collector. One that is away harms nothing, and is
//! complained of once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use reqwest::header::HeaderMap;
use reqwest::{Client, redirect};
use tokio::runtime::Handle;

/// How much of an answer is read at least, in bytes. What it says of spans that were refused fits in.
const ENOUGH: usize = 64 * 1024;

/// The HTTP client of the exporter.
#[derive(Debug)]
pub(super) struct Collector {
    http: Client,
    headers: HeaderMap,
    /// The exporter has a thread of its own, where no connection could live.
    runtime: Handle,
    is_away: AtomicBool,
}

impl Collector {
    /// Sends these headers along and gives the collector this long. Inside a Tokio runtime.
    pub(super) fn new(headers: HeaderMap, patience: Duration) -> reqwest::Result<Self> {
        let http = Client::builder().redirect(redirect::Policy::none()).timeout(patience).build()?;
        Ok(Self { http, headers, runtime: Handle::current(), is_away: AtomicBool::default() })
    }

    fn tell(&self, trouble: Option<String>) {
        let was_away = self.is_away.swap(trouble.is_some(), Ordering::Relaxed);
        match trouble {
            Some(trouble) if !was_away => tracing::warn!(trouble, "traces cannot be delivered"),
            None if was_away => tracing::info!("traces are delivered again"),
            _ => {}
        }
    }
}

#[async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let mut request = reqwest::Request::try_from(request)?;
        request.headers_mut().extend(self.headers.clone());
        let answer = self.runtime.spawn(exchange(self.http.clone(), request)).await?;
        self.tell(match &answer {
            Ok(answer) if answer.status().is_success() => None,
            Ok(answer) => Some(format!("status {}", answer.status().as_u16())),
            Err(error) => Some(error.to_string()),
        });
        Ok(answer?)
    }
}

async fn exchange(http: Client, request: reqwest::Request) -> reqwest::Result<Response<Bytes>> {
    // The texts of the HTTP client name the URL, which may hold a key.
    let mut answer = http.execute(request).await.map_err(reqwest::Error::without_url)?;
    let mut body = Vec::new();
    while body.len() < ENOUGH
        && let Some(chunk) = answer.chunk().await.map_err(reqwest::Error::without_url)?
    {
        body.extend_from_slice(&chunk);
    }
    let mut whole = Response::new(Bytes::from(body));
    *whole.status_mut() = answer.status();
    *whole.headers_mut() = answer.headers().clone();
    Ok(whole)
}
