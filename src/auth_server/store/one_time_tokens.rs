//! Links and codes that were sent by mail. A person has at most one of each slot.

use sqlx::FromRow;
use uuid::Uuid;

use crate::auth_server::one_time_tokens::{Slot, SlotPair};
use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};

/// A link or code that was sent.
#[derive(Clone, FromRow)]
pub(crate) struct TokenRow {
    pub(crate) user_id: Uuid,
    slot: String,
    pub(crate) token_hash: Vec<u8>,
    pub(crate) sent_at: Timestamp,
}

impl TokenRow {
    /// What it is for. The table holds only names of slots.
    pub(crate) fn slot(&self) -> Option<Slot> {
        Slot::from_name(&self.slot)
    }
}

/// A link or code on its way.
pub(crate) struct NewToken<'a> {
    pub(crate) user: Uuid,
    pub(crate) slot: Slot,
    pub(crate) token_hash: Vec<u8>,
    pub(crate) relates_to: &'a str,
}

const REPLACE: &str = "
    insert into auth_one_time_tokens
        (user_id, slot, token_hash, relates_to, sent_at, tries, tries_since)
    values ($1, $2, $3, $4, $5, 0, $5)
    on conflict (user_id, slot) do update
    set token_hash = excluded.token_hash,
        relates_to = excluded.relates_to,
        sent_at = excluded.sent_at,
        tries = case when auth_one_time_tokens.tries_since > $6 then auth_one_time_tokens.tries else 0 end,
        tries_since = case
            when auth_one_time_tokens.tries_since > $6 then auth_one_time_tokens.tries_since else $5 end";

/// Puts a token into its slot; the one before is worth nothing any more. Tries that were counted after
/// `counted_since` go on counting, so that asking for a new code gives no new tries.
pub(crate) async fn replace(
    executor: Executor<'_>,
    token: &NewToken<'_>,
    now: Timestamp,
    counted_since: Timestamp,
) -> sqlx::Result<()> {
    execute!(
        executor,
        sqlx::query(REPLACE)
            .bind(token.user)
            .bind(token.slot.name())
            .bind(&token.token_hash)
            .bind(token.relates_to)
            .bind(now)
            .bind(counted_since)
    )
    .map(drop)
}

const SELECT_BY_HASH: &str = "
    select user_id, slot, token_hash, sent_at
    from auth_one_time_tokens
    where token_hash in ($1, $2) and slot in ($3, $4)";

/// The token of a link. `hashes` are its names under the current key and the one before.
pub(crate) async fn by_hash(
    executor: Executor<'_>,
    hashes: &[Vec<u8>; 2],
    slots: SlotPair,
) -> sqlx::Result<Option<TokenRow>> {
    let [current, previous] = hashes;
    let (first, second) = slots.names();
    each!(executor, c => {
        sqlx::query_as(SELECT_BY_HASH)
            .bind(current)
            .bind(previous)
            .bind(first)
            .bind(second)
            .fetch_optional(c)
            .await
    })
}

const TAKE_TRY: &str = "
    update auth_one_time_tokens
    set tries = tries + 1
    where relates_to = $1 and slot in ($2, $3) and tries < $4
    returning user_id, slot, token_hash, sent_at";

/// Takes a try for every code that was sent to an address, and tells which ones may be compared. Taken
/// before they are compared, so that many at once get no more.
pub(crate) async fn take_try(
    executor: Executor<'_>,
    relates_to: &str,
    slots: SlotPair,
    most: i64,
) -> sqlx::Result<Vec<TokenRow>> {
    let (first, second) = slots.names();
    each!(executor, c => {
        sqlx::query_as(TAKE_TRY).bind(relates_to).bind(first).bind(second).bind(most).fetch_all(c).await
    })
}

const CONSUME: &str = "
    delete from auth_one_time_tokens
    where user_id = $1 and slot = $2 and token_hash = $3";

/// Uses a token up. Whether it was still there is the answer: of many who try, one is told so.
pub(crate) async fn consume(executor: Executor<'_>, token: &TokenRow) -> sqlx::Result<bool> {
    let consumed = execute!(
        executor,
        sqlx::query(CONSUME).bind(token.user_id).bind(&token.slot).bind(&token.token_hash)
    )?;
    Ok(consumed > 0)
}

const CLEAR: &str = "delete from auth_one_time_tokens where user_id = $1";

/// Deletes all tokens of a person.
pub(crate) async fn clear(executor: Executor<'_>, user: Uuid) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(CLEAR).bind(user)).map(drop)
}

const FORGET_OLD: &str = "
    delete from auth_one_time_tokens
    where (user_id, slot) in (
        select user_id, slot
        from auth_one_time_tokens
        where sent_at < $1 and tries_since < $1
        limit $2
    )
    and sent_at < $1";

/// Deletes tokens that were sent, and whose tries are counted, since before a moment: at most so many,
/// and tells how many. The condition is said twice, for one that is replaced right now.
pub(crate) async fn forget_old(executor: Executor<'_>, before: Timestamp, most: i64) -> sqlx::Result<u64> {
    execute!(executor, sqlx::query(FORGET_OLD).bind(before).bind(most))
}
