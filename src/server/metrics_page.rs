//! Where the numbers are shown: on a listener of their own, or on the public one to whoever has the
//! token. Never to everybody.

use std::net::TcpListener;

use actix_web::dev::Server;
use actix_web::http::header::{AUTHORIZATION, CACHE_CONTROL, HeaderValue, WWW_AUTHENTICATE};
use actix_web::web::Data;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::StartError;
use crate::telemetry::Metrics;

/// Where they are.
pub(super) const PATH: &str = "/metrics";

/// The `OpenMetrics` text format.
const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What opens the page on the public listener: the token's hash, so that all comparisons are of one
/// length and take one time.
struct Lock([u8; 32]);

/// The page on the public listener. Without a token there is none.
pub(super) fn public(
    token: Option<&SecretString>,
) -> impl Fn(&mut web::ServiceConfig) + Clone + Send + use<> {
    let lock = token.map(|token| Data::new(Lock(hash(token.expose_secret()))));
    move |config| {
        if let Some(lock) = &lock {
            config.service(web::resource(PATH).app_data(lock.clone()).get(show_to_holder));
        }
    }
}

/// The server of a private listener, which shows the numbers to whoever reaches it.
pub(super) fn private(listener: TcpListener, metrics: Metrics) -> Result<Server, StartError> {
    let metrics = Data::new(metrics);
    let server =
        HttpServer::new(move || App::new().app_data(metrics.clone()).service(web::resource(PATH).get(show)));
    let server = server.workers(1).shutdown_timeout(1).disable_signals();
    Ok(server.listen(listener).map_err(StartError::Serve)?.run())
}

async fn show_to_holder(request: HttpRequest, lock: Data<Lock>, metrics: Data<Metrics>) -> HttpResponse {
    if lock.opens_for(&request) { show(metrics).await } else { refusal() }
}

async fn show(metrics: Data<Metrics>) -> HttpResponse {
    match metrics.text() {
        Ok(text) => HttpResponse::Ok()
            .content_type(CONTENT_TYPE)
            .insert_header((CACHE_CONTROL, HeaderValue::from_static("no-store")))
            .body(text),
        Err(error) => {
            tracing::error!(%error, "the numbers could not be written");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// RFC 6750 §3.
fn refusal() -> HttpResponse {
    HttpResponse::Unauthorized()
        .insert_header((WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"metrics\"")))
        .insert_header((CACHE_CONTROL, HeaderValue::from_static("no-store")))
        .finish()
}

impl Lock {
    fn opens_for(&self, request: &HttpRequest) -> bool {
        let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(|header| header.split_once(' ')).filter(|(scheme, _)| is_bearer(scheme));
        token.is_some_and(|(_, token)| hash(token.trim()).ct_eq(&self.0).into())
    }
}

fn is_bearer(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("bearer")
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}
