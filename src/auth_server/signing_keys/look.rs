//! Looking at the keys without opening the server, which would make a key where none is.

use super::key_pair;
use super::state::SigningKeyInfo;
use crate::auth_server::AuthServerError;
use crate::auth_server::store::signing_keys::{self, SigningKeyRow};
use crate::database::Executor;
use crate::keys::{Keys, Purpose};

/// A key, and whether it can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenKey {
    /// What is known of it.
    pub info: SigningKeyInfo,
    /// Whether its private half opens with the secrets at hand; nothing where none is.
    pub opens: Option<bool>,
}

/// All keys, the newest first. Nothing is changed and nothing is made.
pub async fn look_at_signing_keys(
    executor: Executor<'_>,
    keys: Option<&Keys>,
) -> Result<Vec<SeenKey>, AuthServerError> {
    let sealer = keys.and_then(|keys| keys.sealer(Purpose::Storage).ok());
    let rows = signing_keys::all(executor).await?;
    let see = |row: SigningKeyRow| {
        let context = key_pair::context(&row.kid);
        let opens = sealer.as_ref().map(|sealer| sealer.open(&context, &row.sealed_private).is_ok());
        SeenKey { info: SigningKeyInfo::from(row), opens }
    };
    Ok(rows.into_iter().map(see).collect())
}
