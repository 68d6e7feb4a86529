//! What a program may read of a person (OpenID Connect Core 1.0 §5.3).

use serde_json::{Map, Value, json};

use super::scopes::Scopes;
use crate::auth_server::store::UserRow;
use crate::auth_server::store::sessions::SessionRow;

/// What the bearer of this session may read. In a session that no program holds that is the id only.
pub(crate) fn user_info(user: &UserRow, session: Option<&SessionRow>) -> Value {
    let scopes = Scopes(session.and_then(|session| session.scopes.as_deref()).unwrap_or_default());
    let mut info = Map::new();
    let mut say = |name: &str, value: Value| drop(info.insert(name.to_owned(), value));
    say("sub", json!(user.id));
    if scopes.hold("email") {
        user.email.iter().for_each(|email| say("email", json!(email)));
        user.email_confirmed_at.iter().for_each(|_| say("email_verified", json!(true)));
    }
    if scopes.hold("phone") {
        user.phone.iter().for_each(|phone| say("phone", json!(phone)));
        user.phone_confirmed_at.iter().for_each(|_| say("phone_verified", json!(true)));
    }
    if scopes.hold("profile") {
        say("user_metadata", json!(user.user_metadata.0));
        info.extend(profile(user));
    }
    info.into()
}

/// What a person's profile says: by names that differ from provider to provider.
pub(super) fn profile(user: &UserRow) -> Map<String, Value> {
    let said = |names: &[&str]| {
        let text = |name: &&str| user.user_metadata.get(*name).and_then(Value::as_str);
        names.iter().filter_map(text).find(|text| !text.is_empty()).map(str::to_owned)
    };
    let name = said(&["name"]).or_else(|| user.email.clone());
    let texts = [
        ("name", name),
        ("picture", said(&["picture", "avatar_url"])),
        ("preferred_username", said(&["preferred_username", "username"])),
    ];
    let texts = texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into())));
    let changed = ("updated_at".to_owned(), json!(user.updated_at.as_seconds()));
    texts.chain([changed]).collect()
}
