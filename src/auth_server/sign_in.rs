//! Signing in by password (gotrue-contract §1.2).

use std::borrow::Cow;

use super::audit::{Action, Event};
use super::error::ApiError;
use super::hooks::{self, Decision};
use super::issue::{self, Issued, Method};
use super::passwords::Comparison;
use super::server::AuthServer;
use super::store::sessions::Place;
use super::store::{UserRow, sessions, users};
use crate::gotrue::{ErrorCode, Password};

/// Signs somebody in. Who does not exist costs the same work as who mistyped, and what is wrong with an
/// account is told only to somebody who knows its password.
pub(crate) async fn by_password(
    server: &AuthServer,
    email: &str,
    password: &Password,
    place: &Place,
) -> Result<Issued, ApiError> {
    let email = email.to_lowercase();
    let known = find(server, &email).await?;
    let compared = known.as_ref().and_then(|user| user.password_hash.clone());
    let comparison = server.passwords().compare(password, compared.as_deref()).await?;
    let user = known.ok_or_else(refused)?;
    // Of a password that is tried on nobody, or where there is none, no hook is told.
    if compared.is_some() {
        refuse_by_hook(server, &user, comparison != Comparison::Wrong).await?;
    }
    let Comparison::Right { is_outdated } = comparison else {
        return Err(refused());
    };
    let renewed = if is_outdated { Some(server.passwords().hash(password).await?) } else { None };
    let ring = server.keys().ring().await;
    let mut tx = server.database().begin().await?;
    let mut user = users::lock(tx.executor(), user.id, server.now()).await?.ok_or_else(refused)?;
    // Whoever changed the password meanwhile must not be followed by a session with the old one.
    if user.password_hash != compared {
        return Err(refused());
    }
    if user.is_banned(server.now()) {
        return Err(ApiError::bad_request(ErrorCode::USER_BANNED, "The account is banned"));
    }
    if !user.is_confirmed() {
        let code = ErrorCode::EMAIL_NOT_CONFIRMED;
        return Err(ApiError::bad_request(code, "The e-mail address is not confirmed yet"));
    }
    if renewed.is_some() {
        user.password_hash = renewed;
    }
    let event = Event::by(&user, Action::Login).with("provider", "email").at(place);
    event.note(server, &mut tx).await?;
    let issued = issue::begin_session(server, &ring, &mut tx, &mut user, Method::Password, place).await?;
    server.commit(tx).await?;
    Ok(issued.with_weakness(server.settings().password_rules.weakness(password)))
}

/// Lets a hook refuse an attempt, right or wrong, and end the person's sessions. It is not asked about
/// somebody who is banned.
async fn refuse_by_hook(server: &AuthServer, user: &UserRow, is_right: bool) -> Result<(), ApiError> {
    if user.is_banned(server.now()) {
        return Ok(());
    }
    let Decision::Reject { message, ends_sessions } =
        hooks::after_password(server, user.id, is_right).await?
    else {
        return Ok(());
    };
    if ends_sessions {
        let mut tx = server.database().begin().await?;
        if users::lock(tx.executor(), user.id, server.now()).await?.is_some() {
            sessions::end_all(tx.executor(), user.id).await?;
        }
        server.commit(tx).await?;
    }
    let message = message.map_or(Cow::Borrowed("Further attempts are refused"), Cow::Owned);
    Err(ApiError::bad_request(ErrorCode::INVALID_CREDENTIALS, message))
}

async fn find(server: &AuthServer, email: &str) -> Result<Option<UserRow>, ApiError> {
    // No address holds such a character, and no database takes it.
    if email.contains('\0') {
        return Ok(None);
    }
    Ok(users::by_email(server.database().read().await?.executor(), email).await?)
}

fn refused() -> ApiError {
    ApiError::bad_request(ErrorCode::INVALID_CREDENTIALS, "The e-mail address or the password is wrong")
}
