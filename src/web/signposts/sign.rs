//! A small text that is the same for everybody.

use actix_web::http::header::{CACHE_CONTROL, ETAG, EntityTag};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use sha2::{Digest as _, Sha256};

use crate::web::assets::{FOR_NOW, has_copy};

/// Enough that two versions of one text never meet.
const FINGERPRINT_BYTES: usize = 6;

/// A text with what tells it from its other versions.
#[derive(Clone)]
pub(super) struct Sign {
    content_type: &'static str,
    text: Bytes,
    etag: EntityTag,
}

impl Sign {
    pub(super) fn new(content_type: &'static str, text: String) -> Self {
        let digest = Sha256::digest(&text);
        let hex = digest.iter().take(FINGERPRINT_BYTES).map(|byte| format!("{byte:02x}"));
        Self { content_type, etag: EntityTag::new_strong(hex.collect()), text: text.into() }
    }

    /// The text, unless the client has it already.
    pub(super) fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let is_known = has_copy(request, &self.etag);
        let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        response.insert_header((CACHE_CONTROL, FOR_NOW));
        response.insert_header((ETAG, self.etag.clone()));
        if is_known {
            return response.finish();
        }
        response.content_type(self.content_type).body(self.text.clone())
    }
}
