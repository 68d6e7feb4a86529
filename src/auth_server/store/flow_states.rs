//! Ways to sign in that are under way.

use sqlx::FromRow;
use uuid::Uuid;

use crate::auth_server::code_challenge::{ChallengeMethod, CodeChallenge};
use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};

/// One whose code was handed out.
#[derive(FromRow)]
pub(crate) struct CodedFlow {
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    pub(crate) method: String,
    /// Through whom it leads; None where it is a mail.
    pub(crate) provider: Option<String>,
    code_challenge: String,
    challenge_method: String,
    pub(crate) created_at: Timestamp,
    pub(crate) auth_code_issued_at: Timestamp,
    pub(crate) sealed_provider_tokens: Option<Vec<u8>>,
}

impl CodedFlow {
    /// What the verifier is compared with. The table holds only names of methods.
    pub(crate) fn challenge(&self) -> Option<CodeChallenge> {
        let method = ChallengeMethod::parse(&self.challenge_method)?;
        Some(CodeChallenge { text: self.code_challenge.clone(), method })
    }
}

const FORGET_WAITING: &str = "
    delete from auth_flow_states
    where user_id = $1 and method = $2 and auth_code_hash is null";

const INSERT: &str = "
    insert into auth_flow_states (id, method, code_challenge, challenge_method, user_id, created_at)
    values ($1, $2, $3, $4, $5, $6)";

/// Begins one that waits for a link to be followed, in the place of the one before. The person must be
/// locked.
pub(crate) async fn begin(
    mut executor: Executor<'_>,
    user: Uuid,
    method: &str,
    challenge: &CodeChallenge,
    now: Timestamp,
) -> sqlx::Result<()> {
    execute!(executor.again(), sqlx::query(FORGET_WAITING).bind(user).bind(method))?;
    execute!(
        executor,
        sqlx::query(INSERT)
            .bind(Uuid::new_v4())
            .bind(method)
            .bind(&challenge.text)
            .bind(challenge.method.name())
            .bind(user)
            .bind(now)
    )
    .map(drop)
}

const HAND_OUT: &str = "
    update auth_flow_states
    set auth_code_hash = $3, auth_code_issued_at = $4
    where user_id = $1 and method = $2 and auth_code_hash is null";

/// Gives the one that waits its code. Whether there was one is the answer.
pub(crate) async fn hand_out(
    executor: Executor<'_>,
    user: Uuid,
    method: &str,
    code_hash: &[u8],
    now: Timestamp,
) -> sqlx::Result<bool> {
    let handed = execute!(executor, sqlx::query(HAND_OUT).bind(user).bind(method).bind(code_hash).bind(now))?;
    Ok(handed > 0)
}

const SELECT_BY_CODE: &str = "
    select id, user_id, method, provider, code_challenge, challenge_method, created_at, auth_code_issued_at,
        sealed_provider_tokens
    from auth_flow_states
    where auth_code_hash in ($1, $2) and code_challenge is not null and user_id is not null";

/// The one that a code belongs to. `hashes` are its names under the current key and the one before.
pub(crate) async fn by_code(
    executor: Executor<'_>,
    hashes: &[Vec<u8>; 2],
) -> sqlx::Result<Option<CodedFlow>> {
    let [current, previous] = hashes;
    each!(executor, c => {
        sqlx::query_as(SELECT_BY_CODE).bind(current).bind(previous).fetch_optional(c).await
    })
}

/// One that leads through a provider, as it begins.
pub(crate) struct ProviderFlow {
    pub(crate) id: Uuid,
    pub(crate) provider: String,
    pub(crate) redirect_to: String,
    pub(crate) sealed_invitation: Option<Vec<u8>>,
    pub(crate) linking_user: Option<Uuid>,
}

const INSERT_AT_PROVIDER: &str = "
    insert into auth_flow_states
        (id, method, code_challenge, challenge_method, provider, redirect_to, sealed_invitation,
        linking_user_id, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

/// Begins one that leads through a provider.
pub(crate) async fn begin_at_provider(
    executor: Executor<'_>,
    flow: &ProviderFlow,
    method: &str,
    challenge: Option<&CodeChallenge>,
    now: Timestamp,
) -> sqlx::Result<()> {
    execute!(
        executor,
        sqlx::query(INSERT_AT_PROVIDER)
            .bind(flow.id)
            .bind(method)
            .bind(challenge.map(|challenge| &challenge.text))
            .bind(challenge.map(|challenge| challenge.method.name()))
            .bind(&flow.provider)
            .bind(&flow.redirect_to)
            .bind(&flow.sealed_invitation)
            .bind(flow.linking_user)
            .bind(now)
    )
    .map(drop)
}

/// One that somebody comes back on.
#[derive(FromRow)]
pub(crate) struct ReturningFlow {
    pub(crate) provider: String,
    pub(crate) redirect_to: String,
    code_challenge: Option<String>,
    pub(crate) sealed_invitation: Option<Vec<u8>>,
    pub(crate) linking_user_id: Option<Uuid>,
    user_id: Option<Uuid>,
    pub(crate) created_at: Timestamp,
}

impl ReturningFlow {
    /// Whether a code is handed out at its end, or tokens.
    pub(crate) const fn has_challenge(&self) -> bool {
        self.code_challenge.is_some()
    }

    /// Whether somebody came back on it before.
    pub(crate) const fn is_used(&self) -> bool {
        self.user_id.is_some()
    }
}

const SELECT_BY_STATE: &str = "
    select provider, redirect_to, code_challenge, sealed_invitation, linking_user_id, user_id, created_at
    from auth_flow_states
    where id = $1 and provider is not null and redirect_to is not null";

/// The one whose state a provider brings back.
pub(crate) async fn by_state(executor: Executor<'_>, state: Uuid) -> sqlx::Result<Option<ReturningFlow>> {
    each!(executor, c => sqlx::query_as(SELECT_BY_STATE).bind(state).fetch_optional(c).await)
}

const COME_BACK: &str = "
    update auth_flow_states
    set user_id = $2, auth_code_hash = $3, auth_code_issued_at = $5, sealed_provider_tokens = $4
    where id = $1 and user_id is null";

/// Notes who came back, and the code they are given. Whether nobody did before is the answer.
pub(crate) async fn come_back(
    executor: Executor<'_>,
    id: Uuid,
    user: Uuid,
    code_hash: &[u8],
    sealed_tokens: &[u8],
    now: Timestamp,
) -> sqlx::Result<bool> {
    let changed = execute!(
        executor,
        sqlx::query(COME_BACK).bind(id).bind(user).bind(code_hash).bind(sealed_tokens).bind(now)
    )?;
    Ok(changed > 0)
}

const END: &str = "delete from auth_flow_states where id = $1";

/// Ends one. Whether it was still there is the answer: of many who exchange its code, one is told so.
pub(crate) async fn end(executor: Executor<'_>, id: Uuid) -> sqlx::Result<bool> {
    Ok(execute!(executor, sqlx::query(END).bind(id))? > 0)
}

const FORGET_OLD: &str = "
    delete from auth_flow_states
    where id in (select id from auth_flow_states where created_at < $1 limit $2)";

/// Deletes those begun before a moment: at most so many, and tells how many.
pub(crate) async fn forget_old(executor: Executor<'_>, before: Timestamp, most: i64) -> sqlx::Result<u64> {
    execute!(executor, sqlx::query(FORGET_OLD).bind(before).bind(most))
}
