//! The token that a request bears.

use actix_web::HttpRequest;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::gotrue::ErrorCode;

/// The server that a request is for.
pub(super) fn server(request: &HttpRequest) -> Result<Data<AuthServer>, ApiError> {
    let missing = || ApiError::failure("a request reached no auth server", &"routes");
    request.app_data::<Data<AuthServer>>().cloned().ok_or_else(missing)
}

/// Reads `Authorization: Bearer …` (RFC 6750 §2.1).
pub(super) fn token(request: &HttpRequest) -> Result<String, ApiError> {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let bearer = header.and_then(|header| {
        let (scheme, token) = header.split_once(' ')?;
        let is_one_word = !token.is_empty() && !token.contains(' ');
        (scheme.eq_ignore_ascii_case("bearer") && is_one_word).then(|| token.to_owned())
    });
    bearer.ok_or_else(|| ApiError::unauthorized(ErrorCode::NO_AUTHORIZATION, "A bearer token is needed"))
}
