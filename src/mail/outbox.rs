//! One queue for every mail, kept in the database: what was promised is sent, also after a crash.
//! A mail may go out twice when a machine dies at the wrong moment, never not at all.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream;
use tokio::sync::{Mutex, Notify};
use uuid::Uuid;

use super::mailer::Delivered;
use super::store::{self, Claim};
use super::tally::Tally;
use super::{DeliveryFailure, MailNumbers, MailState, Mailer, Message, StoredMail};
use crate::clock::{Clock, Timestamp};
use crate::database::{Database, Executor};
use crate::keys::{KeyError, Keys, Purpose, SealError, Sealer};

/// How long a claim keeps others away: longer than a delivery may take.
const CLAIM: Duration = Duration::from_mins(2);

/// Mails delivered at once, so that one slow recipient's server does not hold up the rest.
const AT_ONCE: usize = 4;

/// Mails looked up in one go.
const BATCH: i64 = 50;

/// The first wait after a failure; each further one is twice as long.
const FIRST_BACK_OFF: Duration = Duration::from_secs(5);

/// The longest wait. Servers that make strangers wait ("greylisting") accept after five to fifteen
/// minutes.
const LONGEST_BACK_OFF: Duration = Duration::from_mins(10);

/// Tries before a mail is given up, about an hour and a quarter: codes have long expired by then.
const ATTEMPTS: i64 = 14;

/// How long the worker waits when the database is away.
const DATABASE_PAUSE: Duration = Duration::from_secs(5);

/// The queue. Cloning gives another handle to the same one.
#[derive(Clone, Debug)]
pub struct Outbox {
    database: Database,
    clock: Clock,
    sealer: Arc<Sealer>,
    woken: Arc<Notify>,
    /// Held while mails are being delivered, so that a shutdown can wait for them.
    delivering: Arc<Mutex<()>>,
    tally: Arc<Tally>,
}

/// Why the queue could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// The database failed.
    #[error("the outbox could not be reached: {0}")]
    Database(#[from] sqlx::Error),
    /// A mail could not be sealed or opened.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// What was sealed is no mail.
    #[error("a mail in the outbox is unreadable")]
    Unreadable,
}

impl Outbox {
    /// The queue in this database. Mails are sealed with the key for [`Purpose::Storage`].
    pub fn new(database: Database, clock: Clock, keys: &Keys) -> Result<Self, KeyError> {
        let sealer = Arc::new(keys.sealer(Purpose::Storage)?);
        Ok(Self {
            database,
            clock,
            sealer,
            woken: Arc::default(),
            delivering: Arc::default(),
            tally: Arc::default(),
        })
    }

    /// Queues a mail in the caller's transaction, so that it is sent if and only if the rest lasts.
    /// Call [`Outbox::wake`] after the commit.
    pub async fn enqueue(&self, executor: Executor<'_>, message: &Message) -> Result<Uuid, OutboxError> {
        let id = Uuid::now_v7();
        let sealed = store::seal(&self.sealer, id, message)?;
        store::insert(executor, id, sealed, self.clock.now()).await?;
        self.tally.queued();
        Ok(id)
    }

    /// Queues a mail that belongs to no transaction.
    pub async fn send(&self, message: &Message) -> Result<Uuid, OutboxError> {
        let id = self.enqueue(self.database.write().await?.executor(), message).await?;
        self.wake();
        Ok(id)
    }

    /// Tells the worker that there is something to do.
    pub fn wake(&self) {
        self.woken.notify_one();
    }

    /// The worker: delivers what is due, then sleeps until the next is due, or until it is woken.
    /// While the queue is empty it asks the database nothing. Runs until it is dropped; deliveries
    /// under way go on then, and [`Outbox::drain`] waits for them.
    pub async fn run(&self, mailer: &Mailer) {
        loop {
            let (outbox, mailer) = (self.clone(), mailer.clone());
            let round = tokio::spawn(async move { outbox.deliver_and_look_ahead(&mailer).await });
            let next = match round.await {
                Ok(Ok(next)) => next,
                Ok(Err(error)) => {
                    tracing::warn!(%error, "the outbox could not be read");
                    Some(self.clock.now().plus(DATABASE_PAUSE))
                }
                Err(error) => {
                    tracing::error!(%error, "the outbox worker broke off");
                    Some(self.clock.now().plus(DATABASE_PAUSE))
                }
            };
            match next {
                None => self.woken.notified().await,
                // Either is a reason to look again.
                Some(due) => tokio::select! {
                    () = self.clock.sleep_until(due) => {}
                    () = self.woken.notified() => {}
                },
            }
        }
    }

    async fn deliver_and_look_ahead(&self, mailer: &Mailer) -> Result<Option<Timestamp>, OutboxError> {
        self.deliver_due(mailer).await?;
        let queue = store::queue(self.database.read().await?.executor()).await?;
        self.tally.waiting(queue.length.unsigned_abs());
        Ok(queue.next_due)
    }

    /// Delivers at shutdown what is due, as far as it goes within the deadline; the rest waits for
    /// the next start. Stop the worker first.
    pub async fn drain(&self, mailer: &Mailer, deadline: Duration) {
        match tokio::time::timeout(deadline, self.deliver_due(mailer)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the outbox could not be drained"),
            Err(_) => {
                tracing::warn!("the outbox was not drained in time: the rest waits for a start");
            }
        }
    }

    /// Delivers every mail that is due and nobody else has claimed; tells how many were delivered.
    /// A mail that could not be is tried again later and is no error.
    pub async fn deliver_due(&self, mailer: &Mailer) -> Result<usize, OutboxError> {
        let _delivering = self.delivering.lock().await;
        let mut delivered = 0;
        loop {
            let due = store::due(self.database.read().await?.executor(), self.clock.now(), BATCH).await?;
            if due.is_empty() {
                break;
            }
            let deliveries = stream::iter(due).map(|id| self.deliver_claimed(mailer, id));
            // All of them end before the first failure is told: none is cut off in the middle.
            let outcomes: Vec<_> = deliveries.buffer_unordered(AT_ONCE).collect().await;
            for outcome in outcomes {
                delivered += usize::from(outcome?);
            }
        }
        Ok(delivered)
    }

    async fn deliver_claimed(&self, mailer: &Mailer, id: Uuid) -> Result<bool, OutboxError> {
        let now = self.clock.now();
        let claim = store::claim(self.database.write().await?.executor(), id, now, now.plus(CLAIM)).await?;
        let Some(claim) = claim else { return Ok(false) };
        let outcome = match store::open(&self.sealer, id, &claim.sealed) {
            Ok(message) => mailer.deliver(id, claim.created_at, &message).await,
            Err(_) => Err(DeliveryFailure::Unreadable),
        };
        self.record(&claim, outcome).await?;
        Ok(outcome.is_ok())
    }

    async fn record(
        &self,
        claim: &Claim,
        outcome: Result<Delivered, DeliveryFailure>,
    ) -> Result<(), OutboxError> {
        let now = self.clock.now();
        let mut connection = self.database.write().await?;
        let executor = connection.executor();
        let id = claim.id;
        match outcome {
            Ok(Delivered::Sent) => {
                self.tally.delivered();
                store::finish_and_wipe(executor, id, now, MailState::Delivered, None).await?;
            }
            Ok(Delivered::Kept) => {
                self.tally.delivered();
                store::finish_and_keep(executor, id, now).await?;
            }
            Err(failure) if failure.is_final() || claim.attempt >= ATTEMPTS => {
                tracing::error!(mail = %id, attempts = claim.attempt, %failure, "a mail was given up");
                self.tally.given_up();
                let reason = failure.to_string();
                store::finish_and_wipe(executor, id, now, MailState::GivenUp, Some(&reason)).await?;
            }
            Err(failure) => {
                self.tally.postponed();
                let pause = back_off(claim.attempt);
                tracing::warn!(mail = %id, attempt = claim.attempt, %failure, ?pause, "a mail waits for another try");
                store::postpone(executor, id, now.plus(pause), &failure.to_string()).await?;
            }
        }
        Ok(())
    }

    /// Deletes mails that were finished more than a week ago: at most so many, and tells how many.
    pub async fn forget_finished(&self, most: i64) -> Result<u64, OutboxError> {
        Ok(store::delete_old(self.database.write().await?.executor(), self.clock.now(), most).await?)
    }

    /// Deletes every mail, those that wait too, and tells how many: for a server whose mails nobody gets.
    #[cfg(feature = "auth-server")]
    pub async fn forget_all(&self) -> Result<u64, OutboxError> {
        Ok(store::delete_all(self.database.write().await?.executor()).await?)
    }

    /// How much mail there was and is.
    pub fn numbers(&self) -> MailNumbers {
        self.tally.numbers()
    }

    /// The newest mails that can still be read, newest first.
    pub async fn recent(&self, limit: i64) -> Result<Vec<StoredMail>, OutboxError> {
        store::recent(self.database.read().await?.executor(), &self.sealer, limit).await
    }

    /// One mail, while it can still be read.
    pub async fn get(&self, id: Uuid) -> Result<Option<StoredMail>, OutboxError> {
        store::one(self.database.read().await?.executor(), &self.sealer, id).await
    }
}

/// How long to wait after the n-th failed try.
fn back_off(attempt: i64) -> Duration {
    let doublings = u32::try_from(attempt.saturating_sub(1)).unwrap_or_default().min(10);
    FIRST_BACK_OFF.saturating_mul(1 << doublings).min(LONGEST_BACK_OFF)
}
