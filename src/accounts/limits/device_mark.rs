//! The mark of a device that has signed in to an account before.

use std::fmt;

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::gotrue::EmailAddress;

/// Bytes of a device's random id.
const ID_BYTES: usize = 16;

/// Says that a device has signed in to one account, in a cookie. It opens nothing: it only gives the
/// device tries of its own ([`Limit::SignInByDevice`](super::Limit::SignInByDevice)), so that a
/// stranger who uses up the account's does not keep its owner out.
#[derive(Clone, PartialEq, Eq)]
pub struct DeviceMark(String);

impl DeviceMark {
    /// The text for the cookie: a random id and a proof that it was given out for this account.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn issue(keys: &[hmac::Key], email: &EmailAddress) -> Option<Self> {
        let id = Uuid::new_v4().into_bytes();
        let tag = hmac::sign(keys.first()?, &proof_text(&id, email));
        Some(Self(URL_SAFE_NO_PAD.encode([&id, tag.as_ref()].concat())))
    }

    pub(super) fn recognise(keys: &[hmac::Key], text: &str, email: &EmailAddress) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (id, tag) = bytes.split_at_checked(ID_BYTES)?;
        let proof = proof_text(id, email);
        keys.iter().any(|key| hmac::verify(key, &proof, tag).is_ok()).then(|| Self(text.to_owned()))
    }
}

fn proof_text(id: &[u8], email: &EmailAddress) -> Vec<u8> {
    [b"device mark\0", id, email.as_str().as_bytes()].concat()
}

/// Prints nothing of the mark.
impl fmt::Debug for DeviceMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceMark(…)")
    }
}
