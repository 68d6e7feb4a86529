//! `doorward routes`: every path of the site, what it answers and who may enter.

use super::output::say;
use crate::web::route_list;

pub(super) fn list() {
    let routes = route_list(true);
    let width = |of: fn(&crate::web::RouteInfo) -> usize| routes.iter().map(of).max().unwrap_or_default();
    let (methods, paths) = (width(|route| route.methods.len()), width(|route| route.path.len()));
    for route in &routes {
        say(&format!("{:methods$}  {:paths$}  {}", route.methods, route.path, route.enters));
    }
    say(&format!("{:methods$}  {:paths$}  everyone", "GET, HEAD", "/health/live"));
    say(&format!("{:methods$}  {:paths$}  everyone", "GET, HEAD", "/health/ready"));
    say(&format!("{:methods$}  {:paths$}  everyone", "GET, HEAD", "/static/{name}"));
    say(&format!("{:methods$}  {:paths$}  programs, where the auth server is inside", "any", "/auth/v1/…"));
}
