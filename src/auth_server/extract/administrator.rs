//! The right to administer: a token with the service role (gotrue-contract §1.17).

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use uuid::Uuid;

use super::{Client, bearer};
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::sessions::{self, Place};
use crate::gotrue::ErrorCode;

/// Whoever asks may do everything.
pub(crate) struct Administrator {
    /// The role that says so.
    pub(crate) role: String,
    /// Where they are.
    pub(crate) place: Place,
}

impl FromRequest for Administrator {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (server, token) = (bearer::server(request), bearer::token(request));
        let place = Client::of(request).place();
        async move {
            let (server, token) = (server?, token?);
            let role = authorize(&server, &token).await?;
            Ok(Self { role, place })
        }
        .boxed_local()
    }
}

async fn authorize(server: &AuthServer, token: &str) -> Result<String, ApiError> {
    let claims = server.read_bearer(token).await?;
    if !server.settings().admin_roles.contains(&claims.role) {
        return Err(ApiError::forbidden(ErrorCode::NOT_ADMIN, "That needs the service key"));
    }
    // A person with such a role must still be signed in.
    if let Some(session) = claims.session_id.as_deref().filter(|id| !id.is_empty()) {
        let over = || ApiError::forbidden(ErrorCode::SESSION_NOT_FOUND, "The session is over");
        let id = Uuid::try_parse(session).map_err(|_| over())?;
        sessions::by_id(server.database().read().await?.executor(), id).await?.ok_or_else(over)?;
    }
    Ok(claims.role)
}
