//! What an ID token says of a person. Google, Apple and Microsoft have their own ways to say it.

use serde_json::{Map, Value, json};

use super::claims::{is_so, text};
use super::endpoints::{APPLE_ISSUERS, AZURE, GOOGLE, issuer};
use super::id_token::Expected;
use super::{CallError, Caller, Claims, Profile, ProviderKind, ProviderSettings, ProviderTokens};
use crate::clock::Timestamp;

/// What has a place of its own in an identity (OpenID Connect Core 1.0 §5.1).
const STANDARD: &[&str] = &[
    "aud",
    "iat",
    "exp",
    "name",
    "family_name",
    "given_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "profile",
    "picture",
    "website",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
    "phone",
    "custom_claims",
    "full_name",
    "avatar_url",
    "slug",
    "provider_id",
    "user_name",
];

/// What is read of everybody, and has a place in each identity.
const OF_EVERYBODY: &[&str] = &["iss", "sub", "email", "email_verified", "phone_verified"];

/// What of a Microsoft token is nothing of the person.
const NOT_OF_THE_PERSON: &[&str] = &[
    "aud",
    "iss",
    "iat",
    "nbf",
    "exp",
    "c_hash",
    "at_hash",
    "aio",
    "nonce",
    "rh",
    "uti",
    "jti",
    "ver",
    "sub",
    "name",
    "preferred_username",
];

/// What stands around the tenant in the issuer of a Microsoft token.
const AZURE_ISSUER: (&str, &str) = ("https://login.microsoftonline.com/", "/v2.0");

/// Reads the ID token that came with the access token.
pub(super) async fn read(
    caller: &Caller,
    provider: &ProviderSettings,
    tokens: &ProviderTokens,
    now: Timestamp,
) -> Result<Profile, CallError> {
    if tokens.id.is_empty() {
        return Err(CallError::Unusable("there is no ID token in it"));
    }
    let issuer = match provider.kind {
        ProviderKind::Azure => azure_issuer(provider, &tokens.id)?,
        _ => issuer(provider),
    };
    let expected = Expected {
        issuer: &issuer,
        client_ids: &[&provider.client_id],
        access_token: Some(&tokens.access),
        now,
    };
    let found = caller.discover(&issuer, now).await?;
    let said = expected.read(caller, &found, &tokens.id).await?;
    profile(provider, said)
}

/// What a checked ID token says of a person.
pub(super) fn profile(provider: &ProviderSettings, said: Map<String, Value>) -> Result<Profile, CallError> {
    match &provider.kind {
        ProviderKind::Google => Ok(google(&said)),
        ProviderKind::Apple => Ok(apple(&said)),
        ProviderKind::Azure => Ok(azure(&said)),
        ProviderKind::Custom(_) => of_issuer(&issuer(provider), said),
        _ => any(said),
    }
}

/// The same by the issuer alone: those that have their own ways have them whoever set them up.
pub(super) fn of_issuer(issuer: &str, said: Map<String, Value>) -> Result<Profile, CallError> {
    match issuer {
        GOOGLE => Ok(google(&said)),
        apple_one if APPLE_ISSUERS.contains(&apple_one) => Ok(apple(&said)),
        tenant if is_tenant_of_azure(tenant) => Ok(azure(&said)),
        _ => any(said),
    }
}

/// Each tenant of Microsoft is an issuer of its own: which one the token says, and only a Microsoft
/// one, or the one that was set up, is asked whether that is so.
fn azure_issuer(provider: &ProviderSettings, id_token: &str) -> Result<String, CallError> {
    let other = || CallError::Unusable("its ID token is of another issuer");
    let said =
        jsonwebtoken::dangerous::insecure_decode::<Map<String, Value>>(id_token).map_err(|_| other())?;
    let issuer = text(&said.claims, "iss");
    let own = format!("{}/v2.0", provider.base(AZURE));
    let is_shared = tenant(&own).is_none_or(|tenant| ["common", "organizations"].contains(&tenant));
    let may_be = issuer == own || (is_shared && tenant(&issuer).is_some());
    if may_be { Ok(issuer) } else { Err(other()) }
}

/// Whether this is the issuer of a tenant of Microsoft.
pub(crate) fn is_tenant_of_azure(issuer: &str) -> bool {
    tenant(issuer).is_some()
}

fn tenant(issuer: &str) -> Option<&str> {
    let (before, after) = AZURE_ISSUER;
    let tenant = issuer.trim_end_matches('/').strip_prefix(before)?.strip_suffix(after)?;
    (!tenant.is_empty() && !tenant.contains('/')).then_some(tenant)
}

fn google(said: &Map<String, Value>) -> Profile {
    let (name, picture) = (text(said, "name"), text(said, "picture"));
    let mut claims = Claims::of(&text(said, "iss"), &text(said, "sub"))
        .with("name", &name)
        .with("full_name", &name)
        .with("picture", &picture)
        .with("avatar_url", &picture);
    let domain = text(said, "hd");
    if !domain.is_empty() {
        claims = claims.with_custom(Map::from_iter([("hd".to_owned(), domain.into())]));
    }
    let is_verified = is_so(said, "email_verified") || is_so(said, "verified_email");
    Profile::with_email(claims, &text(said, "email"), is_verified)
}

/// Apple hands out no address that it has not verified.
fn apple(said: &Map<String, Value>) -> Profile {
    let mut custom = Map::new();
    if let Some(is_private) = said.get("is_private_email") {
        let is_private = is_private == &json!(true) || is_private == &json!("true");
        custom.insert("is_private_email".to_owned(), is_private.into());
    }
    for name in ["auth_time", "transfer_sub"] {
        if let Some(value) = said.get(name) {
            custom.insert(name.to_owned(), value.clone());
        }
    }
    let mut claims = Claims::of(&text(said, "iss"), &text(said, "sub"));
    if !custom.is_empty() {
        claims = claims.with_custom(custom);
    }
    Profile::with_email(claims, &text(said, "email"), true)
}

/// Whether the owner of the address's domain was verified is said only where it was set up so; without
/// it Microsoft hands out addresses of its own tenants.
fn azure(said: &Map<String, Value>) -> Profile {
    let is_verified = match said.get("xms_edov") {
        None | Some(Value::Null) => true,
        Some(Value::Bool(is_so)) => *is_so,
        Some(Value::String(text)) => text == "1" || text == "true",
        Some(_) => false,
    };
    let mut custom = said.clone();
    custom.retain(|name, _| !NOT_OF_THE_PERSON.contains(&name.as_str()));
    let claims = Claims::of(&text(said, "iss"), &text(said, "sub"))
        .with("preferred_username", &text(said, "preferred_username"))
        .with("full_name", &text(said, "name"))
        .with_custom(custom);
    Profile::with_email(claims, &text(said, "email"), is_verified)
}

/// Of an issuer that has no ways of its own. What has a place of its own must be of the type that
/// belongs there.
pub(super) fn any(said: Map<String, Value>) -> Result<Profile, CallError> {
    let said = what_has_a_place(said)?;
    let email = text(&said, "email");
    let is_verified = is_so(&said, "email_verified");
    let phone_is_verified = is_so(&said, "phone_verified");
    let mut claims = Claims::of(&text(&said, "iss"), &text(&said, "sub"));
    // Only what the issuer itself calls so.
    claims.remove("provider_id");
    for (name, value) in said {
        let value = match value {
            Value::String(audience) if name == "aud" => json!([audience]),
            value => value,
        };
        if STANDARD.contains(&name.as_str()) {
            claims.insert(name, value);
        }
    }
    claims.insert("phone_verified".to_owned(), phone_is_verified.into());
    Ok(Profile::with_email(claims, &email, is_verified))
}

/// Of what is said only what has a place of its own and is not empty; each must fit there.
pub(super) fn what_has_a_place(mut said: Map<String, Value>) -> Result<Map<String, Value>, CallError> {
    if said.iter().any(|(name, value)| !fits(name, value)) {
        return Err(CallError::Unusable("it says something of somebody in another way than usual"));
    }
    said.retain(|name, value| {
        let has_place = STANDARD.contains(&name.as_str()) || OF_EVERYBODY.contains(&name.as_str());
        has_place && !value.is_null() && *value != json!("")
    });
    Ok(said)
}

/// Whether a claim has the type that it has elsewhere (OpenID Connect Core 1.0 §5.1).
fn fits(name: &str, value: &Value) -> bool {
    match name {
        _ if value.is_null() => true,
        "email_verified" | "phone_verified" => value.is_boolean(),
        "iat" | "exp" => value.is_number(),
        "custom_claims" => value.is_object(),
        // Whom it is for was looked at before.
        "aud" => true,
        "iss" | "sub" | "email" => value.is_string(),
        _ => value.is_string() || !STANDARD.contains(&name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn a_microsoft_address_counts_as_verified_unless_it_is_said_not_to_be() {
        for (edov, is_verified) in [
            (Value::Null, true),
            (json!(true), true),
            (json!("1"), true),
            (json!(false), false),
            (json!("0"), false),
            (json!(1), false),
        ] {
            let profile = azure(&map(json!({"sub": "7", "email": "a@b.c", "xms_edov": edov})));
            assert_eq!(profile.emails[0].is_verified, is_verified, "{edov}");
        }
    }

    #[test]
    fn what_is_said_in_another_way_than_usual_is_not_understood() {
        for (name, value) in [
            ("email", json!(5)),
            ("email_verified", json!("true")),
            ("name", json!(["Ada"])),
            ("iat", json!("now")),
            ("custom_claims", json!("none")),
        ] {
            let mut said = map(json!({ "iss": "https://id.example", "sub": "7" }));
            said.insert(name.to_owned(), value);
            assert!(any(said).is_err(), "{name}");
        }
    }

    #[test]
    fn what_has_no_place_in_an_identity_stays_out() {
        let profile = any(map(json!({
            "iss": "https://id.example", "sub": "7", "name": "Ada", "email": "Ada@Example.com",
            "email_verified": true, "nonce": "n", "secret": "s", "locale": "", "picture": null, "aud": "us",
        })))
        .unwrap();
        let data = Value::Object(profile.identity_data());
        assert_eq!(
            data,
            json!({
                "iss": "https://id.example", "sub": "7", "aud": ["us"], "name": "Ada",
                "email": "ada@example.com", "email_verified": true, "phone_verified": false,
            })
        );
    }
}
