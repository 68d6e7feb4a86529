//! `GET /user/identities/authorize` and `DELETE /user/identities/{id}`: a person gives themselves another
//! way to sign in, or takes one away (gotrue-contract §1.12).

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Path};
use serde_json::json;
use uuid::Uuid;

use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Authenticated, Client, Query, RedirectTo};
use crate::auth_server::{AuthServer, external};
use crate::gotrue::ErrorCode;

pub(crate) async fn authorize(
    server: Data<AuthServer>,
    who: Authenticated,
    query: Query,
    RedirectTo(redirect_to): RedirectTo,
) -> Result<HttpResponse, ApiError> {
    refuse_where_off(&server)?;
    let url = external::begin(&server, &query, redirect_to, Some(who.user.id)).await?;
    // A program that shows the link itself asks for it so.
    if query.get("skip_http_redirect") == "true" {
        return Ok(HttpResponse::Ok().json(json!({ "url": url.as_str() })));
    }
    Ok(HttpResponse::Found().insert_header((LOCATION, url.as_str())).finish())
}

pub(crate) async fn delete(
    server: Data<AuthServer>,
    client: Client,
    who: Authenticated,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    refuse_where_off(&server)?;
    let malformed = |_| ApiError::not_found(ErrorCode::VALIDATION_FAILED, "The identity's id is no UUID");
    let id = Uuid::try_parse(&id).map_err(malformed)?;
    if who.audience.as_ref() != Some(&server.settings().audience) {
        let code = ErrorCode::UNEXPECTED_AUDIENCE;
        return Err(ApiError::forbidden(code, "The token is for another audience"));
    }
    external::unlink(&server, &client, who.user.id, id).await?;
    Ok(HttpResponse::Ok().json(json!({})))
}

fn refuse_where_off(server: &AuthServer) -> Result<(), ApiError> {
    if server.settings().external.allows_manual_linking {
        return Ok(());
    }
    let code = ErrorCode::MANUAL_LINKING_DISABLED;
    Err(ApiError::not_found(code, "Adding and taking away ways to sign in is switched off"))
}
