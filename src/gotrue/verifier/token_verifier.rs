//! Decides whether an access token is believed.

use std::fmt;
use std::sync::Arc;

use jsonwebtoken::{Algorithm, DecodingKey};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::watch;

use super::super::{AccessToken, AccessTokenClaims, GoTrueClient, GoTrueError};
use super::compact::Compact;
use super::key_keeper::KeyKeeper;
use super::{TokenError, check};
use crate::clock::Clock;

/// Whose tokens are believed.
#[derive(Clone, Debug)]
pub struct VerifierSettings {
    /// The `iss` of tokens that are taken, byte for byte.
    pub issuers: Vec<String>,
    /// The `aud`, normally `authenticated`.
    pub audience: String,
    /// The `role`, normally `authenticated`.
    pub role: String,
    /// The secret of an auth server that signs with HS256; without one no such token is taken.
    pub hs256_secret: Option<SecretString>,
}

/// Proves access tokens. Cloning gives another handle to the same keys.
#[derive(Clone)]
pub struct TokenVerifier(Arc<Inner>);

struct Inner {
    settings: VerifierSettings,
    secret: Option<DecodingKey>,
    keys: Arc<KeyKeeper>,
    clock: Clock,
}

impl TokenVerifier {
    /// A verifier that has no public key yet: [`TokenVerifier::learn`] and
    /// [`TokenVerifier::fetch_keys`] give it some, or the first token that needs one.
    pub fn new(settings: VerifierSettings, client: GoTrueClient, clock: Clock) -> Self {
        let secret = settings.hs256_secret.as_ref().map(ExposeSecret::expose_secret);
        let secret = secret.filter(|text| !text.is_empty());
        let secret = secret.map(|text| DecodingKey::from_secret(text.as_bytes()));
        let keys = Arc::new(KeyKeeper::new(client, clock.clone()));
        Self(Arc::new(Inner { settings, secret, keys, clock }))
    }

    /// Takes keys that were kept from an earlier run, as [`TokenVerifier::keys`] gave them. Not taken
    /// is what is no key set, and anything after a fetch.
    pub fn learn(&self, jwks_json: &str) -> bool {
        self.0.keys.learn(jwks_json)
    }

    /// Fetches the keys, now or together with whoever fetches them already. On failure the last good
    /// ones stay.
    pub async fn fetch_keys(&self) -> Result<(), GoTrueError> {
        self.0.keys.fetch().await
    }

    /// The last good key set as JSON, to watch and to keep: nothing before the first one, and without
    /// keys when the auth server signs with a shared secret only.
    pub fn keys(&self) -> watch::Receiver<Option<String>> {
        self.0.keys.published()
    }

    /// Whether any token could be believed: without a public key and without a secret none can.
    pub fn has_keys(&self) -> bool {
        self.0.secret.is_some() || !self.0.keys.is_empty()
    }

    /// Proves a token. Nothing is asked of the auth server, unless the token names a key that is not
    /// known.
    pub async fn verify(&self, token: &AccessToken) -> Result<AccessTokenClaims, TokenError> {
        let compact = Compact::read(token.expose()).ok_or(TokenError::Invalid)?;
        let members = if compact.algorithm == Algorithm::HS256 {
            compact.proved_by(self.secret(&compact)?)
        } else {
            let key_id = compact.key_id.as_deref().ok_or(TokenError::Invalid)?;
            compact.proved_by(&self.0.keys.find(key_id, compact.algorithm).await?)
        };
        check::claims(members.ok_or(TokenError::Invalid)?, &self.0.settings, self.0.clock.now())
    }

    /// The shared secret. A token that names a public key has to be signed by it.
    fn secret(&self, compact: &Compact<'_>) -> Result<&DecodingKey, TokenError> {
        let names_public_key = compact.key_id.as_deref().is_some_and(|key_id| self.0.keys.names(key_id));
        self.0.secret.as_ref().filter(|_| !names_public_key).ok_or(TokenError::Invalid)
    }
}

/// Nothing of it prints: it may hold the shared secret.
impl fmt::Debug for TokenVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenVerifier(…)")
    }
}
