//! What supervisors and load balancers ask: is the process alive, and can it do its work?

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::ConnectionType;
use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, HttpResponseBuilder, web};
use serde::Serialize;

use super::metrics_page;
use super::readiness::{Obstacle, Readiness};

#[derive(Serialize)]
struct Health {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<Obstacle>,
}

/// The routes of a process that serves.
pub(super) fn routes(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/health/live").get(live).head(live))
        .service(web::resource("/health/ready").get(ready).head(ready));
}

/// The middleware that tells questions about health from work. When the process is about to stop, each
/// answer is the last on its connection, so that a proxy keeps none to send the next request into.
pub(super) async fn note_work(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let readiness = request.app_data::<web::Data<Readiness>>().cloned();
    if let Some(readiness) = readiness.as_ref().filter(|_| is_work(request.path())) {
        readiness.note_request();
    }
    let mut answer = next.call(request).await?;
    if readiness.is_some_and(|readiness| readiness.is_stopping()) {
        answer.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    Ok(answer)
}

/// Whoever looks whether all is well, or how much there is to do, brings no work.
fn is_work(path: &str) -> bool {
    !path.starts_with("/health/") && path != metrics_page::PATH
}

/// Answers without touching anything: restarting helps nobody when the database is away.
pub(super) async fn live() -> HttpResponse {
    answer(HttpResponse::Ok(), "alive", None)
}

async fn ready(readiness: web::Data<Readiness>) -> HttpResponse {
    say_whether_ready(readiness.check().await)
}

pub(super) fn say_whether_ready(check: Result<(), Obstacle>) -> HttpResponse {
    match check {
        Ok(()) => answer(HttpResponse::Ok(), "ready", None),
        Err(obstacle) => answer(HttpResponse::ServiceUnavailable(), "unavailable", Some(obstacle)),
    }
}

fn answer(
    mut response: HttpResponseBuilder,
    status: &'static str,
    because: Option<Obstacle>,
) -> HttpResponse {
    response
        .insert_header((CACHE_CONTROL, HeaderValue::from_static("no-store")))
        .json(Health { status, because })
}
