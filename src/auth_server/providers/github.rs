//! What GitHub says of a person.

use serde::Deserialize;

use super::{CallError, Caller, Claims, Profile, ProvidedEmail, ProviderSettings, ProviderTokens};
use crate::gotrue::EmailAddress;

/// Where GitHub itself answers programs; a server of one's own does it below its own address.
const API: &str = "https://api.github.com";

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Person {
    id: i64,
    login: Option<String>,
    name: Option<String>,
    avatar_url: Option<String>,
}

#[derive(Deserialize)]
struct Email {
    #[serde(default, rename = "email")]
    address: String,
    #[serde(default)]
    primary: bool,
    #[serde(default)]
    verified: bool,
}

pub(super) async fn read(
    caller: &Caller,
    provider: &ProviderSettings,
    tokens: &ProviderTokens,
) -> Result<Profile, CallError> {
    let api = match provider.url {
        Some(_) => format!("{}/api/v3", provider.base("")),
        None => API.to_owned(),
    };
    let person: Person = caller.get(&format!("{api}/user"), Some(tokens)).await?;
    let emails: Vec<Email> = caller.get(&format!("{api}/user/emails"), Some(tokens)).await?;
    let known = emails.into_iter().filter_map(|email| {
        let address = EmailAddress::parse(&email.address).ok()?;
        Some(ProvidedEmail { address, is_verified: email.verified, is_primary: email.primary })
    });
    let (name, login) = (person.name.unwrap_or_default(), person.login.unwrap_or_default());
    let claims = Claims::of(&api, &person.id.to_string())
        .with("name", &name)
        .with("full_name", &name)
        .with("preferred_username", &login)
        .with("user_name", &login)
        .with("avatar_url", &person.avatar_url.unwrap_or_default());
    Ok(Profile { emails: known.collect(), claims })
}
