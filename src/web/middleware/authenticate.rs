//! Finds out who sent a request before its handler runs, and writes what became of the token cookies
//! into whatever answer comes: pages, redirects, errors.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage as _};

use crate::web::Site;
use crate::web::arrival::arrive;
use crate::web::authentication::Authentication;
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
        site.people.note_use(&holder);
    }
    Ok(response)
}
