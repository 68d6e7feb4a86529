//! Signing in by password (gotrue-contract §1.2).

use super::audit::{Action, Event};
use super::error::ApiError;
use super::issue::{self, Issued, Method};
use super::passwords::Comparison;
use super::server::AuthServer;
use super::store::sessions::Place;
use super::store::users;
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
    let Comparison::Right { is_outdated } = server.passwords().compare(password, compared.as_deref()).await?
    else {
        return Err(refused());
    };
    let user = known.ok_or_else(refused)?;
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

async fn find(server: &AuthServer, email: &str) -> Result<Option<super::store::UserRow>, ApiError> {
    // No address holds such a character, and no database takes it.
    if email.contains('\0') {
        return Ok(None);
    }
    Ok(users::by_email(server.database().read().await?.executor(), email).await?)
}

fn refused() -> ApiError {
    ApiError::bad_request(ErrorCode::INVALID_CREDENTIALS, "The e-mail address or the password is wrong")
}
