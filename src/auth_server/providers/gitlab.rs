//! What a GitLab says of a person.

use serde::Deserialize;

use super::endpoints::GITLAB;
use super::{CallError, Caller, Claims, Profile, ProvidedEmail, ProviderSettings, ProviderTokens};
use crate::gotrue::EmailAddress;

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Person {
    id: i64,
    email: Option<String>,
    name: Option<String>,
    avatar_url: Option<String>,
    confirmed_at: Option<String>,
}

#[derive(Deserialize)]
struct MoreEmail {
    #[serde(default)]
    email: String,
}

/// The main address counts as verified once it was confirmed there; of the others nobody says so.
pub(super) async fn read(
    caller: &Caller,
    provider: &ProviderSettings,
    tokens: &ProviderTokens,
) -> Result<Profile, CallError> {
    let host = provider.base(GITLAB);
    let person: Person = caller.get(&format!("{host}/api/v4/user"), Some(tokens)).await?;
    let more: Vec<MoreEmail> = caller.get(&format!("{host}/api/v4/user/emails"), Some(tokens)).await?;
    let is_confirmed = person.confirmed_at.is_some_and(|at| !at.is_empty());
    let mut emails: Vec<_> = more.iter().filter_map(|more| provided(&more.email, false, false)).collect();
    emails.extend(provided(&person.email.unwrap_or_default(), is_confirmed, true));
    let (name, avatar) = (person.name.unwrap_or_default(), person.avatar_url.unwrap_or_default());
    let claims = Claims::of(&host, &person.id.to_string())
        .with("name", &name)
        .with("full_name", &name)
        .with("picture", &avatar)
        .with("avatar_url", &avatar);
    Ok(Profile { emails, claims })
}

fn provided(text: &str, is_verified: bool, is_primary: bool) -> Option<ProvidedEmail> {
    let address = EmailAddress::parse(text).ok()?;
    Some(ProvidedEmail { address, is_verified, is_primary })
}
