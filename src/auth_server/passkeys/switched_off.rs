//! Who may have passkeys, and where.

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::sessions::SessionRow;
use crate::auth_server::store::{FactorRow, UserRow, factors};
use crate::database::Tx;
use crate::gotrue::{AssuranceLevel, ErrorCode};

/// `404 passkey_disabled` where there are none.
pub(crate) fn refuse_switched_off(server: &AuthServer) -> Result<(), ApiError> {
    let refused = || ApiError::not_found(ErrorCode::PASSKEY_DISABLED, "There are no passkeys here");
    server.settings().passkeys.are_taken.then_some(()).ok_or_else(refused)
}

/// `403 insufficient_aal` for whoever has a second factor and did not show it: else the thief of a password
/// would bring a key along, or take one away.
pub(crate) async fn refuse_half_proved(
    tx: &mut Tx,
    user: &UserRow,
    session: &SessionRow,
) -> Result<(), ApiError> {
    let factors = factors::of_user(tx.executor(), user.id).await?;
    if factors.iter().any(FactorRow::is_verified) && session.assurance() < AssuranceLevel::Aal2 {
        let code = ErrorCode::INSUFFICIENT_AAL;
        return Err(ApiError::forbidden(code, "That needs a session that proved a second factor"));
    }
    Ok(())
}
