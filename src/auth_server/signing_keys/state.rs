//! What an operator is told about signing keys.

use crate::clock::Timestamp;

/// Whether a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// It signs.
    Current,
    /// It signs no more; what it signed verifies until it is removed.
    Retired {
        /// Since when.
        since: Timestamp,
    },
}

/// One signing key, without anything secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningKeyInfo {
    /// Its name in tokens and in the JWKS.
    pub kid: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Whether it signs.
    pub state: KeyState,
}

/// What a rotation did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// The key that signs from now on.
    pub current: String,
    /// The key that signed until now.
    pub retired: Option<String>,
}
