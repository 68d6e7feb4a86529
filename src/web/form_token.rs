//! The proof that a form is one of ours: the second of two layers against requests that other sites
//! make in a visitor's name (ASVS 3.5.1).
//!
//! It is an HMAC of the session's id, or of the visit's seed for whoever is not signed in, so that it
//! stays the same while either lasts: a page reached by Back still works.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::keys::{KeyError, Keys, Purpose};

/// Makes and checks form tokens.
pub(crate) struct FormTokens {
    /// The first signs, all of them verify.
    keys: Vec<hmac::Key>,
}

/// Whose forms they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FormOwner {
    /// Somebody who is signed in.
    Session(Uuid),
    /// A visitor, by the seed of their visit.
    Visit(String),
}

impl FormOwner {
    /// The two kinds can never be taken for each other.
    fn text(&self) -> String {
        match self {
            Self::Session(id) => format!("session {id}"),
            Self::Visit(seed) => format!("visit {seed}"),
        }
    }
}

impl FormTokens {
    pub(crate) fn new(keys: &Keys) -> Result<Self, KeyError> {
        Ok(Self { keys: keys.mac_keys(Purpose::FormToken)? })
    }

    /// The token for the forms of one owner.
    pub(crate) fn issue(&self, owner: &FormOwner) -> String {
        let tag = self.keys.first().map(|key| hmac::sign(key, owner.text().as_bytes()));
        tag.map(|tag| URL_SAFE_NO_PAD.encode(tag)).unwrap_or_default()
    }

    /// Whether a form is this owner's. Compared in constant time.
    pub(crate) fn is_genuine(&self, token: &str, owner: &FormOwner) -> bool {
        let Ok(tag) = URL_SAFE_NO_PAD.decode(token) else { return false };
        let text = owner.text();
        self.keys.iter().any(|key| hmac::verify(key, text.as_bytes(), &tag).is_ok())
    }
}
