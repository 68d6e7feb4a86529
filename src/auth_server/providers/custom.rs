//! A provider that an administrator set up: how it speaks, and how what it says of a person is read
//! (gotrue-contract §1.11, §1.17).

use serde_json::{Map, Value};

use super::id_token::Expected;
use super::openid::{any, of_issuer, what_has_a_place};
use super::{CallError, Caller, Profile, ProviderSettings, ProviderTokens};
use crate::clock::Timestamp;

/// A provider that an administrator set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomProvider {
    /// The name that clients ask for: `custom:…`, in lower case.
    pub(crate) identifier: String,
    pub(crate) protocol: Protocol,
    /// What is asked for where a browser asks for nothing else.
    pub(crate) scopes: Vec<String>,
    /// Whether it is sent a code challenge (RFC 7636).
    pub(crate) wants_challenge: bool,
    /// What it calls what is called so here; anything but a text stands for itself.
    pub(crate) attribute_mapping: Map<String, Value>,
    /// What else of what it says is kept.
    pub(crate) custom_claims: Vec<String>,
    /// What stands beside the rest in the URL that a browser goes out with.
    pub(crate) authorization_params: Vec<(String, String)>,
}

/// How it speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// OAuth 2.0; who somebody is it tells whoever has their token.
    OAuth2 { authorization_url: String, token_url: String, userinfo_url: String },
    /// OpenID Connect: it is asked where its endpoints are.
    OpenId { issuer: String, discovery_url: String },
}

impl CustomProvider {
    /// What a browser's `scopes` ask for, with spaces between.
    pub(super) fn scope(&self, asked: &str) -> String {
        let asked: Vec<_> = asked.split_whitespace().collect();
        let own = || self.scopes.iter().map(String::as_str).collect();
        let mut scopes: Vec<&str> = if asked.is_empty() { own() } else { asked };
        let is_openid = matches!(self.protocol, Protocol::OpenId { .. });
        if is_openid && !scopes.contains(&"openid") {
            scopes.insert(0, "openid");
        }
        scopes.join(" ")
    }
}

/// Who it is, by the ID token that came with the access token, or by what it says of its owner.
pub(super) async fn read(
    caller: &Caller,
    provider: &ProviderSettings,
    custom: &CustomProvider,
    tokens: &ProviderTokens,
    now: Timestamp,
) -> Result<Profile, CallError> {
    let userinfo_url = match &custom.protocol {
        Protocol::OAuth2 { userinfo_url, .. } => userinfo_url.clone(),
        Protocol::OpenId { issuer, discovery_url } => {
            let found = caller.discover_at(issuer, discovery_url, now).await?;
            if !tokens.id.is_empty() {
                let client_ids = provider.client_ids();
                let expected = Expected { issuer, client_ids: &client_ids, access_token: None, now };
                let said = expected.read(caller, &found, &tokens.id).await?;
                return by_id_token(custom, issuer, said);
            }
            found.userinfo_endpoint.ok_or(CallError::Unusable("it says in no way who came"))?
        }
    };
    by_userinfo(custom, caller.get(&userinfo_url, Some(tokens)).await?)
}

fn by_userinfo(custom: &CustomProvider, said: Map<String, Value>) -> Result<Profile, CallError> {
    let kept = kept(custom, &said);
    let mut claims = what_has_a_place(said)?;
    keep(&mut claims, kept);
    any(mapped(custom, claims))
}

/// An address comes from where it always does; the rest may be called otherwise.
fn by_id_token(
    custom: &CustomProvider,
    issuer: &str,
    said: Map<String, Value>,
) -> Result<Profile, CallError> {
    let kept = kept(custom, &said);
    let mut profile = of_issuer(issuer, said)?;
    let mut claims = profile.identity_data();
    keep(&mut claims, kept);
    let mut claims = mapped(custom, claims);
    claims.remove("email");
    claims.insert("phone_verified".to_owned(), profile.claims["phone_verified"].clone());
    *profile.claims = claims;
    Ok(profile)
}

/// What is kept beside what has a place of its own.
fn kept(custom: &CustomProvider, said: &Map<String, Value>) -> Map<String, Value> {
    let named = custom.custom_claims.iter();
    named.filter_map(|name| Some((name.clone(), said.get(name)?.clone()))).collect()
}

fn keep(claims: &mut Map<String, Value>, kept: Map<String, Value>) {
    if kept.is_empty() {
        return;
    }
    let place = claims.entry("custom_claims").or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(custom) = place {
        custom.extend(kept);
    }
}

/// The claims under the names that the administrator wants; as they were, where one would not fit there.
fn mapped(custom: &CustomProvider, claims: Map<String, Value>) -> Map<String, Value> {
    let mut wanted = claims.clone();
    for (name, source) in &custom.attribute_mapping {
        let value = match source {
            Value::String(source) => claims.get(source),
            literal => Some(literal),
        };
        if let Some(value) = value {
            wanted.insert(name.clone(), value.clone());
        }
    }
    what_has_a_place(wanted).unwrap_or(claims)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn custom(attribute_mapping: Value, custom_claims: &[&str]) -> CustomProvider {
        CustomProvider {
            identifier: "custom:a".to_owned(),
            protocol: Protocol::OpenId {
                issuer: "https://id.example".to_owned(),
                discovery_url: String::new(),
            },
            scopes: vec!["openid".to_owned(), "email".to_owned()],
            wants_challenge: true,
            attribute_mapping: attribute_mapping.as_object().unwrap().clone(),
            custom_claims: custom_claims.iter().map(|name| (*name).to_owned()).collect(),
            authorization_params: Vec::new(),
        }
    }

    fn said(more: Value) -> Map<String, Value> {
        let mut said = json!({ "sub": "7", "email": "a@b.c", "email_verified": true, "name": "Ada" });
        said.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        said.as_object().unwrap().clone()
    }

    #[test]
    fn what_is_called_otherwise_is_put_where_it_belongs() {
        let custom = custom(json!({ "nickname": "name", "locale": "none", "website": "" }), &[]);
        let data = by_userinfo(&custom, said(json!({}))).unwrap().identity_data();
        assert_eq!(data["nickname"], "Ada");
        assert!(!data.contains_key("locale") && !data.contains_key("website"));
    }

    #[test]
    fn a_mapping_that_does_not_fit_changes_nothing() {
        let custom = custom(json!({ "nickname": "name", "gender": 5 }), &[]);
        let data = by_userinfo(&custom, said(json!({}))).unwrap().identity_data();
        assert!(!data.contains_key("nickname") && !data.contains_key("gender"));
    }

    #[test]
    fn only_what_is_listed_is_kept_beside() {
        let custom = custom(json!({}), &["groups", "absent"]);
        let said = said(json!({ "groups": ["a"], "secret": "s" }));
        let by_userinfo = by_userinfo(&custom, said.clone()).unwrap().identity_data();
        assert_eq!(by_userinfo["custom_claims"], json!({ "groups": ["a"] }));
        let by_token = by_id_token(&custom, "https://id.example", said).unwrap().identity_data();
        assert_eq!(by_token["custom_claims"], json!({ "groups": ["a"] }));
        assert_eq!(by_token["email"], "a@b.c");
    }

    #[test]
    fn a_mapping_may_name_who_it_is() {
        let custom = custom(json!({ "sub": "preferred_username", "email": "website" }), &[]);
        let said = said(json!({ "preferred_username": "ada", "website": "c@d.e" }));
        let profile = by_userinfo(&custom, said.clone()).unwrap();
        assert_eq!(profile.subject(), Some("ada"));
        assert_eq!(profile.identity_data()["email"], "c@d.e");
        let profile = by_id_token(&custom, "https://id.example", said).unwrap();
        assert_eq!(profile.subject(), Some("ada"));
        assert_eq!(profile.identity_data()["email"], "a@b.c", "an ID token has said it already");
    }

    #[test]
    fn a_browser_asks_for_other_scopes_and_openid_stays() {
        let custom = custom(json!({}), &[]);
        assert_eq!(custom.scope(""), "openid email");
        assert_eq!(custom.scope(" profile  groups"), "openid profile groups");
    }
}
