//! What a Keycloak says of a person.

use serde_json::{Map, Value};

use super::claims::text;
use super::{CallError, Caller, Claims, Profile, ProviderSettings, ProviderTokens};

/// What has a place of its own.
const KNOWN: &[&str] = &["name", "sub", "email", "email_verified"];

pub(super) async fn read(
    caller: &Caller,
    provider: &ProviderSettings,
    tokens: &ProviderTokens,
) -> Result<Profile, CallError> {
    let realm = provider.base("");
    let url = format!("{realm}/protocol/openid-connect/userinfo");
    let mut said: Map<String, Value> = caller.get(&url, Some(tokens)).await?;
    let name = text(&said, "name");
    let email = text(&said, "email");
    let is_verified = said.get("email_verified") == Some(&Value::Bool(true));
    let claims = Claims::of(&realm, &text(&said, "sub")).with("name", &name).with("full_name", &name);
    said.retain(|name, _| !KNOWN.contains(&name.as_str()));
    Ok(Profile::with_email(claims.with_custom(said), &email, is_verified))
}
