//! The secrets of programs: 256 random bits, of which only a hash is kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::auth_server::error::ApiError;

/// How many random bytes a secret has: too many to try, so that a plain hash of it tells nothing.
const BYTES: usize = 32;

/// A new secret, which is told once.
pub(super) fn draw() -> Result<String, ApiError> {
    let mut bytes = [0; BYTES];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|error| ApiError::failure("no random bytes", &error))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What is kept of it.
pub(super) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}

/// Whether a hash is that of this secret; in the same time whatever is wrong with it.
pub(super) fn is_of(hash: &[u8], secret: &str) -> bool {
    self::hash(secret).ct_eq(hash).into()
}
