//! What browsers are told about every answer, errors included: nothing inline runs, nothing foreign is
//! loaded, nobody frames us, and no address of ours that holds a token leaves the site.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform};
use actix_web::http::header::{
    CONTENT_SECURITY_POLICY, CROSS_ORIGIN_OPENER_POLICY, CROSS_ORIGIN_RESOURCE_POLICY, HeaderMap, HeaderName,
    HeaderValue, PERMISSIONS_POLICY, REFERRER_POLICY, SERVER, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use actix_web::middleware::{Next, from_fn};

/// No page has a script or style of its own, so there is no nonce. Browsers apply `form-action` to
/// redirects after a form as well: a way to another site begins with a link, never with a form.
const CONTENT_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
     connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'; require-trusted-types-for 'script'",
);

/// Only passkeys are for us.
const PERMISSIONS: HeaderValue = HeaderValue::from_static(
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), \
     gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), \
     publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), usb=()",
);

/// On our own pages the referrer helps; `no-referrer` would make browsers send `Origin: null` with our
/// own forms.
const REFERRER: HeaderValue = HeaderValue::from_static("same-origin");

/// Below this path addresses hold tokens of mails: even our own pages learn the origin only.
const TOKEN_PAGES: &str = "/auth/";
const REFERRER_OF_TOKEN_PAGES: HeaderValue = HeaderValue::from_static("strict-origin");

/// Two years, as the preload list asks (RFC 6797).
const ONLY_HTTPS: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

/// The middleware; `is_https` tells whether browsers reach the site by HTTPS. A header that an
/// answer brings along is left alone: whoever sets one knows more.
pub fn security_headers<S, B>(
    is_https: bool,
) -> impl Transform<S, ServiceRequest, Response = ServiceResponse<B>, Error = Error, InitError = ()>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    B: MessageBody,
{
    from_fn(move |request, next| add(is_https, request, next))
}

async fn add<B: MessageBody>(
    is_https: bool,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    // Routes match the decoded path, so the decoded path decides.
    let holds_token = request.match_info().as_str().starts_with(TOKEN_PAGES);
    let referrer = if holds_token { REFERRER_OF_TOKEN_PAGES } else { REFERRER };
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    set_default(headers, CONTENT_SECURITY_POLICY, CONTENT_POLICY);
    set_default(headers, X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    set_default(headers, REFERRER_POLICY, referrer);
    set_default(headers, CROSS_ORIGIN_OPENER_POLICY, HeaderValue::from_static("same-origin"));
    set_default(headers, CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    set_default(headers, PERMISSIONS_POLICY, PERMISSIONS);
    if is_https {
        set_default(headers, STRICT_TRANSPORT_SECURITY, ONLY_HTTPS);
    }
    headers.remove(SERVER);
    Ok(response)
}

fn set_default(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    if !headers.contains_key(&name) {
        headers.insert(name, value);
    }
}
