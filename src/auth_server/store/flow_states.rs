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
    code_challenge: String,
    challenge_method: String,
    pub(crate) created_at: Timestamp,
    pub(crate) auth_code_issued_at: Timestamp,
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
    select id, user_id, method, code_challenge, challenge_method, created_at, auth_code_issued_at
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
