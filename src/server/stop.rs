//! Stopping in an order that loses nothing.

use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;

use super::Parts;
use super::readiness::Readiness;
use crate::web::Site;

/// How long refreshes under way are given: as long as a call to the auth server may take.
const REFRESH_DEADLINE: Duration = Duration::from_secs(12);

/// How long mails under way are given.
const OUTBOX_DEADLINE: Duration = Duration::from_secs(3);

/// How long statements under way are given.
const DATABASE_DEADLINE: Duration = Duration::from_secs(3);

/// What has to be stopped.
pub(super) struct Running {
    pub(super) public: ServerHandle,
    /// The listener for the site's own calls, where the auth server is inside.
    pub(super) private: Option<ServerHandle>,
    pub(super) site: Arc<Site>,
    pub(super) readiness: Arc<Readiness>,
}

/// Says no to supervisors, lets requests under way finish, then the calls they began, then the mails,
/// then the auth server inside, and closes the database last.
pub(super) async fn in_order(running: Running, parts: &Parts) {
    tracing::info!("stopping: requests under way are finished");
    running.readiness.stop();
    running.public.stop(true).await;
    running.site.finish(REFRESH_DEADLINE).await;
    parts.outbox.drain(&parts.mailer, OUTBOX_DEADLINE).await;
    if let Some(private) = running.private {
        private.stop(true).await;
    }
    if tokio::time::timeout(DATABASE_DEADLINE, parts.database.close()).await.is_err() {
        tracing::warn!("a statement was still running when the program ended");
    }
    tracing::info!("stopped");
}
