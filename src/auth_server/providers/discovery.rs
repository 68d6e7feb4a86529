//! Providers that are asked where their endpoints are (OpenID Connect Discovery 1.0).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::claims::text;
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
    #[serde(default)]
    pub(super) userinfo_endpoint: Option<String>,
    pub(super) jwks_uri: String,
    /// How it signs ID tokens.
    #[serde(default)]
    pub(super) id_token_signing_alg_values_supported: Vec<String>,
}

/// What an issuer must say of itself (OpenID Connect Discovery 1.0 §3), and what it may.
const TEXTS: [(&str, bool); 5] = [
    ("issuer", true),
    ("authorization_endpoint", true),
    ("token_endpoint", true),
    ("userinfo_endpoint", false),
    ("jwks_uri", true),
];

/// Lists of what it knows.
const LISTS: [&str; 4] =
    ["scopes_supported", "response_types_supported", "grant_types_supported", "subject_types_supported"];

/// What issuers said lately, by the URL where they said it.
#[derive(Default)]
pub(super) struct Discoveries(Mutex<HashMap<String, (Timestamp, Discovery)>>);

impl Discoveries {
    fn recent(&self, url: &str, now: Timestamp) -> Option<Discovery> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (read_at, discovery) = known.get(url)?;
        let is_recent = *read_at <= now && now <= read_at.plus(BELIEVED_FOR);
        is_recent.then(|| discovery.clone())
    }

    /// Forgets what was said at a URL, since it may be said otherwise now.
    fn forget(&self, url: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(url);
    }

    fn keep(&self, url: &str, discovery: &Discovery, now: Timestamp) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_ISSUERS {
            known.clear();
        }
        known.insert(url.to_owned(), (now, discovery.clone()));
    }
}

impl Caller {
    /// Where the endpoints of an issuer are. It must call itself what it was asked as.
    pub(super) async fn discover(&self, issuer: &str, now: Timestamp) -> Result<Discovery, CallError> {
        self.discover_at(issuer, &discovery_url(issuer), now).await
    }

    /// The same of an issuer that says it elsewhere.
    pub(super) async fn discover_at(
        &self,
        issuer: &str,
        url: &str,
        now: Timestamp,
    ) -> Result<Discovery, CallError> {
        let (discovery, is_new) = match self.discoveries.recent(url, now) {
            Some(known) => (known, false),
            None => (self.get::<Discovery>(url, None).await?, true),
        };
        let is_the_same = discovery.issuer.trim_end_matches('/') == issuer.trim_end_matches('/');
        // Apple is one issuer by two names.
        let is_apple = |issuer: &str| APPLE_ISSUERS.contains(&issuer);
        let is_both_apple = is_apple(issuer) && is_apple(&discovery.issuer);
        if !(is_the_same || is_both_apple) {
            return Err(CallError::Unusable("it is another issuer"));
        }
        if is_new {
            self.discoveries.keep(url, &discovery, now);
        }
        Ok(discovery)
    }

    /// What an issuer says of itself now. What it said before is forgotten.
    pub(crate) async fn describe(&self, issuer: &str, url: &str) -> Result<Map<String, Value>, CallError> {
        let said = self.get(url, None).await?;
        self.discoveries.forget(url);
        description(issuer, &said)
    }
}

/// Reads what an issuer says of itself; what is no part of that is left out. It must call itself so.
fn description(issuer: &str, said: &Map<String, Value>) -> Result<Map<String, Value>, CallError> {
    if text(said, "issuer") != issuer {
        return Err(CallError::Unusable("it is another issuer"));
    }
    let mut description = Map::new();
    for (name, is_needed) in TEXTS {
        match said.get(name) {
            Some(Value::String(text)) if !text.is_empty() => {
                description.insert(name.to_owned(), text.as_str().into());
            }
            Some(Value::Null | Value::String(_)) | None if !is_needed => {}
            _ => return Err(CallError::Unusable("it does not say where an endpoint is")),
        }
    }
    for name in LISTS {
        match said.get(name) {
            Some(Value::Array(list)) if list.iter().all(Value::is_string) => {
                if !list.is_empty() {
                    description.insert(name.to_owned(), list.as_slice().into());
                }
            }
            Some(Value::Null) | None => {}
            Some(_) => return Err(CallError::Unusable("it lists something in another way than usual")),
        }
    }
    Ok(description)
}

/// Where an issuer says where its endpoints are, unless it says so elsewhere (§4).
pub(crate) fn discovery_url(issuer: &str) -> String {
    format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ISSUER: &str = "https://id.example";

    fn said(more: Value) -> Map<String, Value> {
        let mut said = json!({
            "issuer": ISSUER, "authorization_endpoint": "https://id.example/a",
            "token_endpoint": "https://id.example/t", "jwks_uri": "https://id.example/k",
        });
        said.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        said.as_object().unwrap().clone()
    }

    #[test]
    fn what_an_issuer_says_of_itself_is_kept_without_the_rest() {
        let more =
            json!({ "scopes_supported": ["openid"], "userinfo_endpoint": null, "claims_supported": [1] });
        let described = description(ISSUER, &said(more)).unwrap();
        assert_eq!(described.len(), 5);
        assert_eq!(described["scopes_supported"], json!(["openid"]));
    }

    #[test]
    fn what_is_no_description_of_it_is_refused() {
        for wrong in [
            json!({ "issuer": "https://id.example/" }),
            json!({ "jwks_uri": null }),
            json!({ "token_endpoint": "" }),
            json!({ "authorization_endpoint": 5 }),
            json!({ "userinfo_endpoint": [] }),
            json!({ "scopes_supported": "openid" }),
            json!({ "grant_types_supported": [5] }),
        ] {
            assert!(description(ISSUER, &said(wrong.clone())).is_err(), "{wrong}");
        }
    }
}
