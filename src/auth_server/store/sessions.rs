//! The sessions: one row for each sign-in, and in which ways it was proved.

use sqlx::FromRow;
use uuid::Uuid;

use crate::auth_server::replay::kept;
use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};
use crate::gotrue::{AmrEntry, AssuranceLevel};

/// A row of `auth_sessions`.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct SessionRow {
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    aal: String,
    pub(crate) created_at: Timestamp,
    refreshed_at: Option<Timestamp>,
    /// Signs its refresh tokens, where they are of the newer form.
    pub(crate) sealed_refresh_key: Option<Vec<u8>>,
    /// The number of the current one of these.
    pub(crate) refresh_counter: Option<i64>,
    /// The program of others that holds it.
    pub(crate) oauth_client_id: Option<Uuid>,
    /// What that program may do with it.
    pub(crate) scopes: Option<String>,
}

/// The columns of a [`SessionRow`].
macro_rules! session_columns {
    () => {
        "id, user_id, aal, created_at, refreshed_at, sealed_refresh_key, refresh_counter, oauth_client_id,
        scopes"
    };
}

impl SessionRow {
    /// How strongly it was proved.
    pub(crate) fn assurance(&self) -> AssuranceLevel {
        if self.aal == "aal2" { AssuranceLevel::Aal2 } else { AssuranceLevel::Aal1 }
    }

    /// When it was used last, as far as the server knows.
    pub(crate) fn used_at(&self) -> Timestamp {
        self.refreshed_at.unwrap_or(self.created_at)
    }
}

const INSERT: &str = "
    insert into auth_sessions (id, user_id, aal, created_at, user_agent, ip)
    values ($1, $2, 'aal1', $3, $4, $5)";

const INSERT_PROOF: &str = "
    insert into auth_amr_claims (session_id, method, proved_at)
    values ($1, $2, $3)
    on conflict (session_id, method) do update
    set proved_at = excluded.proved_at";

/// Where a session is used from.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) user_agent: Option<String>,
    pub(crate) ip: Option<String>,
}

/// Begins a session that was proved in one way. The person must be locked.
pub(crate) async fn begin(
    mut executor: Executor<'_>,
    user: Uuid,
    method: &str,
    place: &Place,
    now: Timestamp,
) -> sqlx::Result<SessionRow> {
    let id = kept(Uuid::new_v4);
    execute!(
        executor.again(),
        sqlx::query(INSERT).bind(id).bind(user).bind(now).bind(&place.user_agent).bind(&place.ip)
    )?;
    execute!(executor, sqlx::query(INSERT_PROOF).bind(id).bind(method).bind(now))?;
    Ok(SessionRow {
        id,
        user_id: user,
        aal: "aal1".to_owned(),
        created_at: now,
        refreshed_at: None,
        sealed_refresh_key: None,
        refresh_counter: None,
        oauth_client_id: None,
        scopes: None,
    })
}

const SELECT: &str = concat!("select ", session_columns!(), " from auth_sessions where id = $1");

pub(crate) async fn by_id(executor: Executor<'_>, id: Uuid) -> sqlx::Result<Option<SessionRow>> {
    each!(executor, c => sqlx::query_as(SELECT).bind(id).fetch_optional(c).await)
}

#[derive(FromRow)]
struct ProofRow {
    method: String,
    proved_at: Timestamp,
}

const SELECT_PROOFS: &str = "
    select method, proved_at
    from auth_amr_claims
    where session_id = $1
    order by proved_at desc, method";

/// In which ways a session was proved, the newest first.
pub(crate) async fn proofs(executor: Executor<'_>, session: Uuid) -> sqlx::Result<Vec<AmrEntry>> {
    let rows: Vec<ProofRow> =
        each!(executor, c => sqlx::query_as(SELECT_PROOFS).bind(session).fetch_all(c).await)?;
    let entry = |row: ProofRow| AmrEntry { method: row.method, timestamp: row.proved_at.as_seconds() };
    Ok(rows.into_iter().map(entry).collect())
}

const ADD_FACTOR: &str = concat!(
    "update auth_sessions
    set aal = 'aal2', factor_id = $2
    where id = $1
    returning ",
    session_columns!()
);

/// Notes that a session was proved by a second factor too. The person must be locked.
pub(crate) async fn add_factor(
    mut executor: Executor<'_>,
    session: Uuid,
    factor: Uuid,
    method: &str,
    now: Timestamp,
) -> sqlx::Result<Option<SessionRow>> {
    let raised = each!(executor.again(), c => {
        sqlx::query_as(ADD_FACTOR).bind(session).bind(factor).fetch_optional(c).await
    })?;
    if raised.is_some() {
        execute!(executor, sqlx::query(INSERT_PROOF).bind(session).bind(method).bind(now))?;
    }
    Ok(raised)
}

const TAKE_PROOFS: &str = "
    delete from auth_amr_claims
    where method = $2 and session_id in (select id from auth_sessions where factor_id = $1)";

const TAKE_FACTOR: &str = "
    update auth_sessions
    set aal = 'aal1', factor_id = null
    where factor_id = $1";

/// Takes a second factor from all sessions that were proved by it. The person must be locked.
pub(crate) async fn take_factor(mut executor: Executor<'_>, factor: Uuid, method: &str) -> sqlx::Result<()> {
    execute!(executor.again(), sqlx::query(TAKE_PROOFS).bind(factor).bind(method))?;
    execute!(executor, sqlx::query(TAKE_FACTOR).bind(factor)).map(drop)
}

const LOCK_BY_TOKEN: &str = concat!(
    "update auth_sessions
    set aal = aal
    where id = (select session_id from auth_refresh_tokens where token_hash = $1)
    returning ",
    session_columns!()
);

/// Locks the session of a refresh token until the transaction ends.
pub(crate) async fn lock_by_token(
    executor: Executor<'_>,
    token_hash: &[u8],
) -> sqlx::Result<Option<SessionRow>> {
    each!(executor, c => sqlx::query_as(LOCK_BY_TOKEN).bind(token_hash).fetch_optional(c).await)
}

const LOCK: &str = concat!("update auth_sessions set aal = aal where id = $1 returning ", session_columns!());

/// Locks a session until the transaction ends.
pub(crate) async fn lock(executor: Executor<'_>, id: Uuid) -> sqlx::Result<Option<SessionRow>> {
    each!(executor, c => sqlx::query_as(LOCK).bind(id).fetch_optional(c).await)
}

const SELECT_NEWER: &str = concat!(
    "select ",
    session_columns!(),
    " from auth_sessions
    where user_id = $1 and id <> $2 and coalesce(refreshed_at, created_at) > $3"
);

/// The other sessions of the same person that were used after it.
pub(crate) async fn newer_than(
    executor: Executor<'_>,
    session: &SessionRow,
) -> sqlx::Result<Vec<SessionRow>> {
    each!(executor, c => {
        sqlx::query_as(SELECT_NEWER)
            .bind(session.user_id)
            .bind(session.id)
            .bind(session.used_at())
            .fetch_all(c)
            .await
    })
}

const SET_COUNTER: &str = "
    update auth_sessions
    set sealed_refresh_key = $2, refresh_counter = $3
    where id = $1";

/// Says which of its refresh tokens of the newer form is the current one, and by which key it is signed.
pub(crate) async fn set_counter(
    executor: Executor<'_>,
    session: Uuid,
    sealed_key: &[u8],
    number: i64,
) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(SET_COUNTER).bind(session).bind(sealed_key).bind(number)).map(drop)
}

const NOTE_REFRESH: &str = "
    update auth_sessions
    set refreshed_at = $2, user_agent = $3, ip = $4
    where id = $1";

/// Notes that a session was refreshed, and from where.
pub(crate) async fn note_refresh(
    executor: Executor<'_>,
    session: Uuid,
    place: &Place,
    now: Timestamp,
) -> sqlx::Result<()> {
    execute!(
        executor,
        sqlx::query(NOTE_REFRESH).bind(session).bind(now).bind(&place.user_agent).bind(&place.ip)
    )
    .map(drop)
}

const END: &str = "delete from auth_sessions where id = $1";

/// Ends one session with its tokens.
pub(crate) async fn end(executor: Executor<'_>, session: Uuid) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(END).bind(session)).map(drop)
}

const FORGET_UNUSED: &str = "
    delete from auth_sessions
    where id in (
        select id
        from auth_sessions
        where created_at < $1 and (refreshed_at is null or refreshed_at < $1)
        limit $2
    )
    and (refreshed_at is null or refreshed_at < $1)";

/// Deletes sessions that were neither begun nor refreshed since a moment, with their tokens: at most so
/// many, and tells how many. The condition is said twice, for one that is refreshed right now.
pub(crate) async fn forget_unused(executor: Executor<'_>, since: Timestamp, most: i64) -> sqlx::Result<u64> {
    execute!(executor, sqlx::query(FORGET_UNUSED).bind(since).bind(most))
}

const END_ALL: &str = "delete from auth_sessions where user_id = $1";

/// Ends all sessions of a person. The person must be locked, so that none begins meanwhile.
pub(crate) async fn end_all(executor: Executor<'_>, user: Uuid) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(END_ALL).bind(user)).map(drop)
}

const END_OTHERS: &str = "delete from auth_sessions where user_id = $1 and id <> $2";

/// Ends all sessions of a person but one. The person must be locked.
pub(crate) async fn end_others(executor: Executor<'_>, user: Uuid, kept: Uuid) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(END_OTHERS).bind(user).bind(kept)).map(drop)
}

const END_HALF_PROVED: &str = "delete from auth_sessions where user_id = $1 and aal = 'aal1'";

/// Ends all sessions of a person that no second factor proves. The person must be locked.
pub(crate) async fn end_half_proved(executor: Executor<'_>, user: Uuid) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(END_HALF_PROVED).bind(user)).map(drop)
}
