//! Spending refresh tokens of the newer form: the session knows the number of the current one.

use actix_web::http::header::HeaderValue;
use uuid::Uuid;

use super::counted_token::{self, CountedToken};
use super::error::ApiError;
use super::refresh::Bought;
use super::server::AuthServer;
use super::store::sessions;
use super::store::sessions::SessionRow;
use crate::database::Tx;
use crate::gotrue::RefreshToken;

/// Locks the session that a token belongs to, if it signed it.
pub(super) async fn lock(
    server: &AuthServer,
    tx: &mut Tx,
    token: &CountedToken,
) -> Result<Option<SessionRow>, ApiError> {
    let Some(session) = sessions::lock(tx.executor(), token.session).await? else { return Ok(None) };
    let Some(sealed) = &session.sealed_refresh_key else { return Ok(None) };
    let key = open_key(server, &session, sealed)?;
    Ok(token.is_signed_with(&key).then_some(session))
}

/// Spends a token of a session that is locked.
pub(super) async fn spend(
    server: &AuthServer,
    tx: &mut Tx,
    session: &SessionRow,
    token: &CountedToken,
) -> Result<Bought, ApiError> {
    let current = session.refresh_counter.unwrap_or_default();
    if token.number > current {
        return Err(ApiError::invalid("The refresh token is not of this server"));
    }
    if token.number == current {
        return Ok(Bought::Next(next(server, tx, session).await?));
    }
    let settings = &server.settings().refresh_tokens;
    let since_last = server.now().since(session.used_at());
    let causes: Vec<_> = [
        (since_last < server.settings().reuse_interval, "concurrent-refresh"),
        (token.number == current - 1, "fail-to-save"),
        (settings.allows_reuse, "always-allow"),
    ]
    .into_iter()
    .filter_map(|(holds, cause)| holds.then_some(cause))
    .collect();
    if !causes.is_empty() {
        let cause = HeaderValue::from_str(&causes.join(",")).ok();
        return Ok(Bought::Again(write_current(server, session)?, cause));
    }
    if settings.reuse_ends_session {
        sessions::end(tx.executor(), session.id).await?;
    }
    Ok(Bought::Nothing { session_is_over: settings.reuse_ends_session })
}

/// Makes the next token of a session the current one; of a session that has none the first.
pub(super) async fn next(
    server: &AuthServer,
    tx: &mut Tx,
    session: &SessionRow,
) -> Result<RefreshToken, ApiError> {
    advance(server, tx, session, 1).await
}

/// Makes the token after the next one the current one: whoever holds the one of now does not get it in
/// the place of an answer that was lost.
pub(super) async fn skip(
    server: &AuthServer,
    tx: &mut Tx,
    session: &SessionRow,
) -> Result<RefreshToken, ApiError> {
    advance(server, tx, session, 2).await
}

async fn advance(
    server: &AuthServer,
    tx: &mut Tx,
    session: &SessionRow,
    steps: i64,
) -> Result<RefreshToken, ApiError> {
    let (sealed, number) = match (&session.sealed_refresh_key, session.refresh_counter) {
        (Some(sealed), Some(current)) => (sealed.clone(), current.saturating_add(steps)),
        _ => (draw_key(server, session)?, 0),
    };
    sessions::set_counter(tx.executor(), session.id, &sealed, number).await?;
    Ok(counted_token::write(session.id, number, &open_key(server, session, &sealed)?))
}

fn write_current(server: &AuthServer, session: &SessionRow) -> Result<RefreshToken, ApiError> {
    let sealed = session.sealed_refresh_key.as_deref().unwrap_or_default();
    let key = open_key(server, session, sealed)?;
    Ok(counted_token::write(session.id, session.refresh_counter.unwrap_or_default(), &key))
}

fn draw_key(server: &AuthServer, session: &SessionRow) -> Result<Vec<u8>, ApiError> {
    let mut key = [0; counted_token::KEY];
    aws_lc_rs::rand::fill(&mut key).map_err(|error| ApiError::failure("no random bytes", &error))?;
    seal_key(server, session.id, &key)
}

/// Seals the key of a session.
pub(super) fn seal_key(server: &AuthServer, session: Uuid, key: &[u8]) -> Result<Vec<u8>, ApiError> {
    Ok(server.sealer().seal(&context(session), key)?)
}

fn open_key(server: &AuthServer, session: &SessionRow, sealed: &[u8]) -> Result<Vec<u8>, ApiError> {
    Ok(server.sealer().open(&context(session.id), sealed)?)
}

fn context(session: Uuid) -> String {
    format!("auth refresh key {session}")
}
