//! One refresh for all requests that need it. Parallel requests with one expired token wait for one
//! call, run in a task of its own, so that a browser that goes away cannot cut it between the auth
//! server's answer and ours. Its result, the very cookies, is remembered for those who come late with
//! the old ones.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use aws_lc_rs::hmac;
use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared, join_all};

use super::token_cookies::SealedPair;
use crate::clock::{Clock, Timestamp};
use crate::gotrue::RefreshToken;
use crate::keys::{KeyError, Keys, Purpose};
use crate::people::VerifiedToken;

/// How long the result of a refresh is remembered: requests that were sent with the old cookies
/// arrive within it.
const REMEMBERED_FOR: Duration = Duration::from_mins(1);

/// What became of a refresh.
#[derive(Clone, Debug)]
pub(crate) enum Refreshed {
    /// There is a new pair.
    Anew(Arc<NewPair>),
    /// The session is over at the auth server.
    Over,
    /// The auth server could not be asked; nothing is known.
    Unavailable,
    /// The new token cannot be believed now: a clock is wrong, or its key cannot be fetched. Asking
    /// again at once would not help.
    Unusable,
}

/// A refreshed pair.
#[derive(Debug)]
pub(crate) struct NewPair {
    /// The verified access token.
    pub(crate) access: VerifiedToken,
    /// Both, ready to be set.
    pub(crate) sealed: SealedPair,
}

type Reference = [u8; 32];

#[derive(Clone)]
struct Flight {
    result: Shared<BoxFuture<'static, Refreshed>>,
    landed_at: Arc<OnceLock<Timestamp>>,
}

/// The refreshes under way and those that have just ended.
pub(crate) struct Refreshes {
    key: hmac::Key,
    flights: Mutex<HashMap<Reference, Flight>>,
}

impl Refreshes {
    pub(crate) fn new(keys: &Keys) -> Result<Self, KeyError> {
        let key = keys.mac_keys(Purpose::CacheReference)?.into_iter().next().ok_or(KeyError::Derivation)?;
        Ok(Self { key, flights: Mutex::default() })
    }

    /// Waits for the refresh of a token that is under way or has just ended; begins it when there is
    /// none.
    pub(crate) async fn one<F>(
        &self,
        token: &RefreshToken,
        clock: &Clock,
        begin: impl FnOnce() -> F,
    ) -> Refreshed
    where
        F: Future<Output = Refreshed> + Send + 'static,
    {
        let Some(reference) = self.reference(token) else { return Refreshed::Unavailable };
        let flight = {
            let mut flights = self.lock();
            flights.retain(|_, flight| flight.is_worth_keeping(clock.now()));
            flights.entry(reference).or_insert_with(|| Flight::of(begin(), clock.clone())).clone()
        };
        flight.result.await
    }

    /// Waits for the refreshes under way.
    pub(crate) async fn finish(&self, deadline: Duration) {
        let results: Vec<_> = self.lock().values().map(|flight| flight.result.clone()).collect();
        if tokio::time::timeout(deadline, join_all(results)).await.is_err() {
            tracing::warn!("a refresh was still under way when the program ended");
        }
    }

    fn reference(&self, token: &RefreshToken) -> Option<Reference> {
        hmac::sign(&self.key, token.expose().as_bytes()).as_ref().try_into().ok()
    }

    /// A thread that panicked here left nothing half done.
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Reference, Flight>> {
        self.flights.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Flight {
    fn of(refresh: impl Future<Output = Refreshed> + Send + 'static, clock: Clock) -> Self {
        let landed_at = Arc::<OnceLock<Timestamp>>::default();
        let landing = Arc::clone(&landed_at);
        let task = tokio::spawn(async move {
            let result = refresh.await;
            // What is not known yet is asked again by whoever comes next.
            let landed_at = if matches!(result, Refreshed::Unavailable) { FORGOTTEN } else { clock.now() };
            let _ = landing.set(landed_at);
            result
        });
        let result = async move { task.await.unwrap_or(Refreshed::Unavailable) }.boxed().shared();
        Self { result, landed_at }
    }

    /// Under way, or landed less than a minute from now by a clock that may have been set back.
    fn is_worth_keeping(&self, now: Timestamp) -> bool {
        let Some(&landed_at) = self.landed_at.get() else { return self.result.peek().is_none() };
        now.since(landed_at) < REMEMBERED_FOR && landed_at.since(now) < REMEMBERED_FOR
    }
}

/// When a result landed that nobody is to be given any more.
const FORGOTTEN: Timestamp = Timestamp::from_micros(i64::MIN);

impl fmt::Debug for Refreshes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Refreshes(…)")
    }
}
