//! Telling whether two addresses are the same without keeping them.

use std::fmt;

use aws_lc_rs::hmac;
use uuid::{Builder, Uuid};

use crate::gotrue::EmailAddress;
use crate::keys::{KeyError, Keys, Purpose};

/// Makes keyed hashes of addresses: useless to whoever reads the database without the secret.
pub(super) struct EmailReferences {
    current: hmac::Key,
    previous: Option<hmac::Key>,
}

/// The hash of an address under the current secret, and under the previous one while it is being
/// rotated out (else the same again): rows written yesterday still match.
pub(super) struct EmailReference {
    pub(super) current: Vec<u8>,
    pub(super) previous: Vec<u8>,
}

impl EmailReferences {
    pub(super) fn new(keys: &Keys) -> Result<Self, KeyError> {
        let mut keys = keys.mac_keys(Purpose::EmailReference)?.into_iter();
        let current = keys.next().ok_or(KeyError::Derivation)?;
        Ok(Self { current, previous: keys.next() })
    }

    pub(super) fn of(&self, email: &EmailAddress) -> EmailReference {
        let hash = |key| hmac::sign(key, email.as_str().as_bytes()).as_ref().to_vec();
        let current = hash(&self.current);
        let previous = self.previous.as_ref().map_or_else(|| current.clone(), hash);
        EmailReference { current, previous }
    }

    /// An id that follows from an address. It looks as random as others to whoever has no key, and
    /// tells nothing of the references, which are made of another text.
    pub(super) fn id_of(&self, email: &EmailAddress) -> Uuid {
        let tag = hmac::sign(&self.current, format!("id {email}").as_bytes());
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(tag.as_ref()).for_each(|(byte, random)| *byte = *random);
        Builder::from_random_bytes(bytes).into_uuid()
    }
}

impl fmt::Debug for EmailReferences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailReferences(…)")
    }
}
