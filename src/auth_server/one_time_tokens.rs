//! Links and codes in mails, and codes by telephone: what they are made of, and which slot each kind
//! belongs to (gotrue-contract §1.9, §4.3).

use std::time::Duration;

use aws_lc_rs::hmac;
use sha2::{Digest as _, Sha224};

use super::AuthServerSettings;
use super::error::ApiError;
use super::replay::try_kept;
use crate::gotrue::VerifyKind;
use crate::keys::{KeyError, Keys, Purpose};

/// How many codes may be typed for one slot before only the link works.
pub(crate) const MOST_TRIES: i64 = 6;

/// How long typed codes are counted; a new mail within this time does not start over.
pub(crate) const TRIES_COUNT_FOR: Duration = Duration::from_hours(1);

/// What marks the token hash of a link that was asked for with a code challenge (RFC 7636).
pub(crate) const PKCE_PREFIX: &str = "pkce_";

/// Whether a link was asked for with a code challenge.
pub(crate) fn is_marked(token_hash: &str) -> bool {
    token_hash.starts_with(PKCE_PREFIX)
}

/// What a token is for. A person has at most one token of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// The address of a new or invited account.
    Confirmation,
    /// A forgotten password, or a sign-in by mail: one replaces the other.
    Recovery,
    /// The address that is to be the account's.
    EmailChangeNew,
    /// The address that the account has.
    EmailChangeCurrent,
    /// A sensitive change.
    Reauthentication,
    /// The number of an account, new or not. Only its code counts: no link leads to it.
    PhoneConfirmation,
    /// The number that is to be the account's.
    PhoneChange,
}

impl Slot {
    const ALL: [Self; 7] = [
        Self::Confirmation,
        Self::Recovery,
        Self::EmailChangeNew,
        Self::EmailChangeCurrent,
        Self::Reauthentication,
        Self::PhoneConfirmation,
        Self::PhoneChange,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Confirmation => "confirmation",
            Self::Recovery => "recovery",
            Self::EmailChangeNew => "email_change_new",
            Self::EmailChangeCurrent => "email_change_current",
            Self::Reauthentication => "reauthentication",
            Self::PhoneConfirmation => "phone_confirmation",
            Self::PhoneChange => "phone_change",
        }
    }

    /// How long its code works.
    pub(crate) const fn lifetime(self, settings: &AuthServerSettings) -> Duration {
        match self {
            Self::PhoneConfirmation | Self::PhoneChange => settings.phones.code_lifetime,
            _ => settings.code_lifetime,
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slot| slot.name() == name)
    }
}

/// The one or two slots where a token of some kind can be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SlotPair(Slot, Slot);

impl SlotPair {
    /// Where a token that proves something of this kind can be.
    pub(crate) const fn of(kind: VerifyKind) -> Self {
        match kind {
            VerifyKind::Signup | VerifyKind::Invite => Self(Slot::Confirmation, Slot::Confirmation),
            VerifyKind::Recovery | VerifyKind::Magiclink => Self(Slot::Recovery, Slot::Recovery),
            VerifyKind::Email => Self(Slot::Confirmation, Slot::Recovery),
            VerifyKind::EmailChange => Self(Slot::EmailChangeNew, Slot::EmailChangeCurrent),
        }
    }

    /// Where the code for a sensitive change is.
    pub(crate) const REAUTHENTICATION: Self = Self::only(Slot::Reauthentication);

    /// Just this one.
    pub(crate) const fn only(slot: Slot) -> Self {
        Self(slot, slot)
    }

    pub(crate) const fn names(self) -> (&'static str, &'static str) {
        (self.0.name(), self.1.name())
    }
}

/// A code and the token hash for the link beside it.
pub(crate) struct OneTimeToken {
    /// The digits.
    pub(crate) code: String,
    /// What stands in the link.
    pub(crate) token_hash: String,
}

impl OneTimeToken {
    /// Draws a code for this address or number.
    pub(crate) fn draw(to: &str, digits: usize) -> Result<Self, ApiError> {
        Ok(Self::of(to, try_kept(|| draw_code(digits))?))
    }

    /// The token with this code.
    pub(crate) fn of(to: &str, code: String) -> Self {
        let token_hash = token_hash(to, &code);
        Self { code, token_hash }
    }

    /// The same for somebody who sent a code challenge.
    pub(crate) fn marked(self) -> Self {
        Self { token_hash: format!("{PKCE_PREFIX}{}", self.token_hash), ..self }
    }
}

/// Draws the digits of a code. Each code is as likely as any other: bytes that would favour the low digits
/// are left out.
pub(crate) fn draw_code(digits: usize) -> Result<String, ApiError> {
    const FAIR: u8 = u8::MAX - u8::MAX % 10;
    let mut code = String::with_capacity(digits);
    while code.len() < digits {
        let mut bytes = [0; 16];
        aws_lc_rs::rand::fill(&mut bytes).map_err(|error| ApiError::failure("no random bytes", &error))?;
        let fair = bytes.into_iter().filter(|byte| *byte < FAIR).map(|byte| char::from(b'0' + byte % 10));
        code.extend(fair.take(digits - code.len()));
    }
    Ok(code)
}

/// `hex(SHA-224(address + code))`, as the contract has it; the same with a number.
pub(crate) fn token_hash(sent_to: &str, code: &str) -> String {
    format!("{:x}", Sha224::new().chain_update(sent_to).chain_update(code).finalize())
}

/// Names the rows of tokens, so that who reads the table can follow no link.
pub(crate) struct TokenNames {
    current: hmac::Key,
    previous: hmac::Key,
}

impl TokenNames {
    pub(crate) fn new(keys: &Keys) -> Result<Self, KeyError> {
        let keys = keys.mac_keys(Purpose::OneTimeTokens)?;
        let current = keys.first().ok_or(KeyError::Derivation)?.clone();
        let previous = keys.last().unwrap_or(&current).clone();
        Ok(Self { current, previous })
    }

    /// The name of a row that is being made.
    pub(crate) fn name(&self, token_hash: &str) -> Vec<u8> {
        hmac::sign(&self.current, token_hash.as_bytes()).as_ref().to_vec()
    }

    /// The names that a row may have: made under the current secret, or under the one before.
    pub(crate) fn names(&self, token_hash: &str) -> [Vec<u8>; 2] {
        [&self.current, &self.previous].map(|key| hmac::sign(key, token_hash.as_bytes()).as_ref().to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_contract() {
        let hash = token_hash("user@example.com", "123456");
        assert_eq!(hash, "b507a4ef007e1379d644aa6fe395cf98f1054ac96b63a052dca9a26a");
    }

    #[test]
    fn codes_have_as_many_digits_as_asked_for_and_differ() {
        let codes: Vec<_> = (0..50).map(|at| draw_code(6 + at % 5).unwrap()).collect();
        for (at, code) in codes.iter().enumerate() {
            assert_eq!(code.len(), 6 + at % 5);
            assert!(code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
        }
        assert!(codes.iter().any(|code| code != &codes[0]));
    }
}
