//! What programs look for at fixed places: search engines, password managers, phones, and people who
//! found a hole.

use std::time::Duration;

use doorward::clock::Timestamp;
use doorward::web::{Enters, RouteInfo, asset, route_list};

use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::person::PASSWORD;
use crate::support::settings::{PUBLIC_ORIGIN, Settings};
use crate::support::smtp_catcher::SmtpCatcher;

const TEXTS: &[&str] = &["/manifest.webmanifest", "/robots.txt", "/sitemap.xml", "/.well-known/security.txt"];

async fn public_site(support: &str) -> (TestApp, SmtpCatcher) {
    let catcher = SmtpCatcher::spawn().await;
    let settings = Settings::public(&catcher).with("DOORWARD_SUPPORT", support);
    (TestApp::one_with(settings.with("DOORWARD_PRODUCT", "Ada & \"Sons\"")).await, catcher)
}

async fn get(app: &TestApp, path: &str) -> Page {
    app.visitor().request("GET", path).send().await
}

/// The addresses in a sitemap.
fn locations(sitemap: &Page) -> Vec<&str> {
    let starts = sitemap.body.split("<loc>").skip(1);
    starts.map(|rest| rest.split_once("</loc>").unwrap().0).collect()
}

/// What robots are asked to leave alone.
fn disallowed(robots: &Page) -> Vec<&str> {
    robots.body.lines().filter_map(|line| line.strip_prefix("Disallow: ")).collect()
}

fn line<'a>(page: &'a Page, name: &str) -> &'a str {
    let mut found = page.body.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    let first = found.next().unwrap_or_else(|| panic!("no {name} in {}", page.body));
    assert_eq!(found.next(), None, "{name} twice");
    first
}

#[tokio::test]
async fn texts_are_for_everybody_answer_head_and_are_sent_only_when_they_changed() {
    let (app, _catcher) = public_site("help@example.com").await;
    let ada = app.user("ada").await;
    for path in TEXTS {
        let full = get(&app, path).await;
        assert_eq!((full.status, full.header("cache-control")), (200, "public, max-age=3600"), "{path}");
        assert_eq!(ada.request("GET", path).send().await.body, full.body, "{path}");
        let head = app.visitor().request("HEAD", path).send().await;
        assert_eq!((head.status, head.bytes.len()), (200, 0), "{path}");
        for name in ["content-type", "content-length", "etag", "cache-control"] {
            assert_eq!(head.header(name), full.header(name), "{name} of {path}");
            assert!(!full.header(name).is_empty(), "{name} of {path}");
        }
        let ask = |etag: &str| app.visitor().request("GET", path).header("if-none-match", etag);
        let known = ask(full.header("etag")).send().await;
        assert_eq!((known.status, known.bytes.len()), (304, 0), "{path}");
        assert_eq!(ask("\"another\"").send().await.body, full.body, "{path}");
        let posted = app.visitor().request("POST", path).send().await;
        assert_eq!((posted.status, posted.header("allow")), (405, "GET, HEAD"), "{path}");
    }
}

#[tokio::test]
async fn a_password_manager_leads_to_the_page_where_the_password_is_changed() {
    for app in TestApp::each().await {
        for method in ["GET", "HEAD"] {
            let answer = app.visitor().request(method, "/.well-known/change-password").send().await;
            assert_eq!(answer.goes_to(), "/account/password");
        }
        app.user("ada").await;
        let mut browser = app.visitor();
        browser.get("/.well-known/change-password").await;
        assert_eq!(browser.follow().await.hidden("login", "next").as_deref(), Some("/account/password"));
        let entered = browser.submit("login", &[("username", "ada"), ("password", PASSWORD)]).await;
        assert_eq!(entered.goes_to(), "/account/password");
        assert!(browser.follow().await.has_form("password-form"));
    }
}

#[tokio::test]
async fn a_well_known_place_that_is_not_there_says_so() {
    let app = TestApp::one().await;
    let ada = app.user("ada").await;
    for path in [
        "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200",
        "/.well-known/",
        "/.well-known/change-password/",
        "/.well-known/change-password.html",
        "/.well-known/passkey-endpoints",
        // Nobody is named who could be told.
        "/.well-known/security.txt",
    ] {
        for who in [&app.visitor(), &ada.browser] {
            assert_eq!(who.request("GET", path).send().await.status, 404, "{path}");
        }
    }
}

#[tokio::test]
async fn whoever_found_a_hole_learns_whom_to_tell() {
    for (support, contact) in [
        ("help@example.com", "mailto:help@example.com"),
        ("https://example.com/help", "https://example.com/help"),
    ] {
        let (app, _catcher) = public_site(support).await;
        let text = get(&app, "/.well-known/security.txt").await;
        assert_eq!(text.header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(line(&text, "Contact"), contact);
        assert_eq!(line(&text, "Canonical"), format!("{PUBLIC_ORIGIN}/.well-known/security.txt"));
        assert_eq!(line(&text, "Preferred-Languages"), "en, de");
        app.clock.advance(Duration::from_hours(1));
        let hour_later = get(&app, "/.well-known/security.txt").await;
        assert_eq!(hour_later.body, text.body, "the same all day");
        for _ in 0..3 {
            app.clock.advance(Duration::from_hours(200 * 24));
            let text = get(&app, "/.well-known/security.txt").await;
            let expires = Timestamp::parse_rfc3339(line(&text, "Expires")).unwrap();
            let good_for = expires.since(app.clock.now());
            assert!(good_for > Duration::from_hours(30 * 24), "{}", text.body);
            assert!(good_for < Duration::from_hours(365 * 24), "{}", text.body);
        }
    }
}

#[tokio::test]
async fn a_place_for_help_that_anybody_may_change_on_the_way_is_not_given() {
    let (app, _catcher) = public_site("http://example.com/help").await;
    assert_eq!(get(&app, "/.well-known/security.txt").await.status, 404);
}

#[tokio::test]
async fn a_phone_knows_the_site_by_its_name_and_icons() {
    let (app, _catcher) = public_site("help@example.com").await;
    let answer = get(&app, "/manifest.webmanifest").await;
    assert_eq!(answer.header("content-type"), "application/manifest+json; charset=utf-8");
    let manifest = answer.json();
    assert_eq!(manifest["name"], "Ada & \"Sons\"");
    assert_eq!(manifest["short_name"], manifest["name"]);
    assert_eq!((&manifest["start_url"], &manifest["scope"]), (&"/".into(), &"/".into()));
    let home = get(&app, "/").await;
    assert_eq!(home.attributes_of("link[rel=manifest]", "href"), ["/manifest.webmanifest"]);
    let light = home.attributes_of("meta[name=theme-color][media*=light]", "content");
    assert_eq!(manifest["theme_color"], light[0], "the colour of the pages");
    assert_eq!(manifest["background_color"], light[0]);
    let icons = manifest["icons"].as_array().unwrap();
    let of = |name: &str| icons.iter().filter_map(|icon| icon[name].as_str()).collect::<Vec<_>>();
    assert_eq!(of("sizes"), ["any", "192x192", "512x512", "512x512"]);
    assert_eq!(of("purpose"), ["any", "any", "maskable"]);
    for (src, kind) in of("src").into_iter().zip(of("type")) {
        let icon = get(&app, src).await;
        assert!(icon.status == 200 && icon.header("content-type").starts_with(kind), "{src}");
    }
    for (name, pixels) in [
        ("icon-192.png", (192, 192)),
        ("icon-512.png", (512, 512)),
        ("icon-maskable.png", (512, 512)),
        ("apple-touch-icon.png", (180, 180)),
        ("sharing.png", (1200, 630)),
    ] {
        let picture = get(&app, asset(name)).await.bytes;
        assert_eq!(size_of(&picture), pixels, "{name}");
        assert!(picture.len() < 8_000, "{name}: {} bytes", picture.len());
    }
}

/// Width and height of a PNG (RFC 2083 §4.1.1).
fn size_of(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[tokio::test]
async fn search_engines_are_shown_public_pages_and_asked_to_leave_the_rest() {
    let (app, _catcher) = public_site("help@example.com").await;
    let (robots, sitemap) = (get(&app, "/robots.txt").await, get(&app, "/sitemap.xml").await);
    assert_eq!(robots.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(sitemap.header("content-type"), "application/xml; charset=utf-8");
    assert_eq!(line(&robots, "User-agent"), "*");
    assert_eq!(line(&robots, "Sitemap"), format!("{PUBLIC_ORIGIN}/sitemap.xml"));
    let (disallowed, locations) = (disallowed(&robots), locations(&sitemap));
    let is_left = |path: &str| disallowed.iter().any(|start| path.starts_with(start));
    for path in ["/api/users/me", "/auth/confirm", "/auth/v1/token", "/dev/mailbox", "/account"] {
        assert!(is_left(path), "{path} in {}", robots.body);
    }
    let mut listed = Vec::new();
    for route in route_list(true) {
        if !matches!(route.enters, Enters::Everyone | Enters::Guests) {
            assert!(is_left(route.path), "{} in {}", route.path, robots.body);
        }
        if route.is_listed {
            assert!(!is_left(route.path), "{}", route.path);
            listed.push(format!("{PUBLIC_ORIGIN}{}", route.path));
        }
    }
    for path in ["/static/x", "/", "/preferences"] {
        assert!(!is_left(path), "{path}");
    }
    assert_eq!(locations, listed);
    assert!(listed.len() >= 4, "{listed:?}");
}

#[tokio::test]
async fn only_pages_with_tokens_and_of_accounts_ask_to_be_kept_out_of_search_engines() {
    let app = TestApp::one().await;
    let mut ada = app.user("ada").await;
    let mut waiting = app.visitor();
    waiting.asks_for_recovery("ada@example.com").await;
    for route in route_list(false).iter().filter(|route| route.methods.contains("GET")) {
        let page = match route.path {
            "/check-inbox" => waiting.visit(route.path).await,
            // Not everybody who is signed in is shown these.
            "/recovery/password" => ada.visit("/dev/pages/new-password/empty").await,
            "/welcome/username" => ada.visit("/dev/pages/welcome/empty").await,
            "/reauthenticate" => ada.visit("/dev/pages/reauthenticate/empty").await,
            "/auth/confirm" => waiting.visit("/auth/confirm?token_hash=none&type=email").await,
            path if is_for_users(route) => ada.visit(path).await,
            path => app.visitor().visit(path).await,
        };
        let is_kept_out = !page.attributes_of("meta[name=robots][content=noindex]", "content").is_empty();
        let holds_secrets = route.path.starts_with("/auth/") || route.path == "/check-inbox";
        if is_for_users(route) || holds_secrets {
            assert!(is_kept_out, "{}", page.summary());
            assert!(!route.is_listed, "{}", route.path);
        } else {
            assert_eq!((page.status, is_kept_out), (200, false), "{}", page.summary());
        }
    }
}

fn is_for_users(route: &RouteInfo) -> bool {
    !matches!(route.enters, Enters::Everyone | Enters::Guests)
}

#[tokio::test]
async fn a_link_to_the_site_is_shown_elsewhere_with_its_name_a_sentence_and_a_picture() {
    let (app, _catcher) = public_site("help@example.com").await;
    let home = get(&app, "/").await;
    let of = |property: &str| {
        let said = home.attributes_of(&format!("meta[property=\"{property}\"]"), "content");
        assert_eq!(said.len(), 1, "{property}");
        said[0].clone()
    };
    assert_eq!(of("og:title"), "Ada & \"Sons\"");
    assert_eq!(of("og:type"), "website");
    assert_eq!(of("og:locale"), "en_GB");
    assert_eq!(of("og:url"), format!("{PUBLIC_ORIGIN}/"));
    assert_eq!(home.attributes_of("link[rel=canonical]", "href"), [format!("{PUBLIC_ORIGIN}/")]);
    assert_eq!(home.attributes_of("meta[name=description]", "content"), [of("og:description")]);
    assert!(!of("og:image:alt").is_empty());
    let picture = of("og:image");
    let path = picture.strip_prefix(PUBLIC_ORIGIN).unwrap_or_else(|| panic!("{picture}"));
    let picture = get(&app, path).await;
    assert_eq!(picture.header("content-type"), of("og:image:type"));
    let (width, height) = size_of(&picture.bytes);
    assert_eq!((of("og:image:width"), of("og:image:height")), (width.to_string(), height.to_string()));
    let login = get(&app, "/login").await;
    assert!(login.attributes_of("meta[property^='og:']", "content").is_empty(), "that is for the home page");
}
