//! Who may have an account, and who has got one.

use serde_json::{Map, Value};

use super::ask::{Question, ask};
use super::hook::Hook;
use super::people;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::UserRow;
use crate::gotrue::User;

/// Asks whether somebody may have an account, of whom this was said. To be called where it is certain that
/// they have none yet.
pub(crate) async fn before_user_created(
    server: &AuthServer,
    user: &UserRow,
    said: &Map<String, Value>,
) -> Result<(), ApiError> {
    if server.settings().hooks.get(Hook::BeforeUserCreated).is_none() {
        return Ok(());
    }
    let input = Map::from_iter([("user".to_owned(), people::newcomer(user, said)?)]);
    ask(server, Question { hook: Hook::BeforeUserCreated, input }).await.map(drop)
}

/// Tells that somebody has an account now. To be called when that is so: what the hook says changes the
/// answer, but not what was done.
pub(crate) async fn after_user_created(server: &AuthServer, user: &User) -> Result<(), ApiError> {
    if server.settings().hooks.get(Hook::AfterUserCreated).is_none() {
        return Ok(());
    }
    let failed = |error| ApiError::failure("a person could not be written", &error);
    let user = serde_json::to_value(user).map_err(failed)?;
    let input = Map::from_iter([("user".to_owned(), user)]);
    ask(server, Question { hook: Hook::AfterUserCreated, input }).await.map(drop)
}

/// The same of somebody who signed up themselves: they are told nothing in the hook's words.
pub(crate) async fn after_sign_up(server: &AuthServer, user: &User) -> Result<(), ApiError> {
    let told = after_user_created(server, user).await;
    told.map_err(|error| error.without_words_of_hook("a hook failed after a sign-up"))
}
