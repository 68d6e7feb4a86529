//! Pages of other origins that call the API.

use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::settings::Settings;

const FRIEND: &str = "https://app.example.com";

async fn app() -> TestApp {
    let settings = Settings::development()
        .with("DOORWARD_API_ORIGINS", "https://app.example.com/, http://localhost:5173");
    TestApp::one_with(settings).await
}

/// What a browser asks before it lets a page ask.
async fn preflight(app: &TestApp, origin: &str, path: &str) -> Page {
    let request = app.program().request("OPTIONS", path).header("origin", origin);
    request.header("access-control-request-method", "PATCH").send().await
}

#[tokio::test]
async fn a_chosen_origin_may_ask_with_a_token_and_never_with_cookies() {
    let app = app().await;
    let allowed = preflight(&app, FRIEND, "/api/users/me").await;
    assert_eq!((allowed.status, allowed.header("access-control-allow-origin")), (204, FRIEND));
    assert!(allowed.header("access-control-allow-methods").contains("PATCH"));
    assert_eq!(allowed.header("access-control-allow-headers"), "Authorization, Content-Type");
    let answer = app.program().request("GET", "/api/users/me").header("origin", FRIEND).send().await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (401, FRIEND));
    assert!(answer.header("access-control-expose-headers").contains("WWW-Authenticate"));
    for page in [&allowed, &answer] {
        assert_eq!(page.header("vary"), "Origin");
        assert_eq!(page.header("access-control-allow-credentials"), "");
    }
    let local = preflight(&app, "http://localhost:5173", "/api/token").await;
    assert_eq!(local.header("access-control-allow-origin"), "http://localhost:5173");
}

#[tokio::test]
async fn every_other_origin_is_told_nothing() {
    let chosen = app().await;
    let nobody = TestApp::one().await;
    for (app, origin) in [
        (&chosen, "https://app.example.com.evil.example"),
        (&chosen, "http://app.example.com"),
        (&chosen, "https://app.example.com:8443"),
        (&chosen, "null"),
        (&nobody, FRIEND),
    ] {
        let refused = preflight(app, origin, "/api/users/me").await;
        assert_eq!((refused.status, refused.header("access-control-allow-origin")), (405, ""), "{origin}");
        let answer = app.program().request("GET", "/api/users/me").header("origin", origin).send().await;
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (401, ""), "{origin}");
    }
    let page = chosen.visitor().request("GET", "/login").header("origin", FRIEND).send().await;
    assert_eq!(page.header("access-control-allow-origin"), "", "pages are not for other origins");
}
