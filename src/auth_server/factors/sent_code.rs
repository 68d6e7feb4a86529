//! The code that was sent to a telephone, as it is kept until it comes back.

use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::ChallengeRow;

pub(super) fn seal(server: &AuthServer, challenge: Uuid, code: &str) -> Result<Vec<u8>, ApiError> {
    Ok(server.sealer().seal(&context(challenge), code.as_bytes())?)
}

/// Whether this is the code that was sent for the challenge.
pub(super) fn is_sent(server: &AuthServer, challenge: &ChallengeRow, code: &str) -> Result<bool, ApiError> {
    let Some(sealed) = &challenge.sealed_code else { return Ok(false) };
    let sent = server.sealer().open(&context(challenge.id), sealed)?;
    Ok(bool::from(sent.ct_eq(code.as_bytes())))
}

fn context(challenge: Uuid) -> String {
    format!("auth mfa code {challenge}")
}
