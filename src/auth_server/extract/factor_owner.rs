//! Whoever may have second factors and make passkeys (gotrue-contract §1.13, §1.14).

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;

use super::Authenticated;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::sessions::SessionRow;
use crate::auth_server::store::{UserRow, sessions, users};
use crate::database::Tx;
use crate::gotrue::ErrorCode;

/// Somebody signed in to an account that can be signed in to again: no anonymous one.
pub(crate) struct FactorOwner {
    pub(crate) user: UserRow,
    session: SessionRow,
}

impl FromRequest for FactorOwner {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let authenticated = Authenticated::from_request(request, payload);
        async move { Self::of(authenticated.await?) }.boxed_local()
    }
}

impl FactorOwner {
    fn of(who: Authenticated) -> Result<Self, ApiError> {
        if who.is_anonymous {
            let code = ErrorCode::NO_AUTHORIZATION;
            return Err(ApiError::forbidden(code, "An anonymous account has no second factors or passkeys"));
        }
        let session = who.session.ok_or_else(over)?;
        Ok(Self { user: who.user, session })
    }

    /// Locks the person, and tells what their session is worth now.
    pub(crate) async fn lock(
        &self,
        server: &AuthServer,
        tx: &mut Tx,
    ) -> Result<(UserRow, SessionRow), ApiError> {
        let gone = || ApiError::forbidden(ErrorCode::USER_NOT_FOUND, "The account is gone");
        let user = users::lock(tx.executor(), self.user.id, server.now()).await?.ok_or_else(gone)?;
        let session = sessions::by_id(tx.executor(), self.session.id).await?.ok_or_else(over)?;
        Ok((user, session))
    }
}

fn over() -> ApiError {
    ApiError::forbidden(ErrorCode::SESSION_NOT_FOUND, "The session is over")
}
