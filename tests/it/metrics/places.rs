//! Where the numbers are shown, and to whom.

use std::net::SocketAddr;

use super::exposition::Exposition;
use crate::support::app::TestApp;
use crate::support::settings::Settings;

const TOKEN: &str = "9b1c7f30d2a84e5f96a1c0b7e8d35f42";

#[tokio::test]
async fn without_a_setting_they_are_shown_nowhere() {
    let app = TestApp::one().await;
    let page = app.visitor().request("GET", "/metrics").header("authorization", "Bearer ").send().await;
    assert_eq!(page.status, 404);
    assert!(!page.body.contains("doorward_"), "{}", page.body);
    assert_eq!(app.config.metrics.address, None);
}

#[tokio::test]
async fn on_the_public_listener_they_are_for_the_holder_of_the_token_alone() {
    let app = TestApp::one_with(Settings::development().with("DOORWARD_METRICS_TOKEN", TOKEN)).await;
    let ask = async |header: Option<String>| {
        let request = app.visitor().request("GET", "/metrics");
        match header {
            Some(header) => request.header("authorization", header).send().await,
            None => request.send().await,
        }
    };
    let almost = format!("{}0", &TOKEN[..TOKEN.len() - 1]);
    let longer = format!("{TOKEN}0");
    for header in [
        None,
        Some(String::new()),
        Some("Bearer".to_owned()),
        Some("Bearer ".to_owned()),
        Some(TOKEN.to_owned()),
        Some(format!("Basic {TOKEN}")),
        Some(format!("Bearer {almost}")),
        Some(format!("Bearer {longer}")),
    ] {
        let page = ask(header.clone()).await;
        assert_eq!((page.status, page.body.as_str()), (401, ""), "{header:?}");
        assert_eq!(page.header("www-authenticate"), "Bearer realm=\"metrics\"");
    }
    for scheme in ["Bearer", "bearer"] {
        let page = ask(Some(format!("{scheme} {TOKEN}"))).await;
        assert_eq!(page.status, 200);
        let content_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
        assert_eq!((page.header("content-type"), page.header("cache-control")), (content_type, "no-store"));
        let numbers = Exposition::read(&page.body);
        assert!(numbers.get("doorward_build_info", &[("version", env!("CARGO_PKG_VERSION"))]).is_some());
    }
    let labels = [("route", "/metrics"), ("status", "401")];
    let refused = app.numbers().sum("doorward_http_requests_total", &labels);
    assert!((refused - 8.0).abs() < f64::EPSILON, "guessing shows in them: {refused}");
}

#[tokio::test]
async fn a_listener_of_their_own_shows_them_and_nothing_else() {
    let app =
        TestApp::one_with(Settings::development().with("DOORWARD_METRICS_ADDRESS", "127.0.0.1:0")).await;
    let address: SocketAddr = app.config.metrics.address.unwrap();
    assert!(address.port() != 0 && address != app.address());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let ask = async |path: &str| client.get(format!("http://{address}{path}")).send().await.unwrap();
    let answer = ask("/metrics").await;
    assert_eq!(answer.status(), 200);
    let numbers = Exposition::read(&answer.text().await.unwrap());
    assert!(numbers.families.contains_key("doorward_http_requests"));
    for path in ["/", "/login", "/health/ready", "/auth/v1/health"] {
        assert_eq!(ask(path).await.status(), 404, "{path}");
    }
    assert_eq!(app.visitor().get("/metrics").await.status, 404, "not on the public one");
    app.stop().await;
    assert!(client.get(format!("http://{address}/metrics")).send().await.is_err(), "it stops with the site");
}
