//! What an ID token of ours says (OpenID Connect Core 1.0 §2, §5.4).

use std::time::Duration;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::person;
use super::scopes::Scopes;
use crate::auth_server::AuthServer;
use crate::auth_server::store::{OAuthAuthorizationRow, UserRow};

/// How long it is good for.
const LIFETIME: Duration = Duration::from_hours(1);

/// The claims for a program, as far as the person lets it know them.
pub(super) fn claims(
    server: &AuthServer,
    user: &UserRow,
    client: Uuid,
    asked: &OAuthAuthorizationRow,
) -> Map<String, Value> {
    let (now, scopes) = (server.now(), Scopes(&asked.scope));
    let mut claims = Map::new();
    let mut say = |name: &str, value: Value| drop(claims.insert(name.to_owned(), value));
    if let Some(issuer) = &server.settings().token_issuer {
        say("iss", json!(issuer));
    }
    say("sub", json!(user.id));
    say("aud", json!(client));
    say("client_id", json!(client));
    say("iat", json!(now.as_seconds()));
    say("exp", json!(now.plus(LIFETIME).as_seconds()));
    say("auth_time", json!(user.last_sign_in_at.unwrap_or(now).as_seconds()));
    say("email_verified", json!(scopes.hold("email") && user.email_confirmed_at.is_some()));
    say("phone_number_verified", json!(scopes.hold("phone") && user.phone_confirmed_at.is_some()));
    let mut say_text = |name: &str, text: &str| {
        if !text.is_empty() {
            say(name, json!(text));
        }
    };
    say_text("nonce", &asked.nonce);
    if scopes.hold("email") {
        say_text("email", user.email.as_deref().unwrap_or_default());
    }
    if scopes.hold("phone") {
        say_text("phone_number", user.phone.as_deref().unwrap_or_default());
    }
    if scopes.hold("profile") {
        claims.extend(person::profile(user));
    }
    claims
}
