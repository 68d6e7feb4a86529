//! The files of `static/`, inside the program. Their names change with their bytes, so browsers keep
//! them for ever; no cookie is read or set here.

use actix_web::http::header::{
    self, AcceptEncoding, CACHE_CONTROL, CONTENT_ENCODING, ContentEncoding, ETAG, Encoding, EntityTag,
    Header as _, HeaderValue, IfNoneMatch, VARY,
};
use actix_web::{HttpRequest, HttpResponse, web};

use super::error::WebError;
use super::error_kind::ErrorKind;

/// For a name that stands for these bytes only: a year, and no question whether they changed.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// For a name whose bytes change with a release: an hour.
pub(super) const FOR_NOW: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// What programs ask for at the root without being told.
const AT_THE_ROOT: &[&str] = &["favicon.ico", "apple-touch-icon.png"];

/// One file of `static/`.
struct Asset {
    name: &'static str,
    /// The name that changes with the bytes.
    fingerprinted: &'static str,
    url: &'static str,
    content_type: &'static str,
    etag: &'static str,
    /// As it is. Missing for what is large and carried only compressed.
    plain: Option<&'static [u8]>,
    /// Compressed, where that is shorter.
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

/// Written by `build`.
static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The URL of a file of `static/`, for templates. A name that is not there gives a URL that is not
/// there: a test asks for every name in the templates.
pub fn asset(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("/static/unknown", |asset| asset.url)
}

/// The routes of the files.
pub fn routes(config: &mut web::ServiceConfig) {
    for asset in ASSETS.iter().filter(|asset| AT_THE_ROOT.contains(&asset.name)) {
        let serve = move |request: HttpRequest| async move { asset.answer(&request, FOR_NOW) };
        config.service(
            web::resource(format!("/{}", asset.name)).get(serve).head(serve).default_service(web::to(refuse)),
        );
    }
    config.service(
        web::scope("/static")
            .service(web::resource("/{name}").get(serve).head(serve).default_service(web::to(refuse)))
            .default_service(web::to(miss)),
    );
}

async fn serve(request: HttpRequest, name: web::Path<String>) -> Result<HttpResponse, WebError> {
    let asset = ASSETS.iter().find(|asset| asset.fingerprinted == name.as_str());
    let asset = asset.ok_or(WebError::new(ErrorKind::NotFound))?;
    Ok(asset.answer(&request, FOR_EVER))
}

async fn miss() -> Result<HttpResponse, WebError> {
    Err(WebError::new(ErrorKind::NotFound))
}

pub(super) async fn refuse() -> Result<HttpResponse, WebError> {
    Err(WebError::method_not_allowed("GET, HEAD"))
}

impl Asset {
    fn answer(&self, request: &HttpRequest, cache: HeaderValue) -> HttpResponse {
        let (coding, bytes) = self.variant(request);
        let etag = EntityTag::new_strong(match coding {
            ContentEncoding::Identity => self.etag.to_owned(),
            coding => format!("{}-{}", self.etag, coding.as_str()),
        });
        let is_known = has_copy(request, &etag);
        let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        response.insert_header((CACHE_CONTROL, cache));
        response.insert_header((VARY, HeaderValue::from_name(header::ACCEPT_ENCODING)));
        response.insert_header((ETAG, etag));
        if is_known {
            return response.finish();
        }
        if coding != ContentEncoding::Identity {
            response.insert_header((CONTENT_ENCODING, HeaderValue::from_static(coding.as_str())));
        }
        response.content_type(HeaderValue::from_static(self.content_type)).body(bytes)
    }

    /// The shortest form that the client reads. Without the plain one a client that reads none gets
    /// GZIP, which everybody can unpack (RFC 9110 §12.5.3 leaves the choice to us).
    fn variant(&self, request: &HttpRequest) -> (ContentEncoding, &'static [u8]) {
        let variants = [
            (Encoding::brotli(), ContentEncoding::Brotli, self.brotli),
            (Encoding::gzip(), ContentEncoding::Gzip, self.gzip),
        ];
        let there: Vec<_> =
            variants.iter().filter(|(_, _, bytes)| bytes.is_some()).map(|(name, ..)| name).collect();
        let identity = Encoding::identity();
        let chosen = AcceptEncoding::parse(request)
            .ok()
            .and_then(|accepted| accepted.negotiate(there.into_iter().chain([&identity])));
        variants
            .iter()
            .find_map(|(name, coding, bytes)| {
                Some((*coding, (*bytes)?)).filter(|_| chosen.as_ref() == Some(name))
            })
            .or(self.plain.map(|bytes| (ContentEncoding::Identity, bytes)))
            .or(self.gzip.map(|bytes| (ContentEncoding::Gzip, bytes)))
            .unwrap_or((ContentEncoding::Identity, &[]))
    }
}

/// Whether the client has these bytes already (RFC 9110 §13.1.2).
pub(super) fn has_copy(request: &HttpRequest, etag: &EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(items)) => items.iter().any(|item| item.weak_eq(etag)),
        Err(_) => false,
    }
}
