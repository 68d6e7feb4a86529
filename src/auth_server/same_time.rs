//! Answers that take the same time whoever is asked about. Reading nothing is faster than writing a
//! mail; what is left of the difference after both did their work is waited for.

use std::time::Duration;

/// Longer than the work takes, unless the server is overwhelmed.
const FLOOR: Duration = Duration::from_millis(120);

/// Waits until the work is done and the time is over.
pub(crate) async fn at_least<T>(work: impl Future<Output = T>) -> T {
    let (outcome, ()) = futures_util::future::join(work, tokio::time::sleep(FLOOR)).await;
    outcome
}
