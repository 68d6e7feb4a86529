//! Refreshing a session (gotrue-contract §2.4). The current token buys a new one, once. The one before it
//! is given the current one again, at any time: its holder lost an answer. Older ones are forgiven for a
//! moment, which parallel requests need; after that they end the whole family.

use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::header::{HeaderName, HeaderValue};

use super::error::ApiError;
use super::issue::{self, Issued};
use super::refresh_token;
use super::server::AuthServer;
use super::signing_keys::KeyRing;
use super::store::refresh_tokens::CurrentToken;
use super::store::sessions::{Place, SessionRow};
use super::store::{refresh_tokens, sessions, users};
use crate::database::Tx;
use crate::gotrue::{ErrorCode, RefreshToken};

/// Says whether the token that came was used before.
const REUSE: HeaderName = HeaderName::from_static("sb-auth-refresh-token-reuse");

/// How long a spent token is remembered, so that it gives away whoever kept it.
const REMEMBERED_FOR: Duration = Duration::from_hours(30 * 24);

/// What a refresh token is worth.
enum Worth {
    /// It was the current one, and is spent now.
    Current,
    /// It was spent before, and its holder may have what is current.
    Forgiven(CurrentToken),
    /// It is an old one that somebody kept.
    Reused,
}

/// Answers a refresh.
pub(crate) async fn run(server: &AuthServer, text: &str, place: &Place) -> Result<HttpResponse, ApiError> {
    let token = refresh_token::parse(text)?;
    let hash = refresh_token::hash(&token);
    let ring = server.keys().ring().await;
    let mut tx = server.database().begin().await?;
    let session = sessions::lock_by_token(tx.executor(), &hash).await?.ok_or_else(unknown)?;
    match weigh(server, &mut tx, &session, &hash).await? {
        Worth::Current => {
            let new = refresh_token::draw()?;
            let before = server.now().minus(REMEMBERED_FOR);
            refresh_tokens::forget_old(tx.executor(), session.id, before).await?;
            issue::make_current(server, &mut tx, session.id, &new, Some(hash)).await?;
            let issued = pair(server, &ring, &mut tx, &session, new, place).await?;
            server.commit(tx).await?;
            let mut answer = issued.answer();
            answer.headers_mut().insert(REUSE, HeaderValue::from_static("false"));
            Ok(answer)
        }
        Worth::Forgiven(current) => {
            let current = issue::open_current(server, session.id, &current)?;
            let issued = pair(server, &ring, &mut tx, &session, current, place).await?;
            server.commit(tx).await?;
            Ok(issued.answer())
        }
        Worth::Reused => {
            tracing::warn!(session = %session.id, "an old refresh token came back: its family is revoked");
            refresh_tokens::revoke_family(tx.executor(), session.id, server.now()).await?;
            server.commit(tx).await?;
            let code = ErrorCode::REFRESH_TOKEN_ALREADY_USED;
            let refused = ApiError::bad_request(code, "The refresh token was used before");
            Err(refused.about(session.user_id, Some(session.id)))
        }
    }
}

/// One statement decides who spends the token; all others find it spent.
async fn weigh(
    server: &AuthServer,
    tx: &mut Tx,
    session: &SessionRow,
    hash: &[u8],
) -> Result<Worth, ApiError> {
    let now = server.now();
    if refresh_tokens::spend(tx.executor(), hash, now).await? {
        return Ok(Worth::Current);
    }
    let spent = refresh_tokens::spent(tx.executor(), hash).await?.ok_or_else(unknown)?;
    let Some(current) = refresh_tokens::current(tx.executor(), session.id).await? else {
        return Ok(Worth::Reused);
    };
    let is_parent = current.parent_hash.as_deref() == Some(hash);
    let is_recent = spent.rotated_at.is_some_and(|at| now <= at.plus(server.settings().reuse_interval));
    if spent.revoked_at.is_none() && (is_parent || is_recent) {
        Ok(Worth::Forgiven(current))
    } else {
        Ok(Worth::Reused)
    }
}

async fn pair(
    server: &AuthServer,
    ring: &KeyRing,
    tx: &mut Tx,
    session: &SessionRow,
    token: RefreshToken,
    place: &Place,
) -> Result<Issued, ApiError> {
    let user = users::by_id(tx.executor(), session.user_id).await?.ok_or_else(unknown)?;
    if user.is_banned(server.now()) {
        let refused = ApiError::bad_request(ErrorCode::USER_BANNED, "The account is banned");
        return Err(refused.about(user.id, None));
    }
    sessions::note_refresh(tx.executor(), session.id, place, server.now()).await?;
    issue::sign_pair(server, ring, tx, &user, session, token).await
}

fn unknown() -> ApiError {
    ApiError::bad_request(ErrorCode::REFRESH_TOKEN_NOT_FOUND, "There is no such refresh token")
}
