//! `doorward routes`: every path, what it answers and who may enter.

use super::output::say;
use crate::{api, web};

pub(super) fn list() {
    let lines = lines();
    let width = |of: fn(&Line) -> usize| lines.iter().map(of).max().unwrap_or_default();
    let (methods, paths) = (width(|line| line.methods.len()), width(|line| line.path.len()));
    for Line { methods: answered, path, enters } in &lines {
        say(&format!("{answered:methods$}  {path:paths$}  {enters}"));
    }
}

/// One path.
struct Line {
    methods: String,
    path: String,
    enters: String,
}

impl Line {
    fn of(methods: &str, path: &str, enters: &str) -> Self {
        Self { methods: methods.to_owned(), path: path.to_owned(), enters: enters.to_owned() }
    }
}

/// The site, the API, and what the server answers beside them.
fn lines() -> Vec<Line> {
    let site = web::route_list(true)
        .into_iter()
        .map(|route| Line::of(route.methods, route.path, &route.enters.to_string()));
    let api = api::route_list()
        .into_iter()
        .map(|route| Line::of(&route.methods, &route.path, &route.asks.to_string()));
    let beside = [
        Line::of("GET, HEAD", "/health/live", "everyone"),
        Line::of("GET, HEAD", "/health/ready", "everyone"),
        Line::of("GET, HEAD", "/manifest.webmanifest", "everyone"),
        Line::of("GET, HEAD", "/robots.txt", "everyone"),
        Line::of("GET, HEAD", "/sitemap.xml", "everyone"),
        Line::of("GET, HEAD", "/static/{name}", "everyone"),
        Line::of("GET, HEAD", "/.well-known/change-password", "everyone"),
        Line::of("GET, HEAD", "/.well-known/security.txt", "everyone"),
        Line::of("any", "/auth/v1/…", "programs, where the auth server is inside"),
    ];
    site.chain(api).chain(beside).collect()
}
