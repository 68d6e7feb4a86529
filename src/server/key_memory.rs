//! Remembers the auth server's public keys in our database, so that one that is down at our start
//! makes nobody unavailable.

use std::time::Duration;

use super::StartError;
use super::auth_side::AuthSide;
use crate::accounts::Accounts;
use crate::clock::Clock;
use crate::gotrue::TokenVerifier;

/// How long the start waits for the auth server to give its keys. One that is down is asked again
/// meanwhile: the start does not depend on it.
const PATIENCE: Duration = Duration::from_secs(2);

/// The first pause after a fetch that failed; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// Takes over the keys of an earlier run. Without any, the auth server is asked, and one that answers
/// without keys signs with a secret that we were not told.
pub(super) async fn recall(accounts: &Accounts, side: &AuthSide) -> Result<(), StartError> {
    match accounts.known_keys(&side.name).await {
        Ok(Some(keys)) => {
            side.verifier.learn(&keys);
        }
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "the keys of an earlier run could not be read"),
    }
    if side.verifier.has_keys() || side.is_inside() {
        return Ok(());
    }
    let fetched = tokio::time::timeout(PATIENCE, side.verifier.fetch_keys()).await;
    if matches!(fetched, Ok(Ok(()))) && !side.verifier.has_keys() { Err(StartError::NoKeys) } else { Ok(()) }
}

/// Fetches the keys until that has succeeded once; afterwards tokens ask for what they need.
pub(super) async fn fetch(verifier: TokenVerifier, clock: Clock) {
    let mut pause = FIRST_PAUSE;
    // Each failure is logged by whoever fetches.
    while verifier.fetch_keys().await.is_err() {
        clock.sleep(pause).await;
        pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
    }
    if !verifier.has_keys() {
        tracing::error!("{}", StartError::NoKeys);
    }
}

/// Writes down each new set of keys.
pub(super) async fn remember(accounts: Accounts, name: String, verifier: TokenVerifier) {
    let mut keys = verifier.keys();
    loop {
        let newest = keys.borrow_and_update().clone();
        if let Some(newest) = newest
            && let Err(error) = accounts.remember_keys(&name, &newest).await
        {
            tracing::warn!(%error, "the auth server's keys could not be remembered");
        }
        if keys.changed().await.is_err() {
            return;
        }
    }
}
