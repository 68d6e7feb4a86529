//! Calls to hooks: signed, bounded in time and size, and never redirected.

use std::time::Duration;

use actix_web::http::StatusCode;
use reqwest::Response;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_TYPE, RETRY_AFTER};
use uuid::Uuid;

use super::HookSettings;
use super::answer::{HookAnswer, HookRefusal, read};
use crate::auth_server::outward::{self, LazyClient, Unread};
use crate::clock::Clock;
use crate::gotrue::ErrorCode;

/// How long a hook may take in all.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often it is called before it counts as unreachable.
const TRIES: u32 = 3;

/// How long is waited before a hook is called again that could not be reached.
const PAUSE: Duration = Duration::from_secs(2);

/// How much of an answer is read, in bytes.
const MOST_BYTES: usize = 200 * 1024;

/// The only kind of answer there is.
const JSON: &str = "application/json";

/// Calls hooks.
pub(crate) struct HookCaller {
    http: LazyClient,
    clock: Clock,
}

impl HookCaller {
    pub(crate) const fn new(clock: Clock) -> Self {
        Self { http: LazyClient::new(), clock }
    }

    /// Sends a body to a hook and reads what it says.
    pub(super) async fn call(&self, hook: &HookSettings, body: Vec<u8>) -> HookAnswer {
        let answer = tokio::time::timeout(PATIENCE, self.until_answered(hook, body)).await;
        answer.unwrap_or_else(|_| Err(too_slow()))
    }

    async fn until_answered(&self, hook: &HookSettings, body: Vec<u8>) -> HookAnswer {
        for attempt in 1..=TRIES {
            match self.post(hook, body.clone()).await {
                Err(error) if error.is_timeout() => return Err(too_slow()),
                Ok(answer) if asks_for_patience(&answer) => {}
                Ok(answer) => return judge(answer).await,
                Err(_) if attempt == TRIES => {
                    let code = ErrorCode::HOOK_TIMEOUT_AFTER_RETRY;
                    return Err(HookRefusal::unprocessable(code, "The hook could not be reached"));
                }
                Err(_) => tokio::time::sleep(PAUSE).await,
            }
        }
        Err(unavailable())
    }

    async fn post(&self, hook: &HookSettings, body: Vec<u8>) -> reqwest::Result<Response> {
        let (id, now) = (Uuid::new_v4(), self.clock.now());
        let signatures: Vec<_> = hook.secrets.iter().map(|secret| secret.sign(id, now, &body)).collect();
        let request = self.http.get(Ok)?.post(hook.url.clone()).timeout(PATIENCE);
        request
            .header(CONTENT_TYPE, JSON)
            .header(ACCEPT_ENCODING, "identity")
            .header("webhook-id", id.to_string())
            .header("webhook-timestamp", now.as_seconds().to_string())
            .header("webhook-signature", signatures.join(", "))
            .body(body)
            .send()
            .await
    }
}

/// Whether a hook wants to be called again.
fn asks_for_patience(answer: &Response) -> bool {
    let is_busy = [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE]
        .iter()
        .any(|status| status.as_u16() == answer.status().as_u16());
    is_busy && answer.headers().get(RETRY_AFTER).is_some_and(|value| !value.is_empty())
}

async fn judge(answer: Response) -> HookAnswer {
    match answer.status().as_u16() {
        204 => Ok(serde_json::Map::new()),
        200 | 202 => {
            refuse_other_kinds(&answer)?;
            read(&whole(answer).await?)
        }
        429 | 503 => Err(unavailable()),
        400 => Err(HookRefusal::failed("The hook did not understand what it was sent")),
        401 => Err(HookRefusal::failed("The hook wants an authorization")),
        _ => Err(HookRefusal::failed("The hook answered with an unexpected status")),
    }
}

fn refuse_other_kinds(answer: &Response) -> Result<(), HookRefusal> {
    let kind = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case(JSON) {
        return Ok(());
    }
    let code = ErrorCode::HOOK_PAYLOAD_INVALID_CONTENT_TYPE;
    Err(HookRefusal::new(StatusCode::BAD_REQUEST, code, "The hook's answer is not application/json"))
}

async fn whole(answer: Response) -> Result<Vec<u8>, HookRefusal> {
    outward::read(answer, MOST_BYTES).await.map_err(|unread| match unread {
        Unread::Broken(_) => HookRefusal::failed("The hook's answer did not arrive whole"),
        Unread::TooLong => {
            let code = ErrorCode::HOOK_PAYLOAD_OVER_SIZE_LIMIT;
            HookRefusal::unprocessable(code, "The hook's answer is over 200 KiB")
        }
    })
}

fn too_slow() -> HookRefusal {
    HookRefusal::unprocessable(ErrorCode::HOOK_TIMEOUT, "The hook did not answer within five seconds")
}

fn unavailable() -> HookRefusal {
    HookRefusal::failed("The hook is not available now")
}
