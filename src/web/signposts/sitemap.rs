//! The pages that search engines may show (sitemaps.org): those whose routes are declared to be listed.

use url::Url;

use super::sign::Sign;
use crate::web::routes;

pub(super) fn sitemap(origin: &Url) -> Sign {
    let places = routes::list(false).into_iter().filter(|route| route.is_listed).map(|route| route.path);
    let urls =
        places.filter_map(|path| origin.join(path).ok()).map(|url| format!("  <url><loc>{url}</loc></url>"));
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}\n</urlset>\n",
        urls.collect::<Vec<_>>().join("\n")
    );
    Sign::new("application/xml; charset=utf-8", text)
}
