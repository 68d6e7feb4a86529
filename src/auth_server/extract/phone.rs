//! Telephone numbers in bodies.

use crate::auth_server::error::ApiError;

/// How long a telephone number is, in digits (ITU-T E.164).
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 2..=15;

/// A number without the plus sign and the spaces in which people write it.
pub(crate) fn plain_phone(text: &str) -> String {
    text.strip_prefix('+').unwrap_or(text).replace(' ', "")
}

/// Reads a number: digits are left.
pub(crate) fn parse_phone(text: &str) -> Result<String, ApiError> {
    let digits = plain_phone(text);
    let is_number = PHONE_DIGITS.contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0');
    if is_number { Ok(digits) } else { Err(ApiError::invalid("That is no telephone number")) }
}
