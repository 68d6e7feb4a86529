//! One path of the site: who may enter, what answers which method. A path answers HEAD wherever it
//! answers GET, and everything it does not answer with 405 and the list of what works
//! (RFC 9110 §9.3.2, §15.5.6).

use std::fmt;

use actix_web::{FromRequest, Handler, Resource, Responder, web};

use super::WebError;

/// Who may enter a path. The handler's parameters decide; this is said of them, and a test asks every
/// path whether it is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enters {
    /// Everybody.
    Everyone,
    /// Whoever is not signed in; others are led on.
    Guests,
    /// Whoever is signed in.
    Users,
    /// Whoever is signed in and proved it within ten minutes.
    RecentUsers,
    /// Whoever proved the address of an account whose password is forgotten.
    RecoveryUsers,
}

impl fmt::Display for Enters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Everyone => "everyone",
            Self::Guests => "guests",
            Self::Users => "users",
            Self::RecentUsers => "users who proved it within ten minutes",
            Self::RecoveryUsers => "users who recover their account",
        })
    }
}

/// What is said of a path, for lists and tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteInfo {
    /// The path, parameters in braces.
    pub path: &'static str,
    /// The methods it answers, as the `Allow` header says them.
    pub methods: &'static str,
    /// Who may enter.
    pub enters: Enters,
    /// Whether search engines may show it.
    pub is_listed: bool,
}

/// A path and its handlers.
pub(super) struct Route {
    path: &'static str,
    enters: Enters,
    resource: Resource,
    has_get: bool,
    has_post: bool,
    is_listed: bool,
}

impl Route {
    pub(super) fn new(path: &'static str, enters: Enters) -> Self {
        Self {
            path,
            enters,
            resource: web::resource(path),
            has_get: false,
            has_post: false,
            is_listed: false,
        }
    }

    /// What answers GET, and HEAD without a body.
    pub(super) fn get<H, A>(mut self, handler: H) -> Self
    where
        H: Handler<A> + Clone,
        A: FromRequest + 'static,
        H::Output: Responder + 'static,
    {
        self.resource = self.resource.route(web::get().to(handler.clone())).route(web::head().to(handler));
        self.has_get = true;
        self
    }

    /// What answers POST.
    pub(super) fn post<H, A>(mut self, handler: H) -> Self
    where
        H: Handler<A>,
        A: FromRequest + 'static,
        H::Output: Responder + 'static,
    {
        self.resource = self.resource.route(web::post().to(handler));
        self.has_post = true;
        self
    }

    /// Says that search engines may show the page: it makes sense to whoever comes from nowhere.
    pub(super) const fn listed(mut self) -> Self {
        self.is_listed = true;
        self
    }

    pub(super) fn info(&self) -> RouteInfo {
        let methods = match (self.has_get, self.has_post) {
            (true, true) => "GET, HEAD, POST",
            (true, false) => "GET, HEAD",
            (false, _) => "POST",
        };
        RouteInfo { path: self.path, methods, enters: self.enters, is_listed: self.is_listed }
    }

    pub(super) fn into_resource(self) -> Resource {
        let allow = self.info().methods;
        self.resource.default_service(web::to(move || async move {
            Err::<&'static str, _>(WebError::method_not_allowed(allow))
        }))
    }
}
