//! Finds out who sent a request before its handler runs, and writes what became of the token cookies
//! into whatever answer comes: pages, redirects, errors.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage as _};

use crate::people::Standing;
use crate::web::Site;
use crate::web::arrival::arrive;
use crate::web::authentication::Authentication;
use crate::web::extract::caller;
use crate::web::preferences::Preferred;
use crate::web::token_cookies::TokenChange;
use crate::words::Language;

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
    if let Some(language) = chosen_language(&authentication) {
        Preferred::of(request.request()).speak(language);
    }
    request.extensions_mut().insert(change.clone());
    request.extensions_mut().insert(authentication.clone());
    let mut response = next.call(request).await?;
    change.write(response.headers_mut(), &carried, &site.token_cookies);
    if let Authentication::Authenticated(holder) = authentication {
        site.people.note_use(&holder);
    }
    Ok(response)
}

/// What somebody chose for all their devices. Half a session is none: whoever holds one cannot choose
/// for its owner, so they are not shown what the owner chose.
fn chosen_language(authentication: &Authentication) -> Option<Language> {
    match authentication {
        Authentication::Authenticated(holder) if holder.standing() == Standing::Whole => holder.user.language,
        _ => None,
    }
}
