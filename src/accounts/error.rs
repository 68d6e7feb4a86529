//! Why our rows could not be asked or written.

use crate::keys::SealError;

/// A failure of the database or of what seals values in it. Refusals are no errors: each question
/// has an enum of outcomes.
#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    /// The database failed or is away.
    #[error("the accounts could not be reached: {0}")]
    Database(#[from] sqlx::Error),
    /// An address could not be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
}
