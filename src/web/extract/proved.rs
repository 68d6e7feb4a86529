//! Reading what the request proved.

use std::rc::Rc;

use actix_web::{HttpMessage as _, HttpRequest};

use super::Detour;
use crate::people::SessionHolder;
use crate::web::authentication::Authentication;

/// What the request proved; nothing was proved where nobody looked.
pub(crate) fn authentication(request: &HttpRequest) -> Authentication {
    request.extensions().get::<Authentication>().cloned().unwrap_or(Authentication::Anonymous)
}

/// Whoever holds a session, however far it goes. Everybody else signs in first.
pub(super) fn holder(request: &HttpRequest) -> Result<Rc<SessionHolder>, Detour> {
    match authentication(request) {
        Authentication::Authenticated(holder) => Ok(holder),
        Authentication::Anonymous => Err(Detour::login(request)),
        Authentication::Unavailable => Err(Detour::unavailable()),
    }
}
