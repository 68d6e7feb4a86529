//! What programs ask people for, until its code is exchanged.

use sqlx::FromRow;
use uuid::Uuid;

use crate::auth_server::code_challenge::{ChallengeMethod, CodeChallenge};
use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};

/// A row of `auth_oauth_authorizations`.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct OAuthAuthorizationRow {
    pub(crate) id: String,
    pub(crate) client_id: Uuid,
    pub(crate) user_id: Option<Uuid>,
    pub(crate) redirect_uri: String,
    pub(crate) scope: String,
    pub(crate) state: String,
    pub(crate) resource: String,
    pub(crate) nonce: String,
    pub(crate) code_challenge: String,
    pub(crate) challenge_method: String,
    status: String,
    pub(crate) expires_at: Timestamp,
}

/// The columns of an [`OAuthAuthorizationRow`].
macro_rules! authorization_columns {
    () => {
        "id, client_id, user_id, redirect_uri, scope, state, resource, nonce, code_challenge,
        challenge_method, status, expires_at"
    };
}

impl OAuthAuthorizationRow {
    /// Whether nobody has decided yet.
    pub(crate) fn is_pending(&self) -> bool {
        self.status == "pending"
    }

    /// What the verifier is compared with. The table holds only names of methods.
    pub(crate) fn challenge(&self) -> Option<CodeChallenge> {
        let method = ChallengeMethod::parse(&self.challenge_method)?;
        Some(CodeChallenge { text: self.code_challenge.clone(), method })
    }
}

/// What a program asks for, as it begins.
pub(crate) struct NewAuthorization<'a> {
    pub(crate) id: &'a str,
    pub(crate) client: Uuid,
    pub(crate) redirect_uri: &'a str,
    pub(crate) scope: &'a str,
    pub(crate) state: &'a str,
    pub(crate) resource: &'a str,
    pub(crate) nonce: &'a str,
    pub(crate) challenge: &'a CodeChallenge,
    pub(crate) expires_at: Timestamp,
}

const INSERT: &str = "
    insert into auth_oauth_authorizations
        (id, client_id, redirect_uri, scope, state, resource, nonce, code_challenge, challenge_method, status,
        created_at, expires_at)
    select $1, id, $3, $4, $5, $6, $7, $8, $9, 'pending', $10, $11
    from auth_oauth_clients
    where id = $2";

/// Begins one, if its client is still there: whether it is, is the answer.
pub(crate) async fn begin(
    executor: Executor<'_>,
    new: &NewAuthorization<'_>,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let begun = execute!(
        executor,
        sqlx::query(INSERT)
            .bind(new.id)
            .bind(new.client)
            .bind(new.redirect_uri)
            .bind(new.scope)
            .bind(new.state)
            .bind(new.resource)
            .bind(new.nonce)
            .bind(&new.challenge.text)
            .bind(new.challenge.method.name())
            .bind(now)
            .bind(new.expires_at)
    )?;
    Ok(begun > 0)
}

const SELECT: &str = concat!(
    "select ",
    authorization_columns!(),
    " from auth_oauth_authorizations where id = $1 and expires_at >= $2"
);

/// One whose time is not over.
pub(crate) async fn by_id(
    executor: Executor<'_>,
    id: &str,
    now: Timestamp,
) -> sqlx::Result<Option<OAuthAuthorizationRow>> {
    each!(executor, c => sqlx::query_as(SELECT).bind(id).bind(now).fetch_optional(c).await)
}

const LOCK: &str = concat!(
    "update auth_oauth_authorizations
    set status = status
    where id = $1 and expires_at >= $2
    returning ",
    authorization_columns!()
);

/// The same, locked until the transaction ends. The person and the client must be locked before.
pub(crate) async fn lock(
    executor: Executor<'_>,
    id: &str,
    now: Timestamp,
) -> sqlx::Result<Option<OAuthAuthorizationRow>> {
    each!(executor, c => sqlx::query_as(LOCK).bind(id).bind(now).fetch_optional(c).await)
}

const SHOW_TO: &str = "update auth_oauth_authorizations set user_id = $2 where id = $1";

/// Notes whom one was shown to. It must be locked.
pub(crate) async fn show_to(executor: Executor<'_>, id: &str, user: Uuid) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(SHOW_TO).bind(id).bind(user)).map(drop)
}

const APPROVE: &str = "
    update auth_oauth_authorizations
    set status = 'approved', code_hash = $2
    where id = $1";

/// Gives one its code. It must be locked.
pub(crate) async fn approve(executor: Executor<'_>, id: &str, code_hash: &[u8]) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(APPROVE).bind(id).bind(code_hash)).map(drop)
}

const DENY: &str = "update auth_oauth_authorizations set status = 'denied' where id = $1";

/// Notes that somebody said no. It must be locked.
pub(crate) async fn deny(executor: Executor<'_>, id: &str) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(DENY).bind(id)).map(drop)
}

const SELECT_BY_CODE: &str = concat!(
    "select ",
    authorization_columns!(),
    " from auth_oauth_authorizations where code_hash in ($1, $2) and status = 'approved'"
);

/// The one that a code belongs to. `hashes` are its names under the current key and the one before.
pub(crate) async fn by_code(
    executor: Executor<'_>,
    hashes: &[Vec<u8>; 2],
) -> sqlx::Result<Option<OAuthAuthorizationRow>> {
    let [current, previous] = hashes;
    each!(executor, c => {
        sqlx::query_as(SELECT_BY_CODE).bind(current).bind(previous).fetch_optional(c).await
    })
}

const END: &str = "delete from auth_oauth_authorizations where id = $1";

/// Ends one. Whether it was still there is the answer: of many who exchange its code, one is told so.
pub(crate) async fn end(executor: Executor<'_>, id: &str) -> sqlx::Result<bool> {
    Ok(execute!(executor, sqlx::query(END).bind(id))? > 0)
}

const END_OF_CLIENT: &str = "
    delete from auth_oauth_authorizations
    where user_id = $1 and client_id = $2";

/// Ends all that a program asks a person for, codes included. Both must be locked.
pub(crate) async fn end_of_client(executor: Executor<'_>, user: Uuid, client: Uuid) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(END_OF_CLIENT).bind(user).bind(client)).map(drop)
}

const FORGET_OVER: &str = "
    delete from auth_oauth_authorizations
    where id in (select id from auth_oauth_authorizations where expires_at < $1 limit $2)";

/// Deletes those whose time is over: at most so many, and tells how many.
pub(crate) async fn forget_over(executor: Executor<'_>, now: Timestamp, most: i64) -> sqlx::Result<u64> {
    execute!(executor, sqlx::query(FORGET_OVER).bind(now).bind(most))
}
