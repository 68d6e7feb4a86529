//! What the operator decides about ways to sign in that lead through a browser's redirects.

use std::time::Duration;

/// How long a way to sign in may take at least (gotrue-contract §1.10).
pub const SHORTEST_FLOW: Duration = Duration::from_mins(5);

/// What the operator decides about ways to sign in that lead through a browser's redirects.
#[derive(Clone, Debug)]
pub struct ExternalSettings {
    /// How long a way to sign in may take, from its beginning to the exchange of its code; one that
    /// is shorter than [`SHORTEST_FLOW`] counts as that (`GOTRUE_EXTERNAL_FLOW_STATE_EXPIRY_DURATION`).
    pub flow_lifetime: Duration,
}

impl Default for ExternalSettings {
    fn default() -> Self {
        Self { flow_lifetime: SHORTEST_FLOW }
    }
}

impl ExternalSettings {
    /// How long a way to sign in may take.
    pub(super) fn flow_lifetime(&self) -> Duration {
        self.flow_lifetime.max(SHORTEST_FLOW)
    }
}
