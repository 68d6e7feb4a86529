//! What a failing database means to a request and to a start.

use crate::auth_server::AuthServerError;
use crate::auth_server::error::ApiError;
use crate::mail::OutboxError;

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> Self {
        Self::failure("the database failed", &error)
    }
}

impl From<OutboxError> for ApiError {
    fn from(error: OutboxError) -> Self {
        Self::failure("a mail could not be queued", &error)
    }
}

impl From<sqlx::Error> for AuthServerError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.to_string())
    }
}
