//! One path of the API: what it asks of a program, what answers which method. A path answers HEAD
//! wherever it answers GET, and everything it does not answer with 405 and the list of what works
//! (RFC 9110 §9.3.2, §15.5.6).

use std::fmt;

use actix_web::http::Method;
use actix_web::{FromRequest, Handler, Resource, Responder, Scope, web};

use super::Problem;

/// What a path asks of a program. The handler's parameters decide; this is said of them, and a test
/// asks every path whether it is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Nothing.
    Nothing,
    /// The access token of a session that holds.
    Token,
}

impl fmt::Display for Asks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "programs",
            Self::Token => "programs with an access token",
        })
    }
}

/// What is said of a path, for lists and tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteInfo {
    /// The path, parameters in braces.
    pub path: String,
    /// The methods it answers, as the `Allow` header says them.
    pub methods: String,
    /// What it asks of a program.
    pub asks: Asks,
}

/// A path and its handlers.
pub(super) struct Route {
    path: &'static str,
    asks: Asks,
    routes: Vec<actix_web::Route>,
    methods: Vec<Method>,
}

impl Route {
    pub(super) fn new(path: &'static str, asks: Asks) -> Self {
        Self { path, asks, routes: Vec::new(), methods: Vec::new() }
    }

    /// What answers GET, and HEAD without a body.
    pub(super) fn get<H, A>(self, handler: H) -> Self
    where
        H: Handler<A> + Clone,
        A: FromRequest + 'static,
        H::Output: Responder + 'static,
    {
        self.answer(Method::GET, handler.clone()).answer(Method::HEAD, handler)
    }

    /// What answers another method.
    pub(super) fn answer<H, A>(mut self, method: Method, handler: H) -> Self
    where
        H: Handler<A>,
        A: FromRequest + 'static,
        H::Output: Responder + 'static,
    {
        self.routes.push(web::method(method.clone()).to(handler));
        self.methods.push(method);
        self
    }

    pub(super) fn info(&self) -> RouteInfo {
        let methods: Vec<_> = self.methods.iter().map(Method::as_str).collect();
        RouteInfo { path: self.path.to_owned(), methods: methods.join(", "), asks: self.asks }
    }

    /// What answers at the path, below a scope.
    pub(super) fn into_resource(self) -> Resource {
        let path = self.path;
        self.at(path)
    }

    /// The path as a scope of its own, which answers for everything below it too.
    pub(super) fn into_scope(self) -> Scope {
        web::scope(self.path).service(self.at(""))
    }

    fn at(self, path: &str) -> Resource {
        let allow = self.info().methods;
        let resource = self.routes.into_iter().fold(web::resource(path), Resource::route);
        resource.default_service(web::to(move || {
            let refusal = Problem::method_not_allowed(&allow);
            async move { Err::<&'static str, _>(refusal) }
        }))
    }
}
