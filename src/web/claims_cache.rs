//! Tokens whose signature was found good, so that the next page view does without that work: ninety
//! of the hundred microseconds that a signed-in page would cost.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use aws_lc_rs::hmac;

use crate::clock::Timestamp;
use crate::keys::{KeyError, Keys, Purpose};
use crate::people::VerifiedToken;

/// Tokens remembered at most: two kilobytes each, so about twenty megabytes.
const CAPACITY: usize = 10_000;

type Reference = [u8; 32];

/// Remembers verified tokens under a keyed hash of their sealed cookie: whoever can read the memory
/// of names cannot make a cookie from it.
pub(crate) struct ClaimsCache {
    key: hmac::Key,
    verified: Mutex<HashMap<Reference, VerifiedToken>>,
}

impl ClaimsCache {
    pub(crate) fn new(keys: &Keys) -> Result<Self, KeyError> {
        let key = keys.mac_keys(Purpose::CacheReference)?.into_iter().next().ok_or(KeyError::Derivation)?;
        Ok(Self { key, verified: Mutex::default() })
    }

    /// The token in a sealed cookie that was verified before and has not ended since.
    pub(crate) fn get(&self, sealed: &str, now: Timestamp) -> Option<VerifiedToken> {
        let reference = self.reference(sealed)?;
        let mut verified = self.lock();
        let found = verified.get(&reference)?;
        if found.ends_at() > now {
            return Some(found.clone());
        }
        verified.remove(&reference);
        None
    }

    /// Remembers a verified token. When the memory is full, those that ended are dropped, and if none
    /// has, all: they are verified again.
    pub(crate) fn put(&self, sealed: &str, token: VerifiedToken, now: Timestamp) {
        let Some(reference) = self.reference(sealed) else { return };
        let mut verified = self.lock();
        if verified.len() >= CAPACITY {
            verified.retain(|_, token| token.ends_at() > now);
            if verified.len() >= CAPACITY {
                verified.clear();
            }
        }
        verified.insert(reference, token);
    }

    fn reference(&self, sealed: &str) -> Option<Reference> {
        hmac::sign(&self.key, sealed.as_bytes()).as_ref().try_into().ok()
    }

    /// A thread that panicked here left nothing half done.
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Reference, VerifiedToken>> {
        self.verified.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
