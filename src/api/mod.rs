//! The JSON API for programs: Bearer tokens in, JSON out, and no cookie in either direction.

mod bearer;
mod extract;
mod field_errors;
mod handlers;
mod layers;
mod middleware;
mod note_use;
mod oauth_error;
mod openapi;
mod problem;
mod problem_kind;
mod route;
mod routes;

pub use layers::ApiSettings;
pub use problem::Problem;
pub use problem_kind::ProblemKind;
pub use route::{Asks, RouteInfo};
pub use routes::{list as route_list, routes};

pub(crate) use field_errors::FieldErrors;
pub(crate) use oauth_error::OAuthError;
