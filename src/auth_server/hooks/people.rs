//! People as hooks are told of them.

use serde_json::{Map, Value, json};

use crate::auth_server::error::ApiError;
use crate::auth_server::store::{FactorRow, UserRow, factors, identities};
use crate::database::Tx;

/// What stands where nothing has happened yet, as GoTrue writes it.
const NEVER: &str = "0001-01-01T00:00:00Z";

/// Somebody with an account, as the transaction has them.
pub(super) async fn known(tx: &mut Tx, user: &UserRow) -> Result<Value, ApiError> {
    let identities = identities::of_user(tx.executor(), user.id).await?;
    let factors = factors::of_user(tx.executor(), user.id).await?;
    let user = user.to_user(Some(identities)).with_factors(factors.iter().map(FactorRow::to_factor));
    written(&user)
}

/// Somebody who is about to get an account: what was said of them, and nothing that is made of it.
pub(super) fn newcomer(user: &UserRow, said: &Map<String, Value>) -> Result<Value, ApiError> {
    let mut told = written(&user.to_user(Some(Vec::new())))?;
    told["role"] = json!("");
    told["user_metadata"] = json!(said);
    for moment in ["created_at", "updated_at"] {
        told[moment] = json!(NEVER);
    }
    Ok(told)
}

fn written(user: &crate::gotrue::User) -> Result<Value, ApiError> {
    serde_json::to_value(user).map_err(|error| ApiError::failure("a person could not be written", &error))
}
