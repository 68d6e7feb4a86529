//! The page that somebody chose the language on, to come back to. Unlike a [`NextPath`] it may be a
//! door: most people find out there that they don't understand a site.

use std::fmt;

use actix_web::HttpRequest;
use actix_web::http::Method;

use super::NextPath;
use super::next_path::{begins_with, local_path, next_in};

/// Where the language is chosen.
pub(super) const PREFERENCES_PATH: &str = "/preferences";

/// The first segments of pages that nobody comes back to: links there hold tokens, or there is nothing
/// to see.
const NO_PAGES: &[&str] = &["auth", "logout", "preferences"];

/// A page of this site, perhaps with where it leads afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WayBack(String);

impl WayBack {
    /// Reads what came in a query or a form. Nothing when it leads elsewhere.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let path = local_path(text)?;
        (!begins_with(&path, NO_PAGES)).then(|| Self(text.to_owned()))
    }

    /// The page that a request asks for, if it is one. Of its query only where it leads afterwards is
    /// kept: of everything else nobody knows here whether it is to be seen.
    pub(crate) fn to(request: &HttpRequest) -> Option<Self> {
        let is_page =
            matches!(*request.method(), Method::GET | Method::HEAD) && request.match_pattern().is_some();
        if !is_page {
            return None;
        }
        let (path, query) = (request.path(), request.query_string());
        if path == PREFERENCES_PATH {
            return next_in(query).and_then(|next| Self::parse(&next));
        }
        Self::parse(&match NextPath::in_query(query) {
            Some(next) => format!("{path}?{}", next.query()),
            None => path.to_owned(),
        })
    }

    /// The page itself.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WayBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
