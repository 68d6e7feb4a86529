//! The auth server that the site asks: one of its own on a private listener, or somebody else's.
//! Either way the site knows nothing but a URL.

use std::sync::Arc;

use actix_web::dev::Server;
use actix_web::http::header::HeaderName;
use secrecy::SecretString;
use url::Url;

use super::inside::Inside;
use super::listeners::AuthRoutes;
use super::{Parts, StartError, sampled};
use crate::config::{AuthConfig, Config, Listen, SupabaseAuth};
use crate::gotrue::{GoTrueClient, GoTrueSettings, TokenVerifier, VerifierSettings};

/// For whom tokens are, and the role of whoever holds one (gotrue-contract §2.1).
const AUTHENTICATED: &str = "authenticated";

/// The auth server, ready to be asked.
pub(super) struct AuthSide {
    /// How it is reached.
    pub(super) settings: GoTrueSettings,
    pub(super) client: GoTrueClient,
    pub(super) verifier: TokenVerifier,
    /// Under which name its public keys are remembered. The private listener has another port with
    /// each start, so this is the public URL.
    pub(super) name: String,
    /// The server itself, when it runs in this process.
    pub(super) inside: Option<Inside>,
}

impl AuthSide {
    /// Opens the auth server inside, or makes ready to ask another. The database is open.
    pub(super) async fn open(config: &Config, parts: &Parts) -> Result<Self, StartError> {
        match &config.auth {
            AuthConfig::Supabase(supabase) => Self::elsewhere(supabase, parts),
            AuthConfig::Embedded(embedded) => {
                let inside = Inside::open(config, embedded, parts).await?;
                let issuer = inside.issuer();
                let settings = inside.client_settings()?;
                let mut side =
                    Self::asking(settings, vec![issuer.clone()], embedded.jwt_secret.clone(), issuer, parts)?;
                side.inside = Some(inside);
                Ok(side)
            }
        }
    }

    /// Whether it runs in this process.
    pub(super) const fn is_inside(&self) -> bool {
        self.inside.is_some()
    }

    /// The server on the private listener, for the site's own calls, where it runs in this process.
    pub(super) fn serve_site(&self, settings: &Listen) -> Result<Option<Server>, StartError> {
        self.inside.as_ref().map(|inside| inside.serve_site(settings)).transpose()
    }

    /// The endpoints for other programs, on the public listener.
    pub(super) fn routes(&self, address_header: Option<&HeaderName>) -> AuthRoutes {
        match &self.inside {
            Some(inside) => inside.routes(address_header.cloned()),
            None => Arc::new(|_| {}),
        }
    }

    fn elsewhere(supabase: &SupabaseAuth, parts: &Parts) -> Result<Self, StartError> {
        let settings = GoTrueSettings {
            base_url: supabase.url.clone(),
            publishable_key: supabase.publishable_key.clone(),
            secret_key: supabase.secret_key.clone(),
            address_header: supabase.address_header.as_ref().and_then(outgoing),
        };
        let secret = supabase.jwt_secret.clone();
        Self::asking(settings, supabase.issuers.clone(), secret, name_of(&supabase.public_url), parts)
    }

    fn asking(
        settings: GoTrueSettings,
        issuers: Vec<String>,
        hs256_secret: Option<SecretString>,
        name: String,
        parts: &Parts,
    ) -> Result<Self, StartError> {
        let client = GoTrueClient::observed(settings.clone(), sampled::observer(&parts.metrics))?;
        let verifier = VerifierSettings {
            issuers,
            audience: AUTHENTICATED.to_owned(),
            role: AUTHENTICATED.to_owned(),
            hs256_secret,
        };
        let verifier = TokenVerifier::new(verifier, client.clone(), parts.clock.clone());
        Ok(Self { settings, client, verifier, name, inside: None })
    }
}

fn name_of(url: &Url) -> String {
    url.as_str().trim_end_matches('/').to_owned()
}

/// The name of a header for calls that we make: the HTTP client has its own type for it.
pub(super) fn outgoing(name: &HeaderName) -> Option<reqwest::header::HeaderName> {
    reqwest::header::HeaderName::from_bytes(name.as_str().as_bytes()).ok()
}
