//! What signs access tokens and recognises them: ES256 keys in the database, shared by all machines, one
//! HS256 secret that was given, or keys of any kind that were given.

mod configured;
mod given_keys;
mod jwk;
mod keeper;
mod key_pair;
mod look;
mod ring;
mod state;

pub(crate) use configured::Configured;
pub use given_keys::{GivenKeys, GivenKeysError};
pub(crate) use keeper::SigningKeys;
pub use look::{SeenKey, look_at_signing_keys};
pub(crate) use ring::{BearerClaims, KeyRing};
pub use state::{KeyState, Rotation, SigningKeyInfo};
