//! Waiting until the database can be used. A database that is away, or not migrated yet, keeps the
//! process waiting, not crashing: it may come back any moment.

use std::net::TcpListener;
use std::time::Duration;

use tokio::sync::watch;

use super::readiness::{Obstacle, look_at};
use super::waiting_room::WaitingRoom;
use super::{Parts, StartError};
use crate::database::ConnectError;

/// How long the database may take before visitors are told that the site is starting.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long the process waits before it looks again.
const PAUSE: Duration = Duration::from_secs(2);

/// What keeps the process waiting, and what was said about it.
struct Hindrance {
    obstacle: Obstacle,
    said: String,
}

/// Returns when the database can be used; visitors are told to wait when that takes longer than a moment.
/// `migrates` brings its tables up to date too.
pub(super) async fn patiently(
    migrates: bool,
    parts: &Parts,
    listener: &TcpListener,
) -> Result<(), StartError> {
    let (obstacle, obstacles) = watch::channel(None);
    let mut opening = std::pin::pin!(database(migrates, parts, &obstacle));
    if let Ok(opened) = tokio::time::timeout(PATIENCE, &mut opening).await {
        return opened;
    }
    let listener = listener.try_clone().map_err(StartError::Serve)?;
    let room = WaitingRoom::open(listener, obstacles).map_err(StartError::Serve)?;
    let opened = opening.await;
    room.close().await;
    opened
}

/// Returns when the tables are current; tells meanwhile what it is waiting for.
async fn database(
    migrates: bool,
    parts: &Parts,
    waits_for: &watch::Sender<Option<Obstacle>>,
) -> Result<(), StartError> {
    while let Err(Hindrance { obstacle, said }) = attempt(migrates, parts).await? {
        // Said once for each obstacle, not at every look.
        if waits_for.send_if_modified(|last| last.replace(obstacle) != Some(obstacle)) {
            complain(obstacle, &said);
        }
        tokio::time::sleep(PAUSE).await;
    }
    Ok(())
}

/// The outer error is for good.
async fn attempt(migrates: bool, parts: &Parts) -> Result<Result<(), Hindrance>, StartError> {
    let hindrance = |obstacle, said: String| Ok(Err(Hindrance { obstacle, said }));
    match parts.database.refuse_transaction_pooler().await {
        Err(error @ ConnectError::TransactionPooler) => return Err(error.into()),
        Err(error) => return hindrance(Obstacle::Database, error.to_string()),
        Ok(()) => {}
    }
    if migrates && let Err(error) = parts.database.migrate().await {
        return hindrance(Obstacle::Migrations, error.to_string());
    }
    match look_at(&parts.database).await {
        Ok(()) => Ok(Ok(())),
        Err(obstacle) => hindrance(obstacle, String::new()),
    }
}

fn complain(obstacle: Obstacle, said: &str) {
    match obstacle {
        Obstacle::Migrations => {
            tracing::warn!(said, "waiting for the tables to be brought up to date (`doorward migrate`)");
        }
        Obstacle::Disk => tracing::warn!("waiting for room on the disk of the database"),
        _ => tracing::warn!(said, "waiting for the database"),
    }
}
