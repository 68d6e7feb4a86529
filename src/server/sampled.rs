//! The numbers that others keep: what is told of them, and by which names.

use super::Parts;
use super::inside::{Hashing, Inside};
use crate::database::PoolLoad;
use crate::gotrue::CallObserver;
use crate::telemetry::Metrics;
use crate::telemetry::metrics::{Kind, Reading};

/// Makes the numbers of the database, the mails and the auth server inside readable.
pub(super) fn add(parts: &Parts, inside: Option<&Inside>) {
    add_house(parts);
    if let Some(inside) = inside {
        add_passwords(&parts.metrics, &|| inside.hashing());
    }
}

/// Those of the database and the mails, which every server has.
pub(super) fn add_house(parts: &Parts) {
    add_database(parts);
    add_mails(parts);
}

/// Counts each call to the auth server.
pub(super) fn observer(metrics: &Metrics) -> CallObserver {
    let metrics = metrics.clone();
    std::sync::Arc::new(move |call| metrics.called(call.kind.name(), call.end.name(), call.took))
}

fn add_database(parts: &Parts) {
    let database = parts.database.clone();
    parts.metrics.sample(
        Kind::Gauge,
        "doorward_database_connections",
        "Open connections to the database",
        move || database.load().iter().flat_map(connections).collect(),
    );
    let database = parts.database.clone();
    parts.metrics.sample(
        Kind::Gauge,
        "doorward_database_connections_most",
        "Connections to the database that may be open",
        move || database.load().iter().map(|load| (vec![("pool", load.pool)], load.most)).collect(),
    );
    let database = parts.database.clone();
    parts.metrics.sample(
        Kind::Gauge,
        "doorward_database_waiting",
        "How many wait for a connection to the database",
        move || vec![(vec![], database.waiting())],
    );
    let database = parts.database.clone();
    parts.metrics.sample(
        Kind::Counter,
        "doorward_database_wait_timeouts",
        "How many waited for a connection to the database in vain",
        move || vec![(vec![], database.gave_up_waiting())],
    );
}

fn connections(load: &PoolLoad) -> [Reading; 2] {
    let labels = |state| vec![("pool", load.pool), ("state", state)];
    [(labels("busy"), load.busy), (labels("idle"), load.idle)]
}

fn add_mails(parts: &Parts) {
    let outbox = parts.outbox.clone();
    parts.metrics.sample(
        Kind::Counter,
        "doorward_mails",
        "What happened to mails on this machine",
        move || {
            let numbers = outbox.numbers();
            vec![
                (vec![("event", "queued")], numbers.queued),
                (vec![("event", "delivered")], numbers.delivered),
                (vec![("event", "postponed")], numbers.postponed),
                (vec![("event", "given_up")], numbers.given_up),
            ]
        },
    );
    let outbox = parts.outbox.clone();
    parts.metrics.sample(
        Kind::Gauge,
        "doorward_mails_waiting",
        "Mails in the queue of all machines, when this one last looked",
        move || vec![(vec![], outbox.numbers().waiting)],
    );
}

/// Those of passwords, by as many looks as there are numbers.
pub(super) fn add_passwords<H>(metrics: &Metrics, look: &dyn Fn() -> H)
where
    H: Fn() -> Hashing + Send + Sync + 'static,
{
    let hashing = look();
    metrics.sample(
        Kind::Counter,
        "doorward_password_hashes",
        "Passwords that were hashed or compared by the auth server inside",
        move || vec![(vec![], hashing().done)],
    );
    let hashing = look();
    metrics.sample(
        Kind::Gauge,
        "doorward_password_hashes_waiting",
        "Passwords that wait to be hashed or compared by the auth server inside",
        move || vec![(vec![], hashing().waiting)],
    );
}
