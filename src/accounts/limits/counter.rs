//! The rows that count, by the generic cell rate algorithm: a row holds the moment up to which the
//! allowance is used up, and a try moves it one interval on.

use std::time::Duration;

use super::limit::Allowance;
use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};

/// How far the clocks of two machines may differ before a count of one looks impossible to another.
const CLOCK_DIFFERENCE: Duration = Duration::from_mins(1);

/// The moments that decide about one try, in microseconds since 1970.
pub(super) struct Moments {
    now: i64,
    interval: i64,
    /// Up to here a count leaves room for one more try.
    latest: i64,
    /// A count beyond this was made by a clock that has been set back since: it counts as none.
    impossible: i64,
}

impl Moments {
    pub(super) fn new(allowance: Allowance, now: Timestamp) -> Self {
        let Allowance { at_once, then_one_per } = allowance;
        let latest = now.plus(then_one_per.saturating_mul(at_once.saturating_sub(1)));
        let impossible = now.plus(then_one_per.saturating_mul(at_once)).plus(CLOCK_DIFFERENCE);
        Self {
            now: now.as_micros(),
            interval: Timestamp::from_micros(0).plus(then_one_per).as_micros(),
            latest: latest.as_micros(),
            impossible: impossible.as_micros(),
        }
    }

    /// When a count leaves room for one more try.
    pub(super) fn free_at(&self, count: i64) -> Timestamp {
        Timestamp::from_micros(count.saturating_sub(self.latest.saturating_sub(self.now)))
    }
}

const TAKE_TRY: &str = "
    insert into limits (key, tat)
    values ($1, $2 + $3)
    on conflict (key) do update
    set tat = case when limits.tat > $2 and limits.tat <= $5 then limits.tat else $2 end + $3
    where limits.tat <= $4 or limits.tat > $5";

/// Takes a try if there is one. One statement: its row count is the verdict.
pub(super) async fn take(executor: Executor<'_>, key: &[u8], moments: &Moments) -> sqlx::Result<bool> {
    execute!(
        executor,
        sqlx::query(TAKE_TRY)
            .bind(key)
            .bind(moments.now)
            .bind(moments.interval)
            .bind(moments.latest)
            .bind(moments.impossible)
    )
    .map(|changed| changed > 0)
}

const GIVE_BACK_TRY: &str = "
    update limits
    set tat = tat - $3
    where key = $1 and tat > $2";

/// Gives a try back.
pub(super) async fn give_back(executor: Executor<'_>, key: &[u8], moments: &Moments) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(GIVE_BACK_TRY).bind(key).bind(moments.now).bind(moments.interval))
        .map(drop)
}

const SELECT_COUNT: &str = "
    select tat
    from limits
    where key = $1";

/// The count, for telling people how long to wait.
pub(super) async fn count(executor: Executor<'_>, key: &[u8]) -> sqlx::Result<Option<i64>> {
    each!(executor, c => sqlx::query_scalar(SELECT_COUNT).bind(key).fetch_optional(c).await)
}

const DELETE_PAST: &str = "
    delete from limits
    where key in (
        select key
        from limits
        where tat <= $1
        limit $2
    )
    and tat <= $1";

/// Deletes counts that say no more than a missing row does: at most so many, and tells how many.
pub(super) async fn delete_past(executor: Executor<'_>, now: Timestamp, most: i64) -> sqlx::Result<u64> {
    execute!(executor, sqlx::query(DELETE_PAST).bind(now.as_micros()).bind(most))
}
