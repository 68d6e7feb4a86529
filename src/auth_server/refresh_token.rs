//! Refresh tokens as clients bring them, and those of the older form, twelve letters and digits
//! (gotrue-contract §2.4).

use sha2::{Digest as _, Sha256};

use super::counted_token::CountedToken;
use super::error::ApiError;
use crate::gotrue::RefreshToken;

/// How long those of the older form are.
const LENGTH: usize = 12;

/// What they are made of: 32 signs, so that each random byte gives one without favour.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// A token that may be one.
pub(crate) enum Brought {
    /// Of the older form: a row is named after it.
    Row(RefreshToken),
    /// Of the newer form.
    Counted(CountedToken),
}

/// Refuses what cannot be a token, without asking the database.
pub(crate) fn parse(text: &str) -> Result<Brought, ApiError> {
    let is_ours = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let brought = if text.len() == LENGTH {
        text.bytes().all(is_ours).then(|| Brought::Row(RefreshToken::from(text.to_owned())))
    } else {
        CountedToken::parse(text).map(Brought::Counted)
    };
    brought.ok_or_else(|| ApiError::invalid("That is no refresh token"))
}

/// Draws a token of the older form.
pub(crate) fn draw() -> Result<RefreshToken, ApiError> {
    let mut bytes = [0; LENGTH];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|error| ApiError::failure("no random bytes", &error))?;
    let text: String = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    Ok(RefreshToken::from(text))
}

/// The name of its row.
pub(crate) fn hash(token: &RefreshToken) -> Vec<u8> {
    Sha256::digest(token.expose()).to_vec()
}
