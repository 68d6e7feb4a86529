//! What no page of ours sends: each gets a page that says so, and none what a parser thought.

use doorward::web::route_list;

use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::visitor::Visitor;

const FORM: &str = "application/x-www-form-urlencoded";

/// Words of parsers and of the inside.
const INSIDE: &[&str] = &[
    "missing field",
    "invalid type",
    "expected",
    "Parse error",
    "parse error",
    "deserialize",
    "serde",
    "actix",
    "payload",
    "panicked",
    "sqlx",
    "SQLite",
    "Postgres",
    "content type error",
    "src/",
    ".rs",
    "Overflow",
];

fn is_branded(answer: &Page, status: u16, heading: &str) {
    assert_eq!(answer.status, status, "{}", answer.summary());
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{}", answer.path);
    assert_eq!(answer.heading(), heading, "{}", answer.path);
    assert!(answer.title().ends_with("– Doorward"), "{}", answer.title());
    let reference = answer.text_of("main code").expect("a reference for support");
    assert_eq!(reference, answer.header("x-request-id"), "{}", answer.path);
    assert!(reference.len() >= 32);
    for word in INSIDE {
        assert!(!answer.body.contains(word), "{word:?} in {}", answer.summary());
    }
    assert!(!answer.attributes_of("main a, footer a, header a", "href").is_empty(), "a next step");
}

fn form_paths() -> Vec<&'static str> {
    let routes = route_list(true);
    // Signing out reads no form.
    routes
        .iter()
        .filter(|route| route.methods.contains("POST") && !route.path.starts_with("/logout"))
        .map(|route| route.path)
        .collect()
}

/// Somebody who reaches the form on each path.
async fn everybody(app: &TestApp) -> Vec<(&'static str, Visitor)> {
    let ada = app.user("ada").await;
    let waiting = app.unconfirmed("grace").await;
    let _mail = app.mail_to("ada@example.com");
    app.user("eve").await;
    app.clock.advance(std::time::Duration::from_mins(2));
    let mut recovering = app.visitor();
    recovering.asks_for_recovery("eve@example.com").await;
    recovering.opens_mail_link(app.mail_to("eve@example.com").await.link()).await;
    form_paths()
        .into_iter()
        .map(|path| {
            let who = match path {
                "/login" | "/signup" | "/recovery" | "/auth/confirm" => app.visitor(),
                "/check-inbox" | "/check-inbox/resend" => waiting.copied(),
                "/recovery/password" => recovering.copied(),
                _ => ada.copied(),
            };
            (path, who)
        })
        .collect()
}

#[tokio::test]
async fn a_body_that_is_no_form_is_refused_on_every_path() {
    let app = TestApp::one().await;
    for (path, who) in everybody(&app).await {
        for kind in [
            "application/json",
            "text/plain",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded; charset=utf-16",
            "application/x-www-form-urlencoded; charset=bogus",
            "",
        ] {
            let answer = who.request("POST", path).body(kind, "a=b").send().await;
            is_branded(&answer, 415, "We can’t read what was sent");
        }
        let none = who.request("POST", path).body(FORM, "a=b").without("content-type").send().await;
        is_branded(&none, 415, "We can’t read what was sent");
        let packed =
            who.request("POST", path).body(FORM, "a=b").header("content-encoding", "gzip").send().await;
        is_branded(&packed, 415, "We can’t read what was sent");
    }
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused_on_every_path() {
    let app = TestApp::one().await;
    for (path, who) in everybody(&app).await {
        let answer = who.request("POST", path).body(FORM, format!("a={}", "x".repeat(20_000))).send().await;
        is_branded(&answer, 413, "That is more than we can take");
    }
}

#[tokio::test]
async fn a_form_that_can_be_read_in_two_ways_is_refused_on_every_path() {
    let app = TestApp::one().await;
    let many: Vec<_> = (0..100).map(|number| format!("f{number}=x")).collect();
    let many = many.join("&");
    for (path, who) in everybody(&app).await {
        for body in [
            &b"form_token=a&form_token=b"[..],
            b"next=%2Fa&next=%2F%2Fevil.test",
            b"email[]=a",
            b"email.x=a",
            b"a=%zz",
            b"a=%",
            b"a=%u0041",
            b"a=%ff%fe",
            b"a=\xff",
            b"a=%ed%a0%80",
            b"a=%00",
            many.as_bytes(),
        ] {
            let answer = who.request("POST", path).body(FORM, body).send().await;
            is_branded(&answer, 400, "We can’t read this request");
        }
    }
}

#[tokio::test]
async fn what_is_not_there_has_a_page_that_helps() {
    let app = TestApp::one().await;
    let ada = app.user("ada").await;
    for who in [app.visitor(), ada.browser] {
        for path in [
            "/nowhere",
            "/account/x.css",
            "/account%2fx.css",
            "/notes/",
            "/notes.html",
            "/NOTES",
            "/account;x",
            "/.git/config",
            "/.env",
            "/dev/mailbox/not-a-uuid",
            "/dev/mailbox/0190f0de-0000-7000-8000-000000000000",
            "/auth",
            "/admin",
            "/%00",
        ] {
            let answer = who.request("GET", path).send().await;
            is_branded(&answer, 404, "Page not found");
            let caching = answer.header("cache-control");
            assert!(caching.contains("no-store") || caching.contains("no-cache"), "{path}: {caching}");
        }
    }
}

#[tokio::test]
async fn no_path_leads_out_of_the_files() {
    let app = TestApp::one().await;
    let visitor = app.visitor();
    for path in [
        "/static",
        "/static/",
        "/static/nothing.css",
        "/static/.env",
        "/static/..%2fCargo.toml",
        "/static/%2e%2e%2fCargo.toml",
        "/static/%252e%252e/Cargo.toml",
        "/static/..%5cCargo.toml",
        "/static//etc/passwd",
        "/static/app.css",
        "/static/app.css%00.png",
    ] {
        let answer = visitor.request("GET", path).send().await;
        assert_eq!(answer.status, 404, "{}", answer.summary());
        assert!(!answer.body.contains("[package]") && !answer.body.contains("root:"), "{path}");
        assert!(!answer.header("cache-control").contains("immutable"), "{path}");
    }
}

#[tokio::test]
async fn what_others_write_into_a_query_breaks_no_page() {
    let app = TestApp::one().await;
    let mut ada = app.user("ada").await;
    for path in ["/notes?utm_source=x&utm_source=y", "/?a[]=1&b=%C3%A9", "/account?x"] {
        assert_eq!(ada.get(path).await.status, 200, "{path}");
    }
    let visitor = app.visitor();
    for query in ["next=%ff", "next=%zz", "token_hash=%00"] {
        for path in ["/login", "/signup", "/auth/confirm"] {
            let answer = visitor.request("GET", &format!("{path}?{query}")).send().await;
            assert!(matches!(answer.status, 200 | 400), "{}", answer.summary());
            if answer.status == 400 {
                is_branded(&answer, 400, "We can’t read this request");
            }
        }
    }
    let twice = visitor.request("GET", "/login?next=/a&next=//evil.test").send().await;
    is_branded(&twice, 400, "We can’t read this request");
}
