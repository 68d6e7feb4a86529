//! Where people are signed in: rows of `auth.sessions`, `auth.mfa_amr_claims` and `auth.refresh_tokens`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::ForeignRow;
use super::take_in::{Stop, TakenIn, known_or};
use crate::auth_server::AuthServer;
use crate::auth_server::refresh_token;
use crate::auth_server::store::refresh_tokens::CurrentToken;
use crate::auth_server::store::sessions;
use crate::auth_server::store::taken_in::{self, ForeignSession};
use crate::auth_server::{issue, refresh_by_number};
use crate::database::Tx;
use crate::gotrue::RefreshToken;

/// A session that is over by itself, or belongs to a program of another server, is left out.
pub(super) async fn take(server: &AuthServer, tx: &mut Tx, row: &ForeignRow) -> Result<TakenIn, Stop> {
    let is_over = row.moment("not_after")?.is_some_and(|end| end <= server.now());
    if is_over || row.optional_id("oauth_client_id")?.is_some() {
        return Ok(TakenIn::LeftOut);
    }
    let session = read(server, row)?;
    if taken_in::session(tx.executor(), &session).await? {
        return Ok(TakenIn::Made);
    }
    let known = sessions::by_id(tx.executor(), session.id).await?;
    known_or(known.is_some(), "its person is not here")
}

fn read(server: &AuthServer, row: &ForeignRow) -> Result<ForeignSession, Stop> {
    let id = row.id("id")?;
    let created_at = row.moment_or_ever("created_at")?;
    let key = match row.text("refresh_token_hmac_key")? {
        Some(key) => {
            let unreadable = |_| Stop::refused("refresh_token_hmac_key is unreadable: was it encrypted?");
            let key = URL_SAFE_NO_PAD.decode(key).map_err(unreadable)?;
            let unsealed = |_| Stop::refused("refresh_token_hmac_key could not be sealed");
            Some(refresh_by_number::seal_key(server, id, &key).map_err(unsealed)?)
        }
        None => None,
    };
    let aal = row.text("aal")?.unwrap_or_else(|| "aal1".to_owned());
    if !["aal1", "aal2"].contains(&aal.as_str()) {
        return Err(Stop::refused("aal is neither aal1 nor aal2"));
    }
    Ok(ForeignSession {
        id,
        user_id: row.id("user_id")?,
        aal,
        factor_id: row.optional_id("factor_id")?,
        created_at,
        refreshed_at: row.moment("refreshed_at")?,
        user_agent: row.text("user_agent")?,
        ip: row.text("ip")?,
        refresh_counter: if key.is_some() { row.number("refresh_token_counter")? } else { None },
        sealed_refresh_key: key,
    })
}

pub(super) async fn take_proof(tx: &mut Tx, row: &ForeignRow) -> Result<TakenIn, Stop> {
    let session = row.id("session_id")?;
    let method = row.needed("authentication_method")?;
    let (updated_at, created_at) = (row.moment("updated_at")?, row.moment_or_ever("created_at")?);
    let at = updated_at.unwrap_or(created_at);
    if taken_in::proof(tx.executor(), session, &method, at).await? {
        return Ok(TakenIn::Made);
    }
    let known = sessions::by_id(tx.executor(), session).await?;
    known_or(known.is_some(), "its session is not here")
}

/// A token that was spent is left out: should it come back, it is unknown.
pub(super) async fn take_token(server: &AuthServer, tx: &mut Tx, row: &ForeignRow) -> Result<TakenIn, Stop> {
    let Some(session) = row.optional_id("session_id")? else { return Ok(TakenIn::LeftOut) };
    if row.is_so("revoked")? {
        return Ok(TakenIn::LeftOut);
    }
    let token = RefreshToken::from(row.needed("token")?);
    let hash = refresh_token::hash(&token);
    let unsealed = |_| Stop::refused("token could not be sealed");
    let sealed = issue::seal_token(server, session, &token).map_err(unsealed)?;
    let parent = row.text("parent")?.map(|parent| refresh_token::hash(&RefreshToken::from(parent)));
    let current = CurrentToken { token_hash: hash, parent_hash: parent, sealed_token: Some(sealed) };
    let at = row.moment_or_ever("created_at")?;
    if taken_in::refresh_token(tx.executor(), session, &current, at).await? {
        return Ok(TakenIn::Made);
    }
    let known = sessions::by_id(tx.executor(), session).await?;
    known_or(known.is_some(), "its session is not here")
}
