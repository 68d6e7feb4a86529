//! Taking a factor away.

use super::FactorType;
use crate::auth_server::error::ApiError;
use crate::auth_server::issue::Method;
use crate::auth_server::store::{FactorRow, factors, sessions};
use crate::database::Tx;

/// Takes a factor away; the sessions that it proved are worth less from then on. Its person must be
/// locked.
pub(crate) async fn take_away(tx: &mut Tx, factor: &FactorRow) -> Result<(), ApiError> {
    factors::delete(tx.executor(), factor.id).await?;
    let method = factor.kind().map_or(Method::Totp, FactorType::method);
    sessions::take_factor(tx.executor(), factor.id, method.name()).await?;
    Ok(())
}
