//! The middleware that runs a request until no hook's answer is missing.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, FromRequest as _, HttpResponse};

use super::journal::Journal;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Client, RedirectTo, read_body, sent};
use crate::auth_server::hooks;

/// How often a request is begun at most: each run after the first knows one hook's answer more, and no
/// request has so many questions. Others change what it finds every time.
const MOST_RUNS: usize = 8;

/// The middleware around each resource, inside of the deadline.
pub(crate) async fn runs(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let server = request.app_data::<Data<AuthServer>>().cloned();
    let Some(server) = server.filter(|server| !server.settings().hooks.are_none()) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let (request, mut payload) = request.into_parts();
    let body = match read_body(payload.take()).await {
        Ok(body) => body.freeze(),
        Err(refusal) => return Ok(ServiceResponse::new(request, HttpResponse::from_error(refusal))),
    };
    let ip = Client::from_request(&request, &mut payload).await?.place().ip;
    let RedirectTo(redirect_to) = RedirectTo::from_request(&request, &mut payload).await?;
    let journal = Journal::of_client(ip.clone(), redirect_to);
    for _ in 0..MOST_RUNS {
        let run = ServiceRequest::from_parts(request.clone(), sent(body.clone()));
        let response = journal.run(next.call(run)).await?;
        let Some(question) = journal.open_question() else {
            for told in journal.told_afterwards() {
                // Whoever changed something is not told that nobody could be told of it.
                drop(hooks::call(&server, &told, ip.as_deref()).await);
            }
            return Ok(response.map_into_boxed_body());
        };
        let answer = hooks::call(&server, &question, ip.as_deref()).await;
        journal.note_answer(question, answer);
    }
    let refusal =
        ApiError::failure("a request came to no end", &"it had another question for a hook each time");
    Ok(ServiceResponse::new(request, HttpResponse::from_error(refusal)))
}
