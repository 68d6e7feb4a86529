//! What stands around every answer.

use std::time::Duration;

use doorward::web::{asset, route_list};

use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::settings::Settings;
use crate::support::smtp_catcher::SmtpCatcher;

/// Directives that every policy holds; scripts and styles come from files of ours alone.
const POLICY: &[&str] = &[
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
];

fn is_guarded(answer: &Page, is_https: bool) {
    let of = |name: &str| answer.header(name);
    let policy: Vec<_> = of("content-security-policy").split(';').map(str::trim).collect();
    for directive in POLICY {
        assert!(policy.contains(directive), "{directive} of {}: {policy:?}", answer.path);
    }
    assert!(!of("content-security-policy").contains("unsafe"), "{}", answer.path);
    assert_eq!(of("x-content-type-options"), "nosniff", "{}", answer.path);
    let is_token_page = answer.path.contains(" /auth/");
    let referrer = if is_token_page { "strict-origin" } else { "same-origin" };
    assert_eq!(of("referrer-policy"), referrer, "{}", answer.path);
    assert_eq!(of("cross-origin-opener-policy"), "same-origin", "{}", answer.path);
    assert_eq!(of("cross-origin-resource-policy"), "same-origin", "{}", answer.path);
    assert!(of("permissions-policy").contains("camera=()"), "{}", answer.path);
    let strict = of("strict-transport-security");
    if is_https {
        let seconds = strict.split(';').next().and_then(|part| part.strip_prefix("max-age="));
        assert!(seconds.unwrap().parse::<u64>().unwrap() >= 31_536_000, "{strict}");
        assert!(strict.contains("includeSubDomains"));
    } else {
        assert_eq!(strict, "", "a promise that this machine cannot keep");
    }
    assert_eq!(of("x-request-id").len(), 32, "{}", answer.path);
    for telling in ["server", "x-powered-by", "access-control-allow-origin"] {
        assert_eq!(of(telling), "", "{telling} of {}", answer.path);
    }
    if !answer.body.is_empty() {
        let kind = of("content-type");
        assert!(!kind.is_empty(), "{}", answer.path);
        assert!(!kind.starts_with("text/") || kind.ends_with("charset=utf-8"), "{kind} of {}", answer.path);
    }
}

#[tokio::test]
async fn every_kind_of_answer_is_guarded() {
    let catcher = SmtpCatcher::spawn().await;
    for (settings, is_https) in [(Settings::development(), false), (Settings::public(&catcher), true)] {
        let app = TestApp::one_with(settings).await;
        let ada = app.user("ada").await;
        for who in [app.visitor(), ada.browser] {
            for route in route_list(!is_https) {
                for method in ["GET", "HEAD", "POST", "DELETE"] {
                    is_guarded(&who.copied().request(method, route.path).send().await, is_https);
                }
            }
            let style = asset("app.css");
            for path in
                ["/nowhere", "/health/live", "/health/ready", "/favicon.ico", style, "/static/nothing"]
            {
                is_guarded(&who.request("GET", path).send().await, is_https);
            }
            let foreign = who.request("POST", "/login").header("origin", "https://evil.test").send().await;
            assert_eq!(foreign.status, 403);
            is_guarded(&foreign, is_https);
            let long = who.copied().request("POST", "/recovery").body("text/plain", "x").send().await;
            assert_eq!(long.status, 415);
            is_guarded(&long, is_https);
        }
    }
}

#[tokio::test]
async fn no_answer_invites_other_sites_to_read_it() {
    let app = TestApp::one().await;
    let ada = app.user("ada").await;
    for origin in ["https://evil.test", "null", "http://127.0.0.1"] {
        for path in ["/", "/notes", "/login", "/nowhere", "/health/live"] {
            for method in ["GET", "OPTIONS"] {
                let request = ada.request(method, path).header("origin", origin);
                let answer = request.header("access-control-request-method", "POST").send().await;
                let invites = answer.headers.keys().any(|name| name.as_str().starts_with("access-control-"));
                assert!(!invites, "{method} {path} from {origin}");
            }
        }
    }
}

#[tokio::test]
async fn files_are_kept_for_ever_packed_and_told_apart_by_what_is_in_them() {
    let app = TestApp::one().await;
    let mut visitor = app.visitor();
    let home = visitor.get("/").await;
    let files =
        [home.attributes_of("link[rel=stylesheet]", "href"), home.attributes_of("script", "src")].concat();
    assert_eq!(files.len(), 2, "{files:?}");
    for file in files {
        let answer = visitor.request("GET", &file).send().await;
        assert_eq!(answer.status, 200, "{file}");
        let caching = answer.header("cache-control");
        assert!(caching.contains("immutable") && caching.contains("max-age=31536000"), "{caching}");
        assert!(answer.header("content-encoding").is_empty());
        let packed =
            visitor.request("GET", &file).header("accept-encoding", "gzip, deflate, br, zstd").send().await;
        assert_eq!(packed.header("content-encoding"), "br", "{file}");
        assert!(packed.header("vary").to_lowercase().contains("accept-encoding"));
        assert!(packed.bytes.len() * 2 < answer.bytes.len(), "{file}");
        let head = visitor.request("HEAD", &file).send().await;
        assert_eq!((head.status, head.bytes.len()), (200, 0));
        assert_eq!(head.header("cache-control"), caching);
        let bearing = app.user(&format!("user{}", file.len())).await;
        let answer = bearing.request("GET", &file).send().await;
        assert!(answer.header("cache-control").contains("immutable"), "whoever asks");
    }
    let icon = visitor.get("/favicon.ico").await;
    assert_eq!((icon.status, icon.set_cookies().len()), (200, 0));
    assert!(icon.header("content-type").starts_with("image/"));
}

#[tokio::test]
async fn a_process_tells_whether_it_lives_and_whether_it_can_work() {
    for app in TestApp::each().await {
        let visitor = app.visitor();
        for (path, status) in [("/health/live", "alive"), ("/health/ready", "ready")] {
            let answer = visitor.request("GET", path).send().await;
            assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"), "{path}");
            assert_eq!(answer.body, format!("{{\"status\":\"{status}\"}}"));
            assert_eq!(answer.header("cache-control"), "no-store");
            assert_eq!(visitor.request("HEAD", path).send().await.status, 200);
            // Whoever supervises the process does not say which host it thinks it asks.
            let bare = visitor.request("GET", path).header("host", "10.0.0.7:8080").send().await;
            assert_eq!(bare.status, 200);
        }
    }
}

#[tokio::test]
async fn links_in_mails_lead_to_the_site_whatever_a_request_says_of_its_name() {
    let app = TestApp::one().await;
    app.user("ada").await;
    for (header, value) in [
        ("host", "evil.test"),
        ("x-forwarded-host", "evil.test"),
        ("x-forwarded-proto", "http"),
        ("forwarded", "for=9.9.9.9;host=evil.test;proto=http"),
        ("x-original-host", "evil.test"),
        ("x-forwarded-port", "1"),
        ("x-forwarded-prefix", "/evil"),
    ] {
        app.clock.advance(Duration::from_hours(1));
        let mut browser = app.visitor();
        let form = browser.get("/recovery").await;
        let token = form.hidden("recovery", "form_token").unwrap();
        let fields = [("form_token", token.as_str()), ("email", "ada@example.com")];
        let answer = browser.request("POST", "/recovery").form(&fields).header(header, value).send().await;
        if answer.status == 303 {
            assert_eq!(answer.goes_to(), "/check-inbox", "{header}");
            let mail = app.mail_to("ada@example.com").await;
            for link in mail.links() {
                assert!(link.starts_with(&app.url("/")), "{header}: {link}");
            }
            assert!(!mail.text.contains("evil") && !mail.html.contains("evil"), "{header}");
        } else {
            assert!(matches!(answer.status, 400 | 421), "{header}: {}", answer.summary());
        }
    }
}
