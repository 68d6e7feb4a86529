//! Providers that are asked where their endpoints are (OpenID Connect Discovery 1.0).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::Deserialize;

use super::endpoints::APPLE_ISSUERS;
use super::{CallError, Caller};
use crate::clock::Timestamp;

/// How long an answer is believed (gotrue-contract §1.11).
const BELIEVED_FOR: Duration = Duration::from_hours(1);

/// Most issuers that are remembered. One's own are a handful; Azure has one for each tenant.
const MOST_ISSUERS: usize = 1_000;

/// Where the endpoints of an issuer are.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Discovery {
    issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    pub(super) jwks_uri: String,
    /// How it signs ID tokens.
    #[serde(default)]
    pub(super) id_token_signing_alg_values_supported: Vec<String>,
}

/// What issuers said lately.
#[derive(Default)]
pub(super) struct Discoveries(Mutex<HashMap<String, (Timestamp, Discovery)>>);

impl Discoveries {
    fn recent(&self, issuer: &str, now: Timestamp) -> Option<Discovery> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (read_at, discovery) = known.get(issuer)?;
        let is_recent = *read_at <= now && now <= read_at.plus(BELIEVED_FOR);
        is_recent.then(|| discovery.clone())
    }

    fn keep(&self, issuer: &str, discovery: &Discovery, now: Timestamp) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_ISSUERS {
            known.clear();
        }
        known.insert(issuer.to_owned(), (now, discovery.clone()));
    }
}

impl Caller {
    /// Where the endpoints of an issuer are. It must call itself what it was asked as.
    pub(super) async fn discover(&self, issuer: &str, now: Timestamp) -> Result<Discovery, CallError> {
        if let Some(known) = self.discoveries.recent(issuer, now) {
            return Ok(known);
        }
        let url = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let discovery: Discovery = self.get(&url, None).await?;
        let is_the_same = discovery.issuer.trim_end_matches('/') == issuer.trim_end_matches('/');
        // Apple is one issuer by two names.
        let is_apple = |issuer: &str| APPLE_ISSUERS.contains(&issuer);
        let is_both_apple = is_apple(issuer) && is_apple(&discovery.issuer);
        if !(is_the_same || is_both_apple) {
            return Err(CallError::Unusable("it is another issuer"));
        }
        self.discoveries.keep(issuer, &discovery, now);
        Ok(discovery)
    }
}
