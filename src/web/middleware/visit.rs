//! Opens and seals the cookie of the visitor's small state.

use actix_session::SessionMiddleware;
use actix_session::config::CookieContentSecurity;
use actix_session::storage::CookieSessionStore;
use actix_web::cookie::{Key, SameSite};

use crate::keys::{KeyError, Keys, Purpose};
use crate::web::CookieNames;

/// The key of the visit. A replaced secret makes visitors begin a form anew and nothing worse, so the
/// previous one is not needed.
pub fn visit_key(keys: &Keys) -> Result<Key, KeyError> {
    keys.cookie_keys(Purpose::Visit)?.into_iter().next().ok_or(KeyError::Derivation)
}

/// The middleware: a private cookie that ends with the browser.
pub(crate) fn visit(names: CookieNames, key: Key) -> SessionMiddleware<CookieSessionStore> {
    SessionMiddleware::builder(CookieSessionStore::default(), key)
        .cookie_name(names.visit.to_owned())
        .cookie_content_security(CookieContentSecurity::Private)
        .cookie_secure(names.are_secure)
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .cookie_path("/".to_owned())
        .build()
}
