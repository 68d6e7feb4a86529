//! The code challenge that a client may send along (RFC 7636 §4.3). It is checked as the contract says;
//! links in mails lead to a page that spends them with a POST, which needs no verifier.

use super::error::ApiError;

/// How long a challenge is (RFC 7636 §4.2).
const LENGTHS: std::ops::RangeInclusive<usize> = 43..=128;

/// Refuses half a pair, or a challenge that cannot be one.
pub(crate) fn refuse_bad(challenge: Option<&str>, method: Option<&str>) -> Result<(), ApiError> {
    let (challenge, method) = (challenge.unwrap_or_default(), method.unwrap_or_default());
    if challenge.is_empty() != method.is_empty() {
        return Err(ApiError::invalid("A code challenge and its method go together"));
    }
    if challenge.is_empty() {
        return Ok(());
    }
    let is_ours = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if !LENGTHS.contains(&challenge.len()) || !challenge.bytes().all(is_ours) {
        return Err(ApiError::invalid("A code challenge has 43 to 128 letters, digits and -._~"));
    }
    if !["s256", "plain"].contains(&method.to_ascii_lowercase().as_str()) {
        return Err(ApiError::invalid("The method of a code challenge is s256 or plain"));
    }
    Ok(())
}
