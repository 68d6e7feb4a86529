//! Spending refresh tokens of the older form: each has a row.

use std::time::Duration;

use super::error::ApiError;
use super::refresh::Bought;
use super::server::AuthServer;
use super::store::sessions::SessionRow;
use super::store::{refresh_tokens, sessions};
use super::{issue, refresh_by_number, refresh_token};
use crate::database::Tx;
use crate::gotrue::RefreshToken;

/// How long a spent token is remembered, so that it gives away whoever kept it.
const REMEMBERED_FOR: Duration = Duration::from_hours(30 * 24);

/// Locks the session that a token belongs to.
pub(super) async fn lock(tx: &mut Tx, token: &RefreshToken) -> Result<Option<SessionRow>, ApiError> {
    Ok(sessions::lock_by_token(tx.executor(), &refresh_token::hash(token)).await?)
}

/// Spends a token. One statement decides who does; all others find it spent.
pub(super) async fn spend(
    server: &AuthServer,
    tx: &mut Tx,
    session: &SessionRow,
    token: &RefreshToken,
) -> Result<Bought, ApiError> {
    let (hash, now) = (refresh_token::hash(token), server.now());
    if refresh_tokens::spend(tx.executor(), &hash, now).await? {
        refresh_tokens::forget_old(tx.executor(), session.id, now.minus(REMEMBERED_FOR)).await?;
        if goes_over(server, session) {
            return Ok(Bought::Next(refresh_by_number::next(server, tx, session).await?));
        }
        let next = refresh_token::draw()?;
        issue::make_current(server, tx, session.id, &next, Some(hash)).await?;
        return Ok(Bought::Next(next));
    }
    let spent = refresh_tokens::spent(tx.executor(), &hash).await?;
    let current = refresh_tokens::current(tx.executor(), session.id).await?;
    if let (Some(spent), Some(current)) = (&spent, &current) {
        let is_parent = current.parent_hash.as_deref() == Some(&hash);
        let is_recent = spent.rotated_at.is_some_and(|at| now <= at.plus(server.settings().reuse_interval));
        if spent.revoked_at.is_none() && (is_parent || is_recent) {
            return Ok(Bought::Again(issue::open_current(server, session.id, current)?, None));
        }
    }
    if server.settings().refresh_tokens.reuse_ends_session {
        refresh_tokens::revoke_family(tx.executor(), session.id, now).await?;
    }
    Ok(Bought::Nothing { session_is_over: false })
}

/// Whether this session's tokens are of the newer form from now on. Its id decides, so that always the
/// same part of all sessions does.
fn goes_over(server: &AuthServer, session: &SessionRow) -> bool {
    let settings = &server.settings().refresh_tokens;
    let lot = session.id.as_u128() % 100;
    settings.are_counted && lot < u128::from(settings.upgraded_percent)
}
