//! Finding the factor that a path names.

use uuid::Uuid;

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::FactorOwner;
use crate::auth_server::store::{FactorRow, factors};
use crate::gotrue::ErrorCode;

/// A factor of whoever asks, by its id in the path.
pub(crate) async fn find(server: &AuthServer, owner: &FactorOwner, id: &str) -> Result<FactorRow, ApiError> {
    let id = parse_id(id)?;
    let mut connection = server.database().read().await?;
    let found = factors::of_user_by_id(connection.executor(), owner.user.id, id).await?;
    found.ok_or_else(not_found)
}

/// The id of a factor in a path.
pub(crate) fn parse_id(text: &str) -> Result<Uuid, ApiError> {
    let malformed = |_| ApiError::not_found(ErrorCode::VALIDATION_FAILED, "The factor's id is no UUID");
    Uuid::try_parse(text).map_err(malformed)
}

/// `404 mfa_factor_not_found`, also for factors of somebody else.
pub(crate) fn not_found() -> ApiError {
    ApiError::not_found(ErrorCode::MFA_FACTOR_NOT_FOUND, "There is no such factor")
}
