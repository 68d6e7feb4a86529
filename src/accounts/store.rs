//! What every question about accounts needs.

use std::sync::Arc;

use super::email_reference::EmailReferences;
use crate::clock::Clock;
use crate::database::Database;
use crate::keys::{KeyError, Keys, Purpose, Sealer};

/// The handle to our rows about people. Its questions stand in the files of what they are about.
/// Cloning gives another handle to the same rows.
#[derive(Clone, Debug)]
pub struct Accounts {
    pub(super) database: Database,
    pub(super) clock: Clock,
    pub(super) references: Arc<EmailReferences>,
    pub(super) sealer: Arc<Sealer>,
}

impl Accounts {
    /// The accounts in this database. Addresses behind reservations are sealed with the key for
    /// [`Purpose::Storage`] and compared by that for [`Purpose::EmailReference`].
    pub fn new(database: Database, clock: Clock, keys: &Keys) -> Result<Self, KeyError> {
        let references = Arc::new(EmailReferences::new(keys)?);
        let sealer = Arc::new(keys.sealer(Purpose::Storage)?);
        Ok(Self { database, clock, references, sealer })
    }
}
