//! Cleans the Cookie header once, before anybody reads it.
//!
//! Sub-domains and pages of other paths can plant cookies beside ours. Browsers guard names that
//! begin with `__Host-`, but actix decodes names before it compares them (`%5F%5FHost-…`), trims them
//! of more than browsers do, takes the first of two, and gives up on all cookies for one bad byte.
//! What is left after this layer is unambiguous, so `HttpRequest::cookies` can be trusted.

use std::collections::HashMap;

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{COOKIE, HeaderMap, HeaderValue};
use actix_web::middleware::Next;

/// The middleware.
pub async fn cookie_header(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if request.headers().contains_key(COOKIE) {
        clean(request.headers_mut());
    }
    next.call(request).await
}

fn clean(headers: &mut HeaderMap) {
    let values: Vec<HeaderValue> = headers.remove(COOKIE).collect();
    let values: Vec<&[u8]> = values.iter().map(HeaderValue::as_bytes).collect();
    let cleaned = clean_values(&values);
    if !cleaned.is_empty()
        && let Ok(value) = HeaderValue::from_str(&cleaned)
    {
        headers.insert(COOKIE, value);
    }
}

/// One header for several, holding the pairs that mean one thing only: `name=value` in UTF-8, the
/// name an HTTP token without `%` that occurs once. Of two pairs with one name none is kept, because
/// their order tells nothing (RFC 6265 §5.4).
pub fn clean_values(values: &[&[u8]]) -> String {
    let pairs = values.iter().flat_map(|value| value.split(|&byte| byte == b';')).filter_map(read_pair);
    let pairs: Vec<(&str, &str)> = pairs.collect();
    let mut times = HashMap::new();
    for (name, _) in &pairs {
        *times.entry(*name).or_insert(0_u32) += 1;
    }
    let kept = pairs.iter().filter(|(name, _)| times.get(name) == Some(&1));
    kept.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
}

fn read_pair(bytes: &[u8]) -> Option<(&str, &str)> {
    let (name, value) = std::str::from_utf8(bytes).ok()?.split_once('=')?;
    // Only what browsers trim: a name in other spaces is another name.
    let (name, value) = (trim(name), trim(value));
    (!name.is_empty() && name.bytes().all(is_name_byte)).then_some((name, value))
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// A byte of a token (RFC 9110 §5.6.2) other than `%`.
fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$&'*+-.^_`|~".contains(&byte)
}
