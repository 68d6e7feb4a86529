//! Signing in by password (gotrue-contract §1.2).

use std::borrow::Cow;

use super::audit::{Action, Event};
use super::error::ApiError;
use super::extract::plain_phone;
use super::hooks::{self, Decision};
use super::issue::{self, Issued, Method};
use super::passwords::{Comparison, note_weak};
use super::server::AuthServer;
use super::store::sessions::Place;
use super::store::{UserRow, sessions, users};
use crate::gotrue::{ErrorCode, Password};

/// By what somebody says who they are, as they typed it.
#[derive(Clone, Copy)]
pub(crate) enum Typed<'a> {
    /// An address.
    Email(&'a str),
    /// A telephone number.
    Phone(&'a str),
}

/// Signs somebody in. Who does not exist costs the same work as who mistyped, and what is wrong with an
/// account is told only to somebody who knows its password.
pub(crate) async fn by_password(
    server: &AuthServer,
    name: Typed<'_>,
    password: &Password,
    place: &Place,
) -> Result<Issued, ApiError> {
    let known = name.owner(server).await?;
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
    // Only now, so that its time tells nobody who exists.
    let weakness = note_weak(server, password).await;
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
    name.refuse_unconfirmed(&user)?;
    if renewed.is_some() {
        user.password_hash = renewed;
    }
    let event = Event::by(&user, Action::Login).with("provider", name.provider()).at(place);
    event.note(server, &mut tx).await?;
    let issued = issue::begin_session(server, &ring, &mut tx, &mut user, Method::Password, place).await?;
    server.commit(tx).await?;
    Ok(issued.with_weakness(weakness))
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

impl Typed<'_> {
    /// The way to sign in that it belongs to.
    const fn provider(self) -> &'static str {
        match self {
            Self::Email(_) => "email",
            Self::Phone(_) => "phone",
        }
    }

    async fn owner(self, server: &AuthServer) -> Result<Option<UserRow>, ApiError> {
        let (Self::Email(text) | Self::Phone(text)) = self;
        // No address or number holds such a character, and no database takes it.
        if text.contains('\0') {
            return Ok(None);
        }
        let mut connection = server.database().read().await?;
        Ok(match self {
            Self::Email(email) => users::by_email(connection.executor(), &email.to_lowercase()).await?,
            Self::Phone(phone) => users::by_phone(connection.executor(), &plain_phone(phone)).await?,
        })
    }

    fn refuse_unconfirmed(self, user: &UserRow) -> Result<(), ApiError> {
        let refused = |code, message: &'static str| Err(ApiError::bad_request(code, message));
        match self {
            Self::Email(_) if !user.is_confirmed() => {
                refused(ErrorCode::EMAIL_NOT_CONFIRMED, "The e-mail address is not confirmed yet")
            }
            Self::Phone(_) if !user.is_phone_confirmed() => {
                refused(ErrorCode::PHONE_NOT_CONFIRMED, "The telephone number is not confirmed yet")
            }
            _ => Ok(()),
        }
    }
}

fn refused() -> ApiError {
    ApiError::bad_request(ErrorCode::INVALID_CREDENTIALS, "The name or the password is wrong")
}
