//! Rows of any of the tables, one after the other.

use super::{ForeignRow, factors, identities, passkeys, people, sessions};
use crate::auth_server::{AuthServer, AuthServerError};

/// A table of another GoTrue, in the order in which they are taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignTable {
    /// People.
    Users,
    /// The ways in which they are known.
    Identities,
    /// Their second factors.
    Factors,
    /// Their passkeys.
    Passkeys,
    /// Where they are signed in.
    Sessions,
    /// In which ways these sessions were proved.
    Proofs,
    /// What continues these sessions.
    RefreshTokens,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenIn {
    /// It is here now.
    Made,
    /// It was here before, and is left as it is.
    Known,
    /// It is good for nothing here, such as a token that was spent.
    LeftOut,
    /// It cannot be taken, and why.
    Refused(String),
}

impl ForeignTable {
    /// All, in their order.
    pub const ALL: [Self; 7] = [
        Self::Users,
        Self::Identities,
        Self::Factors,
        Self::Passkeys,
        Self::Sessions,
        Self::Proofs,
        Self::RefreshTokens,
    ];

    /// Its name in the schema `auth`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Identities => "identities",
            Self::Factors => "mfa_factors",
            Self::Passkeys => "webauthn_credentials",
            Self::Sessions => "sessions",
            Self::Proofs => "mfa_amr_claims",
            Self::RefreshTokens => "refresh_tokens",
        }
    }

    /// Whether it is taken in only where sessions are to go on.
    pub const fn is_of_sessions(self) -> bool {
        matches!(self, Self::Sessions | Self::Proofs | Self::RefreshTokens)
    }
}

impl AuthServer {
    /// Takes rows of a table in, all in one transaction; what became of each. Taken twice they change
    /// nothing. What they depend on must be here.
    ///
    /// # Errors
    /// The database failed: none of them was taken.
    pub async fn take_in(
        &self,
        table: ForeignTable,
        rows: &[ForeignRow],
    ) -> Result<Vec<TakenIn>, AuthServerError> {
        let mut tx = self.database().begin().await?;
        let mut outcomes = Vec::with_capacity(rows.len());
        for row in rows {
            let outcome = match table {
                ForeignTable::Users => people::take(self, &mut tx, row).await,
                ForeignTable::Identities => identities::take(&mut tx, row).await,
                ForeignTable::Factors => factors::take(self, &mut tx, row).await,
                ForeignTable::Passkeys => passkeys::take(&mut tx, row).await,
                ForeignTable::Sessions => sessions::take(self, &mut tx, row).await,
                ForeignTable::Proofs => sessions::take_proof(&mut tx, row).await,
                ForeignTable::RefreshTokens => sessions::take_token(self, &mut tx, row).await,
            };
            outcomes.push(match outcome {
                Ok(outcome) => outcome,
                Err(Stop::Refused(why)) => TakenIn::Refused(why),
                Err(Stop::Failed(error)) => return Err(error),
            });
        }
        tx.commit().await?;
        Ok(outcomes)
    }
}

/// Why a row was not taken.
pub(super) enum Stop {
    /// Because of what it holds.
    Refused(String),
    /// Because something here failed.
    Failed(AuthServerError),
}

impl Stop {
    pub(super) fn refused(why: impl Into<String>) -> Self {
        Self::Refused(why.into())
    }
}

impl<E: Into<AuthServerError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// What is said of a row that was not made although nothing was wrong with it.
pub(super) fn known_or(is_here: bool, why: &'static str) -> Result<TakenIn, Stop> {
    if is_here { Ok(TakenIn::Known) } else { Err(Stop::refused(why)) }
}
