//! `GET /health`: alive, and what this speaks.

use actix_web::HttpResponse;
use serde_json::json;

pub(crate) async fn get() -> HttpResponse {
    HttpResponse::Ok().json(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "name": "GoTrue",
        "description": "The auth server inside Doorward, which speaks GoTrue's contract",
    }))
}
