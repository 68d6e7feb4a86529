//! Asking a hook: from within a request, between two runs of it, or when all is done.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::answer::{HookAnswer, HookRefusal};
use super::hook::Hook;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::replay::{self, Turn};

/// What a hook is asked.
#[derive(Clone, PartialEq)]
pub(crate) struct Question {
    pub(super) hook: Hook,
    /// What it is told, without what is said of the call itself.
    pub(super) input: Map<String, Value>,
}

#[cfg(test)]
impl Question {
    /// Any question.
    pub(crate) fn of_tests() -> Self {
        Self { hook: Hook::SendEmail, input: Map::new() }
    }
}

/// Asks a hook what the request depends on. A run that has no answer yet is over: its error goes up, and
/// nothing it did lasts.
pub(super) async fn ask(server: &AuthServer, question: Question) -> Result<Map<String, Value>, ApiError> {
    match replay::turn(&question) {
        Turn::Answered(answer) => answer.map_err(ApiError::from),
        Turn::Later => Err(ApiError::waits_for_hook()),
        Turn::Now(ip) => call(server, &question, ip.as_deref()).await.map_err(ApiError::from),
    }
}

/// Calls the hook of a question for a client at this address.
pub(crate) async fn call(server: &AuthServer, question: &Question, ip: Option<&str>) -> HookAnswer {
    let Some(hook) = server.settings().hooks.get(question.hook) else { return Ok(Map::new()) };
    let metadata = json!({
        "uuid": Uuid::new_v4(),
        "time": server.now(),
        "name": question.hook.name(),
        "ip_address": ip.unwrap_or_default(),
    });
    let mut said = question.input.clone();
    said.insert("metadata".to_owned(), metadata);
    let body =
        serde_json::to_vec(&said).map_err(|_| HookRefusal::failed("A hook could not be written to"))?;
    let answer = server.hook_caller().call(hook, body).await;
    if let Err(refusal) = &answer {
        tracing::warn!(hook = question.hook.name(), why = refusal.message(), "a hook refused, or failed");
    }
    answer
}
