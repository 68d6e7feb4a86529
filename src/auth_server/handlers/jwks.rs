//! `GET /.well-known/jwks.json`: the public keys (gotrue-contract §2.2).

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::web::Data;

use crate::auth_server::AuthServer;

pub(crate) async fn get(server: Data<AuthServer>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, HeaderValue::from_static("public, max-age=600")))
        .json(server.keys().ring().await.jwks())
}
