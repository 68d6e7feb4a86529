//! What the operator decides about ways to sign in that lead through a browser's redirects.

use std::time::Duration;

use super::{CustomProviderSettings, ProviderSettings};

/// How long a way to sign in may take at least (gotrue-contract §1.10).
pub const SHORTEST_FLOW: Duration = Duration::from_mins(5);

/// What the operator decides about ways to sign in that lead through a browser's redirects.
#[derive(Clone, Debug)]
pub struct ExternalSettings {
    /// How long a way to sign in may take, from its beginning to the exchange of its code; one that
    /// is shorter than [`SHORTEST_FLOW`] counts as that (`GOTRUE_EXTERNAL_FLOW_STATE_EXPIRY_DURATION`).
    pub flow_lifetime: Duration,
    /// The providers that people may sign in through, each once.
    pub providers: Vec<ProviderSettings>,
    /// Whether people may add providers to their account and take them away
    /// (`GOTRUE_SECURITY_MANUAL_LINKING_ENABLED`).
    pub allows_manual_linking: bool,
    /// Whether somebody may come in through a provider that has not verified their address
    /// (`GOTRUE_MAILER_ALLOW_UNVERIFIED_EMAIL_SIGN_INS`).
    pub lets_in_unconfirmed: bool,
    /// Whose ID tokens sign in beside those of the providers: issuers, as their tokens name them
    /// (`GOTRUE_EXTERNAL_ALLOWED_ID_TOKEN_ISSUERS`).
    pub id_token_issuers: Vec<String>,
    /// Providers that administrators set up.
    pub custom: CustomProviderSettings,
}

impl Default for ExternalSettings {
    fn default() -> Self {
        Self {
            flow_lifetime: SHORTEST_FLOW,
            providers: Vec::new(),
            allows_manual_linking: false,
            lets_in_unconfirmed: false,
            id_token_issuers: Vec::new(),
            custom: CustomProviderSettings::default(),
        }
    }
}

impl ExternalSettings {
    /// How long a way to sign in may take.
    pub(super) fn flow_lifetime(&self) -> Duration {
        self.flow_lifetime.max(SHORTEST_FLOW)
    }

    /// The provider of this name, in lower case, if it is switched on.
    pub(super) fn provider(&self, name: &str) -> Option<&ProviderSettings> {
        self.providers.iter().find(|provider| provider.name() == name)
    }
}
