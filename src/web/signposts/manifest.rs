//! How a phone names and draws the site beside its apps (W3C Web Application Manifest).

use serde_json::json;

use super::sign::Sign;
use crate::web::asset;

/// The light canvas of the pages, behind the icon while a page loads.
const CANVAS: &str = "#f9fafc";

pub(super) fn manifest(product: &str) -> Sign {
    let picture = |name: &str, size: &str, purpose: &str| json!({ "src": asset(name), "sizes": size, "type": "image/png", "purpose": purpose });
    let manifest = json!({
        "id": "/",
        "name": product,
        "short_name": product,
        "start_url": "/",
        "scope": "/",
        // Whoever cannot go back is lost when a mail leads them here.
        "display": "minimal-ui",
        "background_color": CANVAS,
        "theme_color": CANVAS,
        "icons": [
            { "src": asset("icon.svg"), "sizes": "any", "type": "image/svg+xml" },
            picture("icon-192.png", "192x192", "any"),
            picture("icon-512.png", "512x512", "any"),
            picture("icon-maskable.png", "512x512", "maskable"),
        ],
    });
    Sign::new("application/manifest+json; charset=utf-8", manifest.to_string())
}
