//! A slash at the end of a path changes nothing. It is taken away before anything looks at the path, so that each
//! path is known once, as plain text: with both spellings every worker would keep patterns of regular expressions.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Uri;
use actix_web::http::uri::PathAndQuery;
use actix_web::middleware::Next;

/// The middleware around all endpoints.
pub(super) async fn without_last_slash(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if let Some(uri) = shortened(request.uri()) {
        request.match_info_mut().get_mut().update(&uri);
        request.head_mut().uri = uri;
    }
    next.call(request).await
}

/// The same without the slash, where there is one that can be spared.
fn shortened(uri: &Uri) -> Option<Uri> {
    let path = uri.path().strip_suffix('/').filter(|path| !path.is_empty())?;
    let shorter = uri.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(shorter).ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slash_at_the_end_goes_and_nothing_else() {
        let shortened = |uri: &str| shortened(&uri.parse().unwrap()).map(|uri| uri.to_string());
        assert_eq!(shortened("/signup/"), Some("/signup".to_owned()));
        assert_eq!(shortened("/user//?a=/&b=%2F"), Some("/user/?a=/&b=%2F".to_owned()));
        assert_eq!(
            shortened("http://site.example/auth/v1/?a"),
            Some("http://site.example/auth/v1?a".to_owned())
        );
        for whole in ["/", "/?a=/", "/signup", "/signup?next=/", "*"] {
            assert_eq!(shortened(whole), None, "{whole}");
        }
    }
}
