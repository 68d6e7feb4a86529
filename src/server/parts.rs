//! What both sides share, made from the settings without waiting for anything.

use crate::accounts::{Accounts, Limits};
use crate::clock::Clock;
use crate::config::{Config, KeySource};
use crate::database::{Database, DatabaseTarget};
use crate::keys::Keys;
use crate::mail::{MailSettings, Mailer, Outbox};
use crate::telemetry::Metrics;

use super::StartError;

/// What both sides share.
#[derive(Clone, Debug)]
pub struct Parts {
    /// Tells the time.
    pub clock: Clock,
    /// The keys of this installation.
    pub keys: Keys,
    /// Where the tables are.
    pub database: Database,
    /// Our rows about people.
    pub accounts: Accounts,
    /// How often things may be tried.
    pub limits: Limits,
    /// The queue of mails.
    pub outbox: Outbox,
    /// Where the queue brings them.
    pub mailer: Mailer,
    /// What is counted.
    pub metrics: Metrics,
}

impl Parts {
    pub(super) async fn new(config: &Config, clock: Clock) -> Result<Self, StartError> {
        Self::of(&config.keys, &config.database.target, &config.mail, clock).await
    }

    /// From the settings that they are made of.
    pub(super) async fn of(
        keys: &KeySource,
        database: &DatabaseTarget,
        mail: &MailSettings,
        clock: Clock,
    ) -> Result<Self, StartError> {
        let keys = keys.keys()?;
        let database = Database::connect(database).await?;
        let accounts = Accounts::new(database.clone(), clock.clone(), &keys)?;
        let limits = Limits::new(database.clone(), clock.clone(), &keys)?;
        let outbox = Outbox::new(database.clone(), clock.clone(), &keys)?;
        let mailer = Mailer::new(mail)?;
        let metrics = Metrics::new(clock.now());
        Ok(Self { clock, keys, database, accounts, limits, outbox, mailer, metrics })
    }
}
