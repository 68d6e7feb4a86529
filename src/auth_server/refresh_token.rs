//! Refresh tokens of the older form, twelve letters and digits (gotrue-contract §2.4).

use sha2::{Digest as _, Sha256};

use super::error::ApiError;
use crate::gotrue::RefreshToken;

/// How long they are.
const LENGTH: usize = 12;

/// What they are made of: 32 signs, so that each random byte gives one without favour.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Draws a token.
pub(crate) fn draw() -> Result<RefreshToken, ApiError> {
    let mut bytes = [0; LENGTH];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|error| ApiError::failure("no random bytes", &error))?;
    let text: String = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    Ok(RefreshToken::from(text))
}

/// Refuses what cannot be a token, without asking the database.
pub(crate) fn parse(text: &str) -> Result<RefreshToken, ApiError> {
    let is_ours = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if text.len() == LENGTH && text.bytes().all(is_ours) {
        Ok(RefreshToken::from(text.to_owned()))
    } else {
        Err(ApiError::invalid("That is no refresh token"))
    }
}

/// The name of its row.
pub(crate) fn hash(token: &RefreshToken) -> Vec<u8> {
    Sha256::digest(token.expose()).to_vec()
}

/// What the first of its signs are called in an answer's header, for the log of a client.
pub(crate) fn prefix(token: &RefreshToken) -> &str {
    token.expose().get(..5).unwrap_or_default()
}
