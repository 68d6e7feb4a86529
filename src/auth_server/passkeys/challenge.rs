//! Challenges: made for one answer, which must come in time.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::passkey_challenges::{self, PasskeyChallengeRow};
use crate::auth_server::webauthn::{Bytes, Fault, RelyingParty, draw_challenge};
use crate::clock::Timestamp;
use crate::database::Tx;
use crate::gotrue::ErrorCode;

/// What a browser is asked, and how long it may take.
pub(crate) struct Asked {
    id: Uuid,
    expires_at: Timestamp,
}

/// Keeps a new challenge. That of a sign-in is nobody's.
pub(super) async fn begin(
    server: &AuthServer,
    tx: &mut Tx,
    user: Option<Uuid>,
) -> Result<(Bytes, Asked), ApiError> {
    let challenge = draw_challenge()?;
    let expires_at = server.now().plus(server.settings().webauthn.challenge_lifetime);
    let row =
        PasskeyChallengeRow { id: Uuid::new_v4(), user_id: user, challenge: challenge.text(), expires_at };
    passkey_challenges::insert(tx.executor(), &row).await?;
    Ok((challenge, Asked { id: row.id, expires_at }))
}

impl Asked {
    /// The answer that asks a browser.
    pub(super) fn with(&self, options: Map<String, Value>) -> Value {
        json!({ "challenge_id": self.id, "options": options, "expires_at": self.expires_at.as_seconds() })
    }
}

/// The site that keys are made for. An operator who has not named it is told so at the start.
pub(super) fn party(server: &AuthServer) -> Result<RelyingParty<'_>, ApiError> {
    let nowhere = |what| ApiError::failure("keys are made for no site", &what);
    server.settings().webauthn.party().map_err(nowhere)
}

/// The challenge that an answer is for, which was taken. Once taken it is gone, whatever the answer is worth.
pub(super) fn in_time(server: &AuthServer, taken: &PasskeyChallengeRow) -> Result<Bytes, ApiError> {
    if server.now() > taken.expires_at {
        let code = ErrorCode::WEBAUTHN_CHALLENGE_EXPIRED;
        return Err(ApiError::bad_request(code, "The challenge is over; ask for a new one"));
    }
    serde_json::from_value(json!(taken.challenge))
        .map_err(|error| ApiError::failure("a challenge is unreadable", &error))
}

/// `400 webauthn_challenge_not_found`, also for one that was answered.
pub(super) fn not_found() -> ApiError {
    let code = ErrorCode::WEBAUTHN_CHALLENGE_NOT_FOUND;
    ApiError::bad_request(code, "There is no such challenge, or it was answered")
}

/// `400 webauthn_verification_failed`. Why goes to the log only.
pub(super) fn proves_nothing(fault: Fault) -> ApiError {
    tracing::debug!(%fault, "an authenticator's answer proves nothing");
    ApiError::bad_request(ErrorCode::WEBAUTHN_VERIFICATION_FAILED, "The answer proves nothing")
}
