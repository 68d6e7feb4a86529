//! Keeps the public keys of the auth server: fetches them, serves the last good ones while it is
//! away, and never lets strangers make it fetch more often than it wants.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use jsonwebtoken::{Algorithm, DecodingKey};
use tokio::sync::watch;

use super::super::{GoTrueClient, GoTrueError, Unreachable};
use super::TokenError;
use super::key_set::KeySet;
use crate::clock::{Clock, Timestamp};

/// How long after one fetch that a token asked for the next may come: anybody can name a key that
/// does not exist.
const PAUSE: Duration = Duration::from_secs(30);

/// After this, keys in use are fetched anew in the background, so that a withdrawn one is believed no
/// longer: as long as the auth server lets others keep them (gotrue-contract §2.2).
const KEY_LIFE: Duration = Duration::from_mins(10);

/// The keys and whoever fetches them at the moment.
pub(super) struct KeyKeeper {
    client: GoTrueClient,
    clock: Clock,
    held: RwLock<Held>,
    fetching: Mutex<Fetching>,
    /// The keys as text, for whoever keeps them until the next start.
    published: watch::Sender<Option<String>>,
}

#[derive(Clone, Default)]
struct Held {
    keys: Arc<KeySet>,
    fetched_at: Option<Timestamp>,
}

#[derive(Default)]
struct Fetching {
    /// The answer of the fetch that is under way, for all who wait for it.
    running: Option<watch::Receiver<Option<Outcome>>>,
    /// When a token last made one begin.
    asked_at: Option<Timestamp>,
}

type Outcome = Result<(), GoTrueError>;

impl KeyKeeper {
    pub(super) fn new(client: GoTrueClient, clock: Clock) -> Self {
        Self {
            client,
            clock,
            held: RwLock::default(),
            fetching: Mutex::default(),
            published: watch::Sender::new(None),
        }
    }

    /// Takes keys that were kept from an earlier run, unless newer ones are here.
    pub(super) fn learn(&self, text: &str) -> bool {
        let Some(keys) = KeySet::parse(text) else { return false };
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if held.fetched_at.is_some() {
            return false;
        }
        self.published.send_replace(Some(keys.to_json()));
        held.keys = Arc::new(keys);
        true
    }

    /// Fetches the keys now, or waits for whoever does.
    pub(super) async fn fetch(self: &Arc<Self>) -> Outcome {
        let running = self.join(&mut self.fetching());
        wait(running).await
    }

    pub(super) fn published(&self) -> watch::Receiver<Option<String>> {
        self.published.subscribe()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.held().keys.is_empty()
    }

    /// Whether there is a public key of this name.
    pub(super) fn names(&self, key_id: &str) -> bool {
        self.held().keys.names(key_id)
    }

    /// The key of this name for this algorithm. An unknown name makes all who ask for one wait for a
    /// single fetch; a known one never waits.
    pub(super) async fn find(
        self: &Arc<Self>,
        key_id: &str,
        algorithm: Algorithm,
    ) -> Result<DecodingKey, TokenError> {
        let held = self.held();
        if held.keys.names(key_id) {
            self.renew_old(held.fetched_at);
            return held.keys.get(key_id, algorithm).cloned().ok_or(TokenError::Invalid);
        }
        let running = self.join_if_due().ok_or(TokenError::Unavailable)?;
        wait(running).await.map_err(|_| TokenError::Unavailable)?;
        let keys = self.held().keys;
        if !keys.names(key_id) {
            return Err(TokenError::UnknownKey);
        }
        keys.get(key_id, algorithm).cloned().ok_or(TokenError::Invalid)
    }

    /// Begins a fetch that nobody waits for when the keys are old.
    fn renew_old(self: &Arc<Self>, fetched_at: Option<Timestamp>) {
        let now = self.clock.now();
        if fetched_at.is_none_or(|fetched_at| has_passed(KEY_LIFE, fetched_at, now)) {
            self.join_if_due();
        }
    }

    /// The fetch under way, or a new one unless the last one was just now.
    fn join_if_due(self: &Arc<Self>) -> Option<watch::Receiver<Option<Outcome>>> {
        let mut fetching = self.fetching();
        if is_alive(fetching.running.as_ref()) {
            return fetching.running.clone();
        }
        let now = self.clock.now();
        if fetching.asked_at.is_some_and(|asked_at| !has_passed(PAUSE, asked_at, now)) {
            return None;
        }
        fetching.asked_at = Some(now);
        Some(self.join(&mut fetching))
    }

    /// The fetch under way, or a new one. It runs by itself: whoever asked for it may go away.
    fn join(self: &Arc<Self>, fetching: &mut Fetching) -> watch::Receiver<Option<Outcome>> {
        if let Some(running) = fetching.running.as_ref().filter(|running| is_alive(Some(running))) {
            return running.clone();
        }
        let (sender, receiver) = watch::channel(None);
        fetching.running = Some(receiver.clone());
        let keeper = Arc::clone(self);
        tokio::spawn(async move {
            let outcome = keeper.fetched().await;
            if let Err(error) = &outcome {
                tracing::warn!(%error, "the auth server's keys could not be fetched");
            }
            keeper.fetching().running = None;
            sender.send_replace(Some(outcome));
        });
        receiver
    }

    async fn fetched(&self) -> Outcome {
        let text = self.client.jwks().await?;
        let keys = KeySet::parse(&text).ok_or(Unreachable::Unreadable(200))?;
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        let text = keys.to_json();
        *held = Held { keys: Arc::new(keys), fetched_at: Some(self.clock.now()) };
        self.published.send_if_modified(|published| {
            let is_new = published.as_ref() != Some(&text);
            *published = Some(text);
            is_new
        });
        Ok(())
    }

    fn held(&self) -> Held {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn fetching(&self) -> MutexGuard<'_, Fetching> {
        self.fetching.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a fetch will still answer. One that was dropped with its runtime will not.
fn is_alive(running: Option<&watch::Receiver<Option<Outcome>>>) -> bool {
    running.is_some_and(|running| running.has_changed().is_ok())
}

async fn wait(mut running: watch::Receiver<Option<Outcome>>) -> Outcome {
    match running.wait_for(Option::is_some).await {
        Ok(outcome) => outcome.clone().unwrap_or(Ok(())),
        Err(_) => Err(Unreachable::Broken.into()),
    }
}

/// Whether a span is over. A clock that was set back does not make it longer.
fn has_passed(span: Duration, since: Timestamp, now: Timestamp) -> bool {
    now < since || now.since(since) >= span
}
