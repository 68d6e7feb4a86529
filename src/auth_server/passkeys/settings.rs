//! What the operator decides about passkeys.

/// How many passkeys somebody may have.
const MOST_PASSKEYS: usize = 10;

/// What the operator decides about passkeys (gotrue-contract §1.14).
#[derive(Clone, Debug)]
pub struct PasskeySettings {
    /// `GOTRUE_PASSKEY_ENABLED`: whether there are any.
    pub are_taken: bool,
    /// `GOTRUE_PASSKEY_MAX_PASSKEYS_PER_USER`: how many a person may have.
    pub most_per_person: usize,
}

impl Default for PasskeySettings {
    fn default() -> Self {
        Self { are_taken: false, most_per_person: MOST_PASSKEYS }
    }
}
