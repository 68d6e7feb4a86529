//! What the operator decides about providers that administrators set up.

use url::Url;

/// What the operator decides about providers that administrators set up (gotrue-contract §1.17).
#[derive(Clone, Debug)]
pub struct CustomProviderSettings {
    /// Whether there are any (`GOTRUE_CUSTOM_OAUTH_ENABLED`).
    pub are_taken: bool,
    /// How many there may be; none says that nobody counts (`GOTRUE_CUSTOM_OAUTH_MAX_PROVIDERS`).
    pub most: Option<u32>,
    /// Below what their `/callback` is, if not the public URL (`GOTRUE_CUSTOM_OAUTH_EXTERNAL_URL`).
    pub external_url: Option<Url>,
    /// The proxy that calls to them go through, where the way out of the machine is one.
    pub proxy: Option<Url>,
    /// Authorities that may vouch for them beside those that the system trusts, as PEM.
    pub authorities: Vec<u8>,
}

impl Default for CustomProviderSettings {
    fn default() -> Self {
        Self { are_taken: true, most: None, external_url: None, proxy: None, authorities: Vec::new() }
    }
}
