//! What a code by telephone proves.

use crate::auth_server::one_time_tokens::{Slot, SlotPair};

/// What a code by telephone proves (gotrue-contract §1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CodeKind {
    /// The number of an account: it signs in.
    SignIn,
    /// The number that is to be the account's.
    Change,
}

impl CodeKind {
    /// Reads a `type`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "sms" => Some(Self::SignIn),
            "phone_change" => Some(Self::Change),
            _ => None,
        }
    }

    /// Where its code is.
    pub(super) const fn slots(self) -> SlotPair {
        SlotPair::only(match self {
            Self::SignIn => Slot::PhoneConfirmation,
            Self::Change => Slot::PhoneChange,
        })
    }
}
