//! Stopping in an order that loses nothing.

use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;

use super::Parts;
use super::readiness::Readiness;
use crate::config::Listen;
use crate::telemetry::TRACES_DEADLINE;
use crate::web::Site;

/// How long refreshes under way are given: as long as a call to the auth server may take.
const REFRESH_DEADLINE: Duration = Duration::from_secs(12);

/// How long mails under way are given.
const OUTBOX_DEADLINE: Duration = Duration::from_secs(3);

/// How long statements under way are given.
const DATABASE_DEADLINE: Duration = Duration::from_secs(3);

/// How often a listener looks whether its last connection is gone.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// What has to be stopped.
pub(super) struct Running {
    pub(super) public: ServerHandle,
    /// The listener for the site's own calls, where the auth server is inside.
    pub(super) private: Option<ServerHandle>,
    /// The site, where one is served.
    pub(super) site: Option<Arc<Site>>,
    pub(super) readiness: Arc<Readiness>,
}

/// The longest that a stop takes with these settings. Whoever stops the program must not kill it
/// sooner.
pub fn longest_stop(listen: &Listen) -> Duration {
    let one_listener = listen.drain + LOOK_EVERY;
    listen.notice
        + one_listener
        + REFRESH_DEADLINE
        + OUTBOX_DEADLINE
        + one_listener
        + DATABASE_DEADLINE
        + TRACES_DEADLINE
}

/// Says no to whoever asks for readiness, and goes on as before until they have noticed: a proxy that
/// still sent somebody here would find the door closed in the middle of a request.
pub(super) async fn give_notice(running: &Running, notice: Duration) {
    running.readiness.stop();
    if !notice.is_zero() {
        tracing::info!("about to stop: not ready for new visitors");
        tokio::time::sleep(notice).await;
    }
}

/// Lets requests under way finish, then the calls they began, then the mails, then the auth server
/// inside, and closes the database last.
pub(super) async fn in_order(running: Running, parts: &Parts) {
    tracing::info!("stopping: requests under way are finished");
    running.public.stop(true).await;
    if let Some(site) = running.site {
        site.finish(REFRESH_DEADLINE).await;
    }
    parts.outbox.drain(&parts.mailer, OUTBOX_DEADLINE).await;
    if let Some(private) = running.private {
        private.stop(true).await;
    }
    if tokio::time::timeout(DATABASE_DEADLINE, parts.database.close()).await.is_err() {
        tracing::warn!("a statement was still running when the program ended");
    }
    tracing::info!("stopped");
}
