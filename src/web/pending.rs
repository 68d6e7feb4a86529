//! Which mail a visitor waits for.

use serde::{Deserialize, Serialize};

use super::NextPath;
use crate::gotrue::{EmailAddress, VerifyKind};

/// A mail that was asked for in this browser. It stands in the sealed visit, never in a URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pending {
    /// Where it was sent, if there is such an account.
    pub(crate) email: EmailAddress,
    /// What it is for.
    pub(crate) purpose: Purpose,
    /// Where the visitor was going.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<NextPath>,
}

/// What a mail is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Purpose {
    /// It proves the address of a new account.
    SignUp,
    /// It lets the owner of a forgotten password choose another.
    Recovery,
}

impl Purpose {
    /// What its typed code proves. A code for a new address is tried as `email`, which also knows the
    /// ones for accounts that were begun in another way (gotrue-contract §1.8).
    pub(crate) const fn code_kind(self) -> VerifyKind {
        match self {
            Self::SignUp => VerifyKind::Email,
            Self::Recovery => VerifyKind::Recovery,
        }
    }
}
