//! Postgres: who is reached, how the way there is protected, and what stands in between.

use tokio::time::Instant;

use super::clock::{self, Reading};
use super::database::check_tables;
use super::finding::Findings;
use crate::clock::Clock;
use crate::config::Config;
use crate::database::{ConnectError, ConnectTrouble, DatabaseTarget, Encryption, Look, WAKE_LIMIT};

pub(super) async fn check(config: &Config, clock: &Clock, findings: &mut Findings) {
    let database = &config.database;
    if !database.target.is_same_as(&database.migration_target)
        && let Some(look) =
            reach("database.migration_url", "MIGRATION_DATABASE_URL", &database.migration_target, findings)
                .await
    {
        look.close().await;
    }
    let Some(mut look) = reach("database.reachable", "DATABASE_URL", &database.target, findings).await else {
        return;
    };
    check_encryption(&database.target, findings);
    findings.ok("database.pooler", "No transaction pooler stands in between.");
    if let Ok(true) = look.is_read_only().await {
        findings.fault(
            "database.writable",
            "The server takes no changes: it is a replica, or its disk is full.",
            "Name the primary in DATABASE_URL, or make room for it.",
        );
    }
    check_tables(&mut look, true, database.migrates_at_start, findings).await;
    let before = clock.now();
    if let Ok(Some(theirs)) = look.server_time().await {
        let reading = Reading { before, theirs, after: clock.now() };
        clock::compare("clock.database", "the database", &reading, findings);
    }
    look.close().await;
}

/// Connects, and says how it went.
async fn reach(
    id: &'static str,
    setting: &str,
    target: &DatabaseTarget,
    findings: &mut Findings,
) -> Option<Look> {
    let began = Instant::now();
    let reached = match Look::at(target).await {
        Ok(mut look) => look.version().await.map(|version| (look, version)).map_err(ConnectError::Open),
        Err(error) => Err(error),
    };
    match reached {
        Ok((look, version)) => {
            let millis = began.elapsed().as_millis();
            findings.ok(id, format!("{target} answers ({version}, {millis} ms)."));
            Some(look)
        }
        Err(error) => {
            tell_trouble(id, setting, target, error.trouble(), findings);
            None
        }
    }
}

fn tell_trouble(
    id: &'static str,
    setting: &str,
    target: &DatabaseTarget,
    trouble: ConnectTrouble,
    findings: &mut Findings,
) {
    match trouble {
        ConnectTrouble::TransactionPooler => findings.fault(
            "database.pooler",
            format!(
                "{target} is behind a transaction pooler, which mixes up statements of different requests."
            ),
            format!("In {setting}, use {}.", target.instead_of_pooler()),
        ),
        ConnectTrouble::Unreachable(said) => findings.fault(
            id,
            format!("{target} cannot be reached: {said}."),
            format!("Start the server, or correct host and port in {setting}."),
        ),
        ConnectTrouble::TimedOut => findings.fault(
            id,
            format!("{target} gave no answer within {} seconds.", WAKE_LIMIT.as_secs()),
            format!(
                "See whether a firewall or a project that is paused stands between, or correct {setting}."
            ),
        ),
        ConnectTrouble::Tls(said) => findings.fault(
            "database.encryption",
            format!("{target} is not believed to be who it says: {said}."),
            format!(
                "Add sslmode=verify-full&sslrootcert=FILE to {setting}, with the certificate of the server's \
                 own authority; on a private network sslmode=disable."
            ),
        ),
        ConnectTrouble::Login(said) => {
            findings.fault(
                id,
                format!("{target} refuses the role: {said}."),
                format!("Correct role and password in {setting}."),
            );
        }
        ConnectTrouble::NoDatabase(said) => findings.fault(
            id,
            format!("{target} has no such database: {said}."),
            format!("Make the database, or correct the name at the end of {setting}."),
        ),
        ConnectTrouble::Full(said) => findings.fault(
            id,
            format!("{target} takes no connection at the moment: {said}."),
            "Try again in a minute; if it stays so, give the server more connections.",
        ),
        ConnectTrouble::Other(said) if said.contains("startup parameter") => findings.fault(
            "database.pooler",
            format!("{target} is a pooler that does not know what Postgres clients say first: {said}."),
            "Let PgBouncer have ignore_startup_parameters = extra_float_digits and pool_mode = session.",
        ),
        ConnectTrouble::Other(said) => {
            findings.fault(
                id,
                format!("{target} cannot be used: {said}."),
                format!("Look at {setting} and the server's log."),
            );
        }
    }
}

fn check_encryption(target: &DatabaseTarget, findings: &mut Findings) {
    const ID: &str = "database.encryption";
    const ADVICE: &str = "Take sslmode out of DATABASE_URL, or set it to verify-full.";
    let Ok(Some(encryption)) = target.encryption() else { return };
    match encryption {
        Encryption::Verified => {
            findings.ok(ID, "TLS: the server's certificate and the name in it are verified.");
        }
        _ if target.is_loopback() => findings.ok(ID, "On this machine TLS is not needed."),
        Encryption::NameUnchecked => findings.warning(
            ID,
            "TLS: the certificate is verified, but not that it is this server's (sslmode=verify-ca).",
            ADVICE,
        ),
        Encryption::Unverified => findings.warning(
            ID,
            "TLS, but with anybody: whoever stands in between can read everything (sslmode=require).",
            ADVICE,
        ),
        Encryption::Optional | Encryption::None => findings.warning(
            ID,
            "The password and all data may cross the network in the open (sslmode).",
            format!("{ADVICE} Only a private network is good enough without."),
        ),
    }
}
