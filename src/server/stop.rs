//! Stopping in an order that loses nothing.

use std::time::Duration;

use actix_web::dev::ServerHandle;

use super::Parts;
use super::readiness::Readiness;

/// How long mails under way are given.
const OUTBOX_DEADLINE: Duration = Duration::from_secs(3);

/// How long statements under way are given.
const DATABASE_DEADLINE: Duration = Duration::from_secs(3);

/// Says no to supervisors, lets requests under way finish, then their calls, then the mails, and
/// closes the database last.
pub(super) async fn in_order(readiness: &Readiness, public: ServerHandle, parts: &Parts) {
    tracing::info!("stopping: requests under way are finished");
    readiness.stop();
    public.stop(true).await;
    parts.outbox.drain(&parts.mailer, OUTBOX_DEADLINE).await;
    if tokio::time::timeout(DATABASE_DEADLINE, parts.database.close()).await.is_err() {
        tracing::warn!("a statement was still running when the program ended");
    }
    tracing::info!("stopped");
}
