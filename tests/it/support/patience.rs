//! Waiting for something that must happen, but not for ever: a test that hangs tells nothing.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval, timeout};

/// Far longer than anything waited for takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often a condition is looked at that nobody announces.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Waits for a future; `what` says in the failure what never came.
pub async fn soon<F: Future>(what: &str, future: F) -> F::Output {
    timeout(PATIENCE, future).await.unwrap_or_else(|_| panic!("waited {PATIENCE:?} in vain: {what}"))
}

/// Looks again and again until there is something to see, where no event tells of it.
pub async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let mut ticks = interval(LOOK_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    soon(what, async {
        loop {
            ticks.tick().await;
            if let Some(seen) = look().await {
                return seen;
            }
        }
    })
    .await
}
