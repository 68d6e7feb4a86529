//! What signs access tokens and recognises them: ES256 keys in the database, shared by all machines, or
//! one HS256 secret that was given.

mod keeper;
mod key_pair;
mod look;
mod ring;
mod shared_secret;
mod state;

pub(crate) use keeper::SigningKeys;
pub use look::{SeenKey, look_at_signing_keys};
pub(crate) use ring::{BearerClaims, KeyRing};
pub(crate) use shared_secret::SharedSecret;
pub use state::{KeyState, Rotation, SigningKeyInfo};
