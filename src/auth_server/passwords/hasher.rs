//! Where passwords are hashed: beside the threads that answer requests, and only so many at once as
//! there are cores. The rest waits in line; memory and processors are never promised twice.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::Semaphore;
use tokio::task;

use super::argon::Memory;
use super::{PasswordCost, StoredPassword};
use crate::auth_server::error::ApiError;
use crate::auth_server::replay::kept_work;
use crate::gotrue::Password;

/// What comparing a password found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// It is the one.
    Right {
        /// The kept hash is of an older or weaker kind.
        is_outdated: bool,
    },
    /// It is another, or there is none to compare with.
    Wrong,
}

/// Hashes and compares passwords.
pub(crate) struct Passwords {
    places: Arc<Semaphore>,
    /// How much work was done: the same for people who exist and for those who don't.
    operations: AtomicU64,
    line: Arc<Line>,
    cost: PasswordCost,
}

/// Those who wait for a place, and the memory that goes from one to the next.
#[derive(Default)]
struct Line {
    waiting: AtomicU64,
    memory: Mutex<Vec<Memory>>,
}

impl Line {
    fn take(&self) -> Memory {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Keeps it for whoever is next. When nobody is, all of it goes back to the system.
    fn give_back(&self, memory: Memory) {
        let mut kept = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if self.waiting.load(Ordering::Relaxed) == 0 {
            kept.clear();
        } else if memory.is_usual() {
            kept.push(memory);
        }
    }
}

/// Counts somebody who waits for a place until they have it, or leave.
struct Waiting<'a>(&'a AtomicU64);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Passwords {
    pub(crate) fn new(cost: PasswordCost) -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self {
            places: Arc::new(Semaphore::new(cores)),
            operations: AtomicU64::new(0),
            line: Arc::default(),
            cost,
        }
    }

    /// How often a password was hashed or compared since the start.
    pub(crate) fn operations(&self) -> u64 {
        self.operations.load(Ordering::Relaxed)
    }

    /// How many wait for a place now.
    pub(crate) fn waiting(&self) -> u64 {
        self.line.waiting.load(Ordering::Relaxed)
    }

    /// Hashes a password that is being set.
    pub(crate) async fn hash(&self, password: &Password) -> Result<String, ApiError> {
        let (password, cost) = (password.clone(), self.cost);
        let work = self.work(move |memory| StoredPassword::make(&password, cost, memory));
        let hash = kept_work(work).await?;
        hash.ok_or_else(|| ApiError::failure("a password could not be hashed", &"argon2"))
    }

    /// Compares a password with what is kept. Where nothing is kept the same work is done for nothing,
    /// so that the time tells nobody who exists.
    pub(crate) async fn compare(
        &self,
        password: &Password,
        stored: Option<&str>,
    ) -> Result<Comparison, ApiError> {
        let (password, cost) = (password.clone(), self.cost);
        let stored = stored.and_then(StoredPassword::parse);
        let work = self.work(move |memory| match stored {
            Some(stored) if stored.is_of(&password, memory) => {
                Comparison::Right { is_outdated: stored.is_outdated(cost) }
            }
            Some(_) => Comparison::Wrong,
            None => {
                StoredPassword::make(&password, cost, memory);
                Comparison::Wrong
            }
        });
        kept_work(work).await
    }

    async fn work<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let failed = |error: &dyn std::fmt::Display| ApiError::failure("hashing broke off", error);
        self.line.waiting.fetch_add(1, Ordering::Relaxed);
        let waiting = Waiting(&self.line.waiting);
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|error| failed(&error))?;
        drop(waiting);
        self.operations.fetch_add(1, Ordering::Relaxed);
        let line = Arc::clone(&self.line);
        let done = task::spawn_blocking(move || {
            let mut memory = line.take();
            let outcome = job(&mut memory);
            line.give_back(memory);
            // Only now: a request that went away does not give its place to another early.
            drop(place);
            outcome
        });
        done.await.map_err(|error| failed(&error))
    }
}
