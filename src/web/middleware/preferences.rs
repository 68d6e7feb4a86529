//! Finds out in which language and colours a visitor wants the site, and says in which language an
//! answer is (RFC 9110 §8.5).

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, HeaderMap, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage as _};

use crate::web::Site;
use crate::web::preferences::Preferred;

pub(crate) async fn preferences(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let names = request.app_data::<Data<Site>>().map(|site| site.cookie_names);
    let preferred = names.map(|names| Preferred::told(request.request(), names)).unwrap_or_default();
    request.extensions_mut().insert(preferred.clone());
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    // Whoever says it already knows more: the page is in another language than its visitor's.
    if is_page(headers) && !headers.contains_key(CONTENT_LANGUAGE) {
        let tag = HeaderValue::from_static(preferred.get().language.tag());
        headers.insert(CONTENT_LANGUAGE, tag);
    }
    Ok(response)
}

fn is_page(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
