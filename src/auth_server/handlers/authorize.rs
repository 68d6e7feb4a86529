//! `GET /authorize`: out to a provider (gotrue-contract §1.11).

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use actix_web::web::Data;

use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Client, Query, RedirectTo};
use crate::auth_server::limits::Limit;
use crate::auth_server::{AuthServer, external};

pub(crate) async fn get(
    server: Data<AuthServer>,
    client: Client,
    query: Query,
    RedirectTo(redirect_to): RedirectTo,
) -> Result<HttpResponse, ApiError> {
    server.limit(Limit::Authorize, client.address)?;
    let url = external::begin(&server, &query, redirect_to, None).await?;
    Ok(HttpResponse::Found().insert_header((LOCATION, url.as_str())).finish())
}
