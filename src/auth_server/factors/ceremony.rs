//! What an authenticator that is a second factor is asked for, and what comes back.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::auth_server::webauthn::Bytes;

/// What is asked of an authenticator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Wish {
    /// A new key, while the factor is not proved.
    Create,
    /// A signature of a key that is known.
    Request,
}

impl Wish {
    /// As clients say it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Request => "request",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::Create, Self::Request].into_iter().find(|wish| wish.name() == name)
    }
}

/// A question to an authenticator, as it is kept until the answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Ceremony {
    pub(crate) wish: Wish,
    pub(crate) challenge: Bytes,
    /// The keys that may sign.
    pub(crate) allowed: Vec<Bytes>,
}

/// What an authenticator answered.
pub(crate) struct KeyAnswer {
    pub(crate) wish: Wish,
    pub(crate) response: Value,
}
