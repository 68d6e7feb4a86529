//! By which providers somebody is known, as their metadata say it (gotrue-contract §0.10).

use serde_json::json;

use super::error::ApiError;
use super::store::{IdentityRow, UserRow, identities};
use crate::database::Tx;

/// Writes into the metadata of somebody who is locked which providers know them, the first one first.
/// Saving is left to the caller.
pub(crate) async fn name_providers(tx: &mut Tx, user: &mut UserRow) -> Result<(), ApiError> {
    let known = identities::of_user(tx.executor(), user.id).await?;
    let mut providers: Vec<&str> = Vec::new();
    for IdentityRow { provider, .. } in &known {
        if !providers.contains(&provider.as_str()) {
            providers.push(provider);
        }
    }
    if let Some(first) = providers.first() {
        user.app_metadata.insert("provider".to_owned(), json!(first));
    }
    user.app_metadata.insert("providers".to_owned(), json!(providers));
    Ok(())
}
