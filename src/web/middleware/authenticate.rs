//! Finds out who sent a request before its handler runs, and writes what became of the token cookies
//! into whatever answer comes: pages, redirects, errors.

use std::rc::Rc;
use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage as _};

use crate::web::Site;
use crate::web::arrival::arrive;
use crate::web::authentication::{Authentication, SessionHolder};
use crate::web::extract::caller;
use crate::web::token_cookies::TokenChange;

pub(crate) async fn authenticate(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let Some(site) = request.app_data::<Data<Site>>().cloned().map(Data::into_inner) else {
        return next.call(request).await;
    };
    let change = TokenChange::default();
    let authentication = arrive(&site, request.request(), &caller(request.request()), &change).await;
    // Remembered here: after a panic the answer no longer knows its request.
    let carried = site.token_cookies.names_in(request.request());
    request.extensions_mut().insert(change.clone());
    request.extensions_mut().insert(authentication.clone());
    let mut response = next.call(request).await?;
    change.write(response.headers_mut(), &carried, &site.token_cookies);
    if let Authentication::Authenticated(holder) = authentication {
        note_use(&site, &holder);
    }
    Ok(response)
}

/// Written when the answer is on its way: nobody waits for it.
fn note_use(site: &Arc<Site>, holder: &Rc<SessionHolder>) {
    let now = site.clock.now();
    if !holder.session.is_due_for_a_note(now) {
        return;
    }
    let (site, session_id) = (Arc::clone(site), holder.session.id);
    tokio::spawn(async move {
        if let Err(error) = site.accounts.touch(session_id, now).await {
            tracing::warn!(%error, "the use of a session could not be noted");
        }
    });
}
