//! Whose forms a request holds.

use actix_web::HttpRequest;

use super::proved;
use crate::web::authentication::Authentication;
use crate::web::form_token::FormOwner;
use crate::web::visit::Visit;

/// The session, else the visit. Nobody, if the visitor was never given a form.
pub(crate) fn form_owner(request: &HttpRequest) -> Option<FormOwner> {
    match proved::authentication(request) {
        Authentication::Authenticated(holder) => Some(FormOwner::Session(holder.session.id)),
        Authentication::Anonymous | Authentication::Unavailable => {
            Visit::of(request).seed().map(FormOwner::Visit)
        }
    }
}
