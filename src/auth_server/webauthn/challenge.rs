//! What an authenticator signs, so that its answer is of now.

use super::Bytes;
use crate::auth_server::error::ApiError;

/// As long as GoTrue's, in bytes; `WebAuthn` §13.4.3 wants sixteen at least.
const LENGTH: usize = 32;

pub(crate) fn draw() -> Result<Bytes, ApiError> {
    let mut bytes = [0; LENGTH];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|error| ApiError::failure("no random bytes", &error))?;
    Ok(Bytes(bytes.to_vec()))
}
