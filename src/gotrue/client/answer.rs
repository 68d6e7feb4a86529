//! What an HTTP answer means: a result, a definite no, or nothing that counts.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::super::ErrorCode;
use super::error_body;
use super::{GoTrueError, Rejection, Unreachable};

/// The longest wait that is passed on to visitors, whatever the sender asks for.
const LONGEST_WAIT: Duration = Duration::from_hours(1);

/// The header that repeats the code of a refusal (gotrue-contract §0.3).
const CODE_HEADER: &str = "x-sb-error-code";

/// A positive answer whose body is still to be read.
pub(super) struct Answer {
    status: StatusCode,
    body: Vec<u8>,
}

impl Answer {
    /// Sorts an answer by its status. A refusal counts only in a shape that the auth server uses:
    /// a page with status 403 is a gateway's.
    pub(super) fn sort(status: StatusCode, headers: &HeaderMap, body: Vec<u8>) -> Result<Self, GoTrueError> {
        if status.is_success() {
            return Ok(Self { status, body });
        }
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let parsed: Option<Map<String, Value>> = serde_json::from_slice(&body).ok();
        let code = error_body::code(parsed.as_ref().unwrap_or(&Map::new()), text(CODE_HEADER));
        match status {
            StatusCode::TOO_MANY_REQUESTS => Err(GoTrueError::RateLimited {
                code: code.unwrap_or(ErrorCode::OVER_REQUEST_RATE_LIMIT),
                retry_after: text(RETRY_AFTER.as_str()).and_then(seconds),
            }),
            StatusCode::CONFLICT | StatusCode::REQUEST_TIMEOUT => {
                Err(Unreachable::Failing(status.as_u16()).into())
            }
            _ if !status.is_client_error() => Err(Unreachable::Failing(status.as_u16()).into()),
            _ => {
                let parsed = parsed.ok_or(Unreachable::Unreadable(status.as_u16()))?;
                Err(GoTrueError::Rejected(Rejection {
                    code: code.unwrap_or(ErrorCode::UNKNOWN),
                    status: status.as_u16(),
                    weak_password: error_body::weak_password(&parsed),
                }))
            }
        }
    }

    /// The body as a message of the contract.
    pub(super) fn json<T: DeserializeOwned>(self) -> Result<T, GoTrueError> {
        serde_json::from_slice(&self.body).map_err(|_| self.unreadable())
    }

    /// The body as it came, known to be a JSON object.
    pub(super) fn text(self) -> Result<String, GoTrueError> {
        let unreadable = self.unreadable();
        let text = String::from_utf8(self.body).map_err(|_| unreadable.clone())?;
        serde_json::from_str::<Map<String, Value>>(&text).map_err(|_| unreadable)?;
        Ok(text)
    }

    /// Nothing but the good news: an empty body or any JSON object.
    pub(super) fn done(self) -> Result<(), GoTrueError> {
        if self.body.is_empty() {
            return Ok(());
        }
        self.json::<Map<String, Value>>().map(drop)
    }

    /// Whether the body is an object with such a member.
    pub(super) fn has_member(&self, name: &str) -> bool {
        serde_json::from_slice::<Map<String, Value>>(&self.body).is_ok_and(|body| body.contains_key(name))
    }

    /// The error of a body that is not the contract's.
    pub(super) fn unreadable(&self) -> GoTrueError {
        Unreachable::Unreadable(self.status.as_u16()).into()
    }
}

fn seconds(text: &str) -> Option<Duration> {
    text.trim().parse().ok().map(|seconds| Duration::from_secs(seconds).min(LONGEST_WAIT))
}
