//! An even pace for answers that must not tell whether an address is known.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// Began when the request was read.
pub(crate) struct Pace {
    ends_at: Instant,
}

impl Pace {
    pub(super) fn begin(even_pace: Duration) -> Self {
        Self { ends_at: Instant::now() + even_pace }
    }

    /// Waits for what is left of the even time. An auth server that does less work for addresses it
    /// does not know is hidden behind it, as long as it answers within.
    pub(crate) async fn keep(self) {
        if self.ends_at > Instant::now() {
            sleep_until(self.ends_at).await;
        }
    }
}
