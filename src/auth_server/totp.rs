//! Codes that change with the time (RFC 6238), as authenticator apps show them: six digits, HMAC-SHA-1, a
//! new one every thirty seconds (gotrue-contract §1.13).

use aws_lc_rs::hmac;
use data_encoding::BASE32_NOPAD;
use subtle::ConstantTimeEq as _;

use super::error::ApiError;
use crate::clock::Timestamp;

/// How long a secret is, in bytes: as long as the hash (RFC 4226 §4, R6).
const SECRET_BYTES: usize = 20;

/// How long a code is the current one, in seconds.
const STEP_SECONDS: i64 = 30;

/// How many steps an app's clock may go ahead or behind.
const SKEW: i64 = 1;

/// How many digits a code has.
const DIGITS: usize = 6;

/// How many different codes there are.
const CODES: u32 = 1_000_000;

/// What the codes of one factor are made of. It does not print.
pub(crate) struct TotpSecret(Vec<u8>);

impl TotpSecret {
    pub(crate) fn draw() -> Result<Self, ApiError> {
        let mut bytes = [0; SECRET_BYTES];
        aws_lc_rs::rand::fill(&mut bytes).map_err(|error| ApiError::failure("no random bytes", &error))?;
        Ok(Self(bytes.to_vec()))
    }

    pub(crate) const fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// As people type it into an app (RFC 4648 §6).
    pub(crate) fn text(&self) -> String {
        BASE32_NOPAD.encode(&self.0)
    }

    /// The step of time whose code this is, if it is one of now and comes after the step whose code was
    /// taken last: no code is taken twice (RFC 6238 §5.2).
    pub(crate) fn step_of(&self, code: &str, now: Timestamp, last_step: Option<i64>) -> Option<i64> {
        let current = now.as_seconds().div_euclid(STEP_SECONDS);
        let is_of = |step: &i64| bool::from(self.code_at(*step).as_bytes().ct_eq(code.trim().as_bytes()));
        let is_new = |step: &i64| last_step.is_none_or(|last| *step > last);
        // All of them are made, whichever it is.
        let steps: Vec<_> = (current - SKEW..=current + SKEW).filter(is_of).collect();
        steps.into_iter().find(is_new)
    }

    /// RFC 4226 §5.3.
    fn code_at(&self, step: i64) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let hash = tag.as_ref();
        let offset = usize::from(hash.last().copied().unwrap_or_default() & 0x0f);
        let cut = hash.get(offset..offset + 4).unwrap_or_default();
        let number = cut.iter().fold(0, |number: u32, byte| (number << 8) | u32::from(*byte));
        format!("{:0DIGITS$}", (number & 0x7fff_ffff) % CODES)
    }

    /// What an app reads from the picture, in the words that apps have agreed on.
    pub(crate) fn uri(&self, issuer: &str, account: &str) -> String {
        let label = format!("{}:{}", escaped(issuer, KEPT_IN_LABEL), escaped(account, KEPT_IN_LABEL));
        let (issuer, secret) = (escaped(issuer, KEPT_IN_PARAMETER), self.text());
        format!(
            "otpauth://totp/{label}?algorithm=SHA1&digits={DIGITS}&issuer={issuer}&period={STEP_SECONDS}\
             &secret={secret}"
        )
    }
}

/// Signs that stand for themselves in a path, beside letters and digits (RFC 3986 §3.3).
const KEPT_IN_LABEL: &[u8] = b"-._~$&+,/:;=@";

/// Signs that stand for themselves in a parameter and mean nothing else there.
const KEPT_IN_PARAMETER: &[u8] = b"-._~$:@";

fn escaped(text: &str, kept: &[u8]) -> String {
    let stands_for_itself = |byte: u8| byte.is_ascii_alphanumeric() || kept.contains(&byte);
    text.bytes().fold(String::new(), |escaped, byte| match byte {
        byte if stands_for_itself(byte) => escaped + char::from(byte).encode_utf8(&mut [0; 1]),
        byte => format!("{escaped}%{byte:02X}"),
    })
}
