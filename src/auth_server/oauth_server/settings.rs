//! What the operator decides about letting programs of others in.

use std::time::Duration;

/// How long an authorization may take, from its beginning to the exchange of its code.
const AUTHORIZATION_LIFETIME: Duration = Duration::from_mins(10);

/// What a program is taken to ask for that does not say.
const DEFAULT_SCOPE: &str = "email";

/// What the operator decides about the OAuth 2.1 server. It is switched off unless they say otherwise.
#[derive(Clone, Debug)]
pub struct OAuthServerSettings {
    /// Whether there is one (`GOTRUE_OAUTH_SERVER_ENABLED`).
    pub is_on: bool,
    /// Whether programs register themselves (`GOTRUE_OAUTH_SERVER_ALLOW_DYNAMIC_REGISTRATION`).
    pub takes_registrations: bool,
    /// The page of the site where people decide, as a path below it; empty where there is none
    /// (`GOTRUE_OAUTH_SERVER_AUTHORIZATION_PATH`).
    pub authorization_path: String,
    /// How long an authorization may take, from its beginning to the exchange of its code
    /// (`GOTRUE_OAUTH_SERVER_AUTHORIZATION_TTL`).
    pub authorization_lifetime: Duration,
    /// What a program is taken to ask for that does not say, with spaces between
    /// (`GOTRUE_OAUTH_SERVER_DEFAULT_SCOPE`).
    pub default_scope: String,
}

impl Default for OAuthServerSettings {
    fn default() -> Self {
        Self {
            is_on: false,
            takes_registrations: false,
            authorization_path: String::new(),
            authorization_lifetime: AUTHORIZATION_LIFETIME,
            default_scope: DEFAULT_SCOPE.to_owned(),
        }
    }
}
