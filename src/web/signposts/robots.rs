//! What search engines are asked to leave alone (RFC 9309). It keeps nobody out: rights do that.

use url::Url;

use super::sign::Sign;
use crate::web::route::Enters;
use crate::web::routes;

/// What stands beside the pages: programs' interfaces, links from mails, and what developers see.
const BESIDE: &[&str] = &["/api/", "/auth/", "/dev/"];

pub(super) fn robots(origin: &Url) -> Sign {
    let mut lines = vec!["User-agent: *".to_owned()];
    lines.extend(left_alone().into_iter().map(|path| format!("Disallow: {path}")));
    if let Ok(sitemap) = origin.join("/sitemap.xml") {
        lines.extend([String::new(), format!("Sitemap: {sitemap}")]);
    }
    Sign::new("text/plain; charset=utf-8", lines.join("\n") + "\n")
}

/// The beginnings of all paths that are not for everybody, each once.
fn left_alone() -> Vec<&'static str> {
    let mut paths: Vec<_> = routes::list(false)
        .iter()
        .filter(|route| !matches!(route.enters, Enters::Everyone | Enters::Guests))
        .map(|route| route.path)
        .chain(BESIDE.iter().copied())
        .collect();
    paths.sort_unstable();
    // What begins like the one before it is said already.
    paths.dedup_by(|path, before| path.starts_with(*before));
    paths
}
