//! The rows of the outbox. What a mail says is sealed at rest and wiped when it has left.

use std::time::Duration;

use sqlx::FromRow;
use uuid::Uuid;

use super::{Message, OutboxError};
use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};
use crate::keys::Sealer;

/// How long a row is kept once there is nothing more to do with it: mails of the mailbox page stay
/// readable that long.
const KEPT_FOR: Duration = Duration::from_hours(7 * 24);

/// A mail that can still be read: one that waits, or one in the mailbox of development.
#[derive(Debug)]
pub struct StoredMail {
    /// Its id.
    pub id: Uuid,
    /// When it was written.
    pub created_at: Timestamp,
    /// What became of it.
    pub state: MailState,
    /// What it says.
    pub message: Message,
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailState {
    /// It waits to be delivered.
    Waiting,
    /// It was handed to the mail server, or put into the mailbox.
    Delivered,
    /// It was tried as often as makes sense.
    GivenUp,
}

/// A mail this worker may deliver now; nobody else will until the claim ends.
pub(super) struct Claim {
    pub(super) id: Uuid,
    pub(super) created_at: Timestamp,
    /// Which try this is, from one.
    pub(super) attempt: i64,
    pub(super) sealed: Vec<u8>,
}

#[derive(FromRow)]
struct ClaimRow {
    created_at: Timestamp,
    attempts: i64,
    content: Vec<u8>,
}

#[derive(FromRow)]
struct MailRow {
    id: Uuid,
    created_at: Timestamp,
    outcome: Option<String>,
    content: Vec<u8>,
}

pub(super) fn seal(sealer: &Sealer, id: Uuid, message: &Message) -> Result<Vec<u8>, OutboxError> {
    let plain = serde_json::to_vec(message).map_err(|_| OutboxError::Unreadable)?;
    Ok(sealer.seal(&context(id), &plain)?)
}

pub(super) fn open(sealer: &Sealer, id: Uuid, content: &[u8]) -> Result<Message, OutboxError> {
    let plain = sealer.open(&context(id), content)?;
    serde_json::from_slice(&plain).map_err(|_| OutboxError::Unreadable)
}

/// A sealed mail opens only as the row it was written for.
fn context(id: Uuid) -> String {
    format!("outbox {id}")
}

const INSERT_MAIL: &str = "
    insert into outbox (id, content, attempts, created_at, due_at)
    values ($1, $2, 0, $3, $3)";

pub(super) async fn insert(
    executor: Executor<'_>,
    id: Uuid,
    sealed: Vec<u8>,
    now: Timestamp,
) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(INSERT_MAIL).bind(id).bind(sealed).bind(now)).map(drop)
}

const SELECT_DUE: &str = "
    select id
    from outbox
    where finished_at is null and due_at <= $1
    order by due_at, id
    limit $2";

pub(super) async fn due(executor: Executor<'_>, now: Timestamp, limit: i64) -> sqlx::Result<Vec<Uuid>> {
    each!(executor, c => sqlx::query_scalar(SELECT_DUE).bind(now).bind(limit).fetch_all(c).await)
}

/// What waits.
#[derive(FromRow)]
pub(super) struct Queue {
    pub(super) next_due: Option<Timestamp>,
    pub(super) length: i64,
}

const SELECT_QUEUE: &str = "
    select min(due_at) as next_due, count(*) as length
    from outbox
    where finished_at is null";

pub(super) async fn queue(executor: Executor<'_>) -> sqlx::Result<Queue> {
    each!(executor, c => sqlx::query_as(SELECT_QUEUE).fetch_one(c).await)
}

/// A claim moves the moment at which the mail is due, so that a worker that dies gives it back.
const CLAIM_MAIL: &str = "
    update outbox
    set due_at = $3, attempts = attempts + 1
    where id = $1 and finished_at is null and due_at <= $2
    returning created_at, attempts, content";

pub(super) async fn claim(
    executor: Executor<'_>,
    id: Uuid,
    now: Timestamp,
    until: Timestamp,
) -> sqlx::Result<Option<Claim>> {
    let row: Option<ClaimRow> = each!(executor, c => {
        sqlx::query_as(CLAIM_MAIL).bind(id).bind(now).bind(until).fetch_optional(c).await
    })?;
    Ok(row.map(|row| Claim { id, created_at: row.created_at, attempt: row.attempts, sealed: row.content }))
}

const POSTPONE_MAIL: &str = "
    update outbox
    set due_at = $2, last_failure = $3
    where id = $1 and finished_at is null";

pub(super) async fn postpone(
    executor: Executor<'_>,
    id: Uuid,
    until: Timestamp,
    failure: &str,
) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(POSTPONE_MAIL).bind(id).bind(until).bind(failure)).map(drop)
}

const FINISH_AND_WIPE: &str = "
    update outbox
    set finished_at = $2, outcome = $3, last_failure = $4, content = null
    where id = $1 and finished_at is null";

/// The mail has left, or never will: nobody needs to read it any more.
pub(super) async fn finish_and_wipe(
    executor: Executor<'_>,
    id: Uuid,
    now: Timestamp,
    state: MailState,
    failure: Option<&str>,
) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(FINISH_AND_WIPE).bind(id).bind(now).bind(state.code()).bind(failure))
        .map(drop)
}

const FINISH_AND_KEEP: &str = "
    update outbox
    set finished_at = $2, outcome = $3
    where id = $1 and finished_at is null";

/// The mail lies in the mailbox.
pub(super) async fn finish_and_keep(executor: Executor<'_>, id: Uuid, now: Timestamp) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(FINISH_AND_KEEP).bind(id).bind(now).bind(MailState::Delivered.code()))
        .map(drop)
}

const DELETE_OLD: &str = "
    delete from outbox
    where id in (
        select id
        from outbox
        where finished_at < $1
        limit $2
    )";

pub(super) async fn delete_old(executor: Executor<'_>, now: Timestamp, most: i64) -> sqlx::Result<u64> {
    execute!(executor, sqlx::query(DELETE_OLD).bind(now.minus(KEPT_FOR)).bind(most))
}

#[cfg(feature = "auth-server")]
const DELETE_ALL: &str = "delete from outbox";

#[cfg(feature = "auth-server")]
pub(super) async fn delete_all(executor: Executor<'_>) -> sqlx::Result<u64> {
    execute!(executor, sqlx::query(DELETE_ALL))
}

const SELECT_RECENT: &str = "
    select id, created_at, outcome, content
    from outbox
    where content is not null
    order by created_at desc, id desc
    limit $1";

pub(super) async fn recent(
    executor: Executor<'_>,
    sealer: &Sealer,
    limit: i64,
) -> Result<Vec<StoredMail>, OutboxError> {
    let rows: Vec<MailRow> =
        each!(executor, c => sqlx::query_as(SELECT_RECENT).bind(limit).fetch_all(c).await)?;
    rows.into_iter().map(|row| row.opened(sealer)).collect()
}

const SELECT_ONE: &str = "
    select id, created_at, outcome, content
    from outbox
    where id = $1 and content is not null";

pub(super) async fn one(
    executor: Executor<'_>,
    sealer: &Sealer,
    id: Uuid,
) -> Result<Option<StoredMail>, OutboxError> {
    let row: Option<MailRow> =
        each!(executor, c => sqlx::query_as(SELECT_ONE).bind(id).fetch_optional(c).await)?;
    row.map(|row| row.opened(sealer)).transpose()
}

impl MailRow {
    fn opened(self, sealer: &Sealer) -> Result<StoredMail, OutboxError> {
        Ok(StoredMail {
            message: open(sealer, self.id, &self.content)?,
            id: self.id,
            created_at: self.created_at,
            state: MailState::from_code(self.outcome.as_deref()),
        })
    }
}

impl MailState {
    /// How the column `outcome` says it; a mail that waits has none.
    const fn code(self) -> Option<&'static str> {
        match self {
            Self::Waiting => None,
            Self::Delivered => Some("delivered"),
            Self::GivenUp => Some("given_up"),
        }
    }

    fn from_code(code: Option<&str>) -> Self {
        match code {
            None => Self::Waiting,
            Some("delivered") => Self::Delivered,
            Some(_) => Self::GivenUp,
        }
    }
}
