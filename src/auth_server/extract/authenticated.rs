//! The person a request comes from (gotrue-contract §1.3).

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use uuid::Uuid;

use super::bearer;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::sessions::SessionRow;
use crate::auth_server::store::{UserRow, sessions, users};
use crate::gotrue::ErrorCode;

/// Somebody whose token is good and whose session goes on.
pub(crate) struct Authenticated {
    pub(crate) user: UserRow,
    /// None only for tokens that somebody signed elsewhere with the shared secret.
    pub(crate) session: Option<SessionRow>,
    /// Whom the token is for.
    pub(crate) audience: Option<String>,
    /// Whether the token is an anonymous person's. The account may have become another one since.
    pub(crate) is_anonymous: bool,
}

impl FromRequest for Authenticated {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (server, token) = (bearer::server(request), bearer::token(request));
        async move {
            let (server, token) = (server?, token?);
            authenticate(&server, &token).await
        }
        .boxed_local()
    }
}

pub(super) async fn authenticate(server: &AuthServer, token: &str) -> Result<Authenticated, ApiError> {
    let claims = server.read_bearer(token).await?;
    let bad = |message| ApiError::forbidden(ErrorCode::BAD_JWT, message);
    let subject = claims.sub.filter(|sub| !sub.is_empty()).ok_or_else(|| bad("The token names nobody"))?;
    let not_an_id = |_| ApiError::bad_request(ErrorCode::BAD_JWT, "The token's sub is no UUID");
    let user_id = Uuid::try_parse(&subject).map_err(not_an_id)?;
    let session_id = match claims.session_id.as_deref() {
        None | Some("") => None,
        Some(id) => Some(Uuid::try_parse(id).map_err(|_| bad("The token's session_id is no UUID"))?),
    };
    let mut connection = server.database().read().await?;
    let gone = || ApiError::forbidden(ErrorCode::USER_NOT_FOUND, "The account is gone");
    let user = users::by_id(connection.executor(), user_id).await?.ok_or_else(gone)?;
    let session = match session_id {
        None => None,
        Some(id) => {
            let over = || ApiError::forbidden(ErrorCode::SESSION_NOT_FOUND, "The session is over");
            let session = sessions::by_id(connection.executor(), id).await?;
            Some(session.filter(|session| session.user_id == user.id).ok_or_else(over)?)
        }
    };
    if user.is_banned(server.now()) {
        return Err(ApiError::forbidden(ErrorCode::USER_BANNED, "The account is banned"));
    }
    let is_anonymous = claims.is_anonymous;
    Ok(Authenticated { user, session, audience: claims.aud, is_anonymous })
}
