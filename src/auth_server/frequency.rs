//! The pause between two mails, or two messages, of one kind to one person (gotrue-contract §4.4).

use std::time::Duration;

use super::error::ApiError;
use crate::clock::Timestamp;
use crate::gotrue::ErrorCode;

/// How much of the pause is left. A mail of the far future was sent before the clock was set back, and
/// says nothing.
pub(crate) fn pause_left(sent_at: Option<Timestamp>, pause: Duration, now: Timestamp) -> Option<Duration> {
    let left = sent_at?.plus(pause).since(now);
    (!left.is_zero() && left <= 2 * pause).then_some(left)
}

/// Refuses a mail that comes too soon after the one before.
pub(crate) fn refuse_too_soon(
    sent_at: Option<Timestamp>,
    pause: Duration,
    now: Timestamp,
) -> Result<(), ApiError> {
    let Some(left) = pause_left(sent_at, pause, now) else { return Ok(()) };
    let message = format!("The last mail has just been sent; ask again in {} seconds", left.as_secs().max(1));
    Err(ApiError::too_many(ErrorCode::OVER_EMAIL_SEND_RATE_LIMIT, message, left))
}

/// Refuses a message to a telephone that comes too soon after the one before.
pub(crate) fn refuse_message_too_soon(
    sent_at: Option<Timestamp>,
    pause: Duration,
    now: Timestamp,
) -> Result<(), ApiError> {
    let Some(left) = pause_left(sent_at, pause, now) else { return Ok(()) };
    let message = format!("The last code has just been sent; ask again in {} seconds", left.as_secs().max(1));
    Err(ApiError::too_many(ErrorCode::OVER_SMS_SEND_RATE_LIMIT, message, left))
}
