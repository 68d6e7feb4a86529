//! What an authenticator says of itself, which it signs (`WebAuthn` §6.1).

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{Fault, RelyingParty, cbor};

/// The hash of the site, the flags and the counter.
const HEAD: usize = 37;

/// The AAGUID and the length of the id, which come before a key.
const KEY_HEAD: usize = 18;

/// The longest id that a key may have (§4, "Credential ID").
const LONGEST_ID: usize = 1023;

/// The longest key, in bytes: one of RSA with 8192 bits and room to spare.
const LONGEST_KEY: usize = 2048;

const USER_PRESENT: u8 = 1;
const BACKUP_ELIGIBLE: u8 = 1 << 3;
const BACKED_UP: u8 = 1 << 4;
const HAS_KEY: u8 = 1 << 6;
const HAS_EXTENSIONS: u8 = 1 << 7;

/// What an authenticator says of itself.
pub(super) struct AuthenticatorData {
    party_hash: [u8; 32],
    flags: u8,
    /// How often the key was used, where the authenticator counts that.
    pub(super) sign_count: u32,
    /// The new key.
    pub(super) key: Option<NewKey>,
}

/// A key that was just made.
pub(super) struct NewKey {
    pub(super) aaguid: Uuid,
    pub(super) id: Vec<u8>,
    /// As it was written.
    pub(super) cose: Vec<u8>,
}

impl AuthenticatorData {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Fault> {
        Self::parse(bytes).ok_or(Fault::Unreadable)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_at_checked(HEAD)?;
        let party_hash = head[..32].try_into().ok()?;
        let flags = head[32];
        let sign_count = u32::from_be_bytes(head[33..].try_into().ok()?);
        let (key, rest) = if flags & HAS_KEY == 0 {
            (None, rest)
        } else {
            let (key, rest) = NewKey::parse(rest)?;
            (Some(key), rest)
        };
        // What is said in extensions is not looked at: none was asked for.
        let has_extensions = flags & HAS_EXTENSIONS != 0;
        (has_extensions != rest.is_empty()).then_some(Self { party_hash, flags, sign_count, key })
    }

    /// Whether somebody can carry the key to other devices.
    pub(super) const fn is_backup_eligible(&self) -> bool {
        self.flags & BACKUP_ELIGIBLE != 0
    }

    /// Whether the key is on other devices.
    pub(super) const fn is_backed_up(&self) -> bool {
        self.flags & BACKED_UP != 0
    }

    /// Refuses keys for other sites, and answers while nobody was there (§7.1 steps 13 and 14, §7.2 steps 15
    /// and 16). Who it was the authenticator is asked to find out, if it can.
    pub(super) fn check(&self, party: RelyingParty<'_>) -> Result<(), Fault> {
        if self.party_hash[..] != Sha256::digest(party.id)[..] {
            return Err(Fault::OtherParty);
        }
        if self.flags & USER_PRESENT == 0 {
            return Err(Fault::NobodyThere);
        }
        Ok(())
    }
}

impl NewKey {
    /// §6.5.1, and what comes after it.
    fn parse(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (head, rest) = bytes.split_at_checked(KEY_HEAD)?;
        let aaguid = Uuid::from_slice(&head[..16]).ok()?;
        let length = usize::from(u16::from_be_bytes(head[16..].try_into().ok()?));
        let (id, after_id) = rest.split_at_checked(length).filter(|_| length <= LONGEST_ID)?;
        let (_, rest) = cbor::map(after_id)?;
        let cose = &after_id[..after_id.len() - rest.len()];
        if cose.len() > LONGEST_KEY {
            return None;
        }
        Some((Self { aaguid, id: id.to_vec(), cose: cose.to_vec() }, rest))
    }
}
