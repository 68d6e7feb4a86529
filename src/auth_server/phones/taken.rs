//! Numbers that belong to somebody.

use crate::auth_server::error::ApiError;
use crate::auth_server::store::users;
use crate::database::Executor;
use crate::gotrue::ErrorCode;

/// Refuses when somebody has the number.
pub(crate) async fn refuse_taken(executor: Executor<'_>, phone: &str) -> Result<(), ApiError> {
    match users::by_phone(executor, phone).await? {
        Some(_) => Err(taken()),
        None => Ok(()),
    }
}

/// `422 phone_exists`.
pub(crate) fn taken() -> ApiError {
    ApiError::unprocessable(ErrorCode::PHONE_EXISTS, "Another account has this telephone number")
}
