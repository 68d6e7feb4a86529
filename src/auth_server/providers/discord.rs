//! What Discord says of a person.

use serde_json::{Map, Value};

use super::claims::{is_so, text};
use super::endpoints::DISCORD;
use super::{CallError, Caller, Claims, Profile, ProviderSettings, ProviderTokens};

/// Where the pictures are.
const PICTURES: &str = "https://cdn.discordapp.com";

pub(super) async fn read(
    caller: &Caller,
    provider: &ProviderSettings,
    tokens: &ProviderTokens,
) -> Result<Profile, CallError> {
    let api = format!("{}/api", provider.base(DISCORD));
    let said: Map<String, Value> = caller.get(&format!("{api}/users/@me"), Some(tokens)).await?;
    let (id, username) = (text(&said, "id"), text(&said, "username"));
    let discriminator = text(&said, "discriminator");
    let picture = picture(&id, &text(&said, "avatar"), &discriminator)?;
    let mut global_name = Map::new();
    global_name.insert("global_name".to_owned(), text(&said, "global_name").into());
    let claims = Claims::of(&api, &id)
        .with("name", &format!("{username}#{discriminator}"))
        .with("full_name", &username)
        .with("picture", &picture)
        .with("avatar_url", &picture)
        .with_custom(global_name);
    Ok(Profile::with_email(claims, &text(&said, "email"), is_so(&said, "verified")))
}

/// Whoever has no picture of their own gets one of five.
fn picture(id: &str, avatar: &str, discriminator: &str) -> Result<String, CallError> {
    if avatar.is_empty() {
        let number: u32 =
            discriminator.parse().map_err(|_| CallError::Unusable("its discriminator is no number"))?;
        return Ok(format!("{PICTURES}/embed/avatars/{}.png", number % 5));
    }
    let extension = if avatar.starts_with("a_") { "gif" } else { "png" };
    Ok(format!("{PICTURES}/avatars/{id}/{avatar}.{extension}"))
}
