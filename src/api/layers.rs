//! The layers around the paths of the API, and what the operator decided about it.

use std::rc::Rc;
use std::time::Duration;

use actix_web::Scope;
use actix_web::dev::HttpServiceFactory;
use actix_web::http::header::HeaderValue;
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data};

use super::note_use::note_use;
use super::{Problem, middleware};
use crate::people::People;
use crate::web::middleware as shared;

/// How long an answer may take, whatever it waits for: as long as a page.
const DEADLINE: Duration = Duration::from_secs(26);

/// What the operator decided about the API.
#[derive(Clone, Debug, Default)]
pub struct ApiSettings {
    /// The origins, beside the site's own, whose pages may call it, as browsers write them in `Origin`.
    pub origins: Vec<HeaderValue>,
}

/// Puts paths into their layers. The last layer wrapped is the outermost.
pub(super) fn layered(
    scope: Scope,
    people: Data<People>,
    settings: &ApiSettings,
) -> impl HttpServiceFactory + 'static {
    let origins: Rc<[HeaderValue]> = settings.origins.as_slice().into();
    scope
        .default_service(web::to(|| async { Err::<&'static str, _>(Problem::not_found()) }))
        .wrap(from_fn(shared::count_transactions))
        .wrap(from_fn(note_use))
        .wrap(from_fn(shared::catch_panic))
        .wrap(shared::deadline(DEADLINE))
        .wrap(from_fn(middleware::problem_details))
        .wrap(middleware::cors(origins))
        .wrap(from_fn(middleware::keep_private))
        .app_data(people)
}
