//! Every path of the API, and the layers around them.

use actix_web::http::Method;
use actix_web::web::{self, Data, ServiceConfig};

use super::ApiSettings;
use super::handlers::{deletion, docs, me, openapi, password, register, revoke, sessions, token};
use super::layers::layered;
use super::route::{Asks, Route, RouteInfo};
use crate::people::People;

/// Below this everything is the API's.
const BASE: &str = "/api";

/// The paths below [`BASE`].
fn below_base() -> Vec<Route> {
    vec![
        Route::new("/register", Asks::Nothing).answer(Method::POST, register::register),
        Route::new("/token", Asks::Nothing).answer(Method::POST, token::give),
        Route::new("/token/revoke", Asks::Nothing).answer(Method::POST, revoke::revoke),
        Route::new("/users/me", Asks::Token)
            .get(me::show)
            .answer(Method::PATCH, me::change)
            .answer(Method::DELETE, deletion::delete),
        Route::new("/users/me/password", Asks::Token).answer(Method::POST, password::change),
        Route::new("/users/me/sessions", Asks::Token).get(sessions::list),
        Route::new("/users/me/sessions/{id}", Asks::Token).answer(Method::DELETE, sessions::end),
    ]
}

/// The description of the paths above.
fn description() -> Vec<Route> {
    vec![
        Route::new("/openapi.json", Asks::Nothing).get(openapi::show),
        Route::new("/docs", Asks::Nothing).get(docs::show),
    ]
}

/// The plain paths, for programs written for them. They have the same handlers.
fn plain() -> Vec<Route> {
    vec![
        Route::new("/register", Asks::Nothing).get(register::page).answer(Method::POST, register::register),
        Route::new("/token", Asks::Nothing).answer(Method::POST, token::give),
        Route::new("/users/me", Asks::Token).get(me::show),
        Route::new("/docs", Asks::Nothing).get(docs::lead),
    ]
}

/// What there is, for lists and tests.
pub fn list() -> Vec<RouteInfo> {
    let below_base = below_base().into_iter().chain(description()).map(|route| {
        let info = route.info();
        RouteInfo { path: format!("{BASE}{}", info.path), ..info }
    });
    below_base.chain(plain().iter().map(Route::info)).collect()
}

/// Mounts the API.
pub fn routes(people: Data<People>, settings: &ApiSettings) -> impl FnOnce(&mut ServiceConfig) {
    let settings = settings.clone();
    move |config| {
        let mut scope = web::scope(BASE);
        for route in below_base().into_iter().chain(description()) {
            scope = scope.service(route.into_resource());
        }
        config.service(layered(scope, people.clone(), &settings));
        for route in plain() {
            config.service(layered(route.into_scope(), people.clone(), &settings));
        }
    }
}
