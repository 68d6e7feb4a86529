//! Work that one machine at a time does for all. A lease moves the moment at which the work is free
//! again, so that a machine that dies in the middle gives it back.

use super::{Database, each, execute};
use crate::clock::Timestamp;

const TAKE_LEASE: &str = "
    insert into leases (name, free_at)
    values ($1, $3)
    on conflict (name) do update
    set free_at = excluded.free_at
    where leases.free_at <= $2 or leases.free_at > $4";

const MOVE_LEASE: &str = "
    update leases
    set free_at = $3
    where name = $1 and free_at = $2";

const SELECT_FREE_AT: &str = "
    select free_at
    from leases
    where name = $1";

impl Database {
    /// Takes on some work until a moment, if nobody has it: one statement, its row count is the
    /// verdict. A lease that ends after `latest` was taken by a clock that has been set back since, and
    /// counts as none.
    pub async fn take_lease(
        &self,
        work: &str,
        now: Timestamp,
        until: Timestamp,
        latest: Timestamp,
    ) -> sqlx::Result<bool> {
        let taken = execute!(
            self.write().await?.executor(),
            sqlx::query(TAKE_LEASE).bind(work).bind(now).bind(until).bind(latest)
        )?;
        Ok(taken > 0)
    }

    /// Says when the work is free again; nothing happens if the lease that ends at `until` is not there
    /// any more.
    pub async fn move_lease(&self, work: &str, until: Timestamp, free_at: Timestamp) -> sqlx::Result<()> {
        execute!(self.write().await?.executor(), sqlx::query(MOVE_LEASE).bind(work).bind(until).bind(free_at))
            .map(drop)
    }

    /// When some work is free again, if anybody ever had it.
    pub async fn lease(&self, work: &str) -> sqlx::Result<Option<Timestamp>> {
        each!(self.read().await?.executor(), c => {
            sqlx::query_scalar(SELECT_FREE_AT).bind(work).fetch_optional(c).await
        })
    }
}
