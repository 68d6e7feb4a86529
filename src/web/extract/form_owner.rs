//! Whose forms a request holds.

use actix_web::HttpRequest;
use actix_web::web::Data;

use super::proved;
use crate::web::authentication::Authentication;
use crate::web::form_token::FormOwner;
use crate::web::visit::Visit;
use crate::web::{Site, arrival};

/// The session, else the visit. Nobody, if the visitor was never given a form.
pub(crate) fn form_owner(request: &HttpRequest) -> Option<FormOwner> {
    match proved::authentication(request) {
        Authentication::Authenticated(holder) => Some(FormOwner::Session(holder.session.id)),
        Authentication::Unavailable => carried_session(request).or_else(|| visit(request)),
        Authentication::Anonymous => visit(request),
    }
}

/// The session that the cookies are sealed for, whether it holds or not: a form that was made before
/// something went away is still the same visitor's.
fn carried_session(request: &HttpRequest) -> Option<FormOwner> {
    let site = request.app_data::<Data<Site>>()?;
    let carried = arrival::carried_refresh_token(site, request)?;
    Some(FormOwner::Session(carried.session_id))
}

fn visit(request: &HttpRequest) -> Option<FormOwner> {
    Visit::of(request).seed().map(FormOwner::Visit)
}
