//! Traces, at a collector that is there and at one that is not.

use std::time::Duration;

use serde_json::Value;
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::patience::until;
use crate::support::person::PASSWORD;
use crate::support::port::Port;
use crate::support::process::Place;
use crate::support::smtp_catcher::SmtpCatcher;

/// A collector, and what it was sent.
async fn collector() -> MockServer {
    let collector = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/v1/traces"))
        .and(header("content-type", "application/json"))
        .and(header("x-key", "collectors-key"))
        .respond_with(ResponseTemplate::new(200).set_body_string("{}"))
        .mount(&collector)
        .await;
    collector
}

/// Every span so far; each batch is checked to be of this service.
async fn spans(collector: &MockServer) -> Vec<Value> {
    let mut spans = Vec::new();
    for request in collector.received_requests().await.unwrap() {
        assert_eq!(request.url.path(), "/v1/traces");
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let of_service = &body["resourceSpans"][0];
        assert_eq!(attribute(&of_service["resource"], "service.name"), Some("front-door"));
        spans.extend(of_service["scopeSpans"][0]["spans"].as_array().unwrap().clone());
    }
    spans
}

fn attribute<'a>(of: &'a Value, name: &str) -> Option<&'a str> {
    let pairs = of["attributes"].as_array()?;
    let value = &pairs.iter().find(|pair| pair["key"] == name)?["value"];
    value["stringValue"].as_str().or_else(|| value["intValue"].as_str())
}

#[tokio::test]
async fn a_request_and_what_it_asks_of_the_auth_server_arrive_as_one_trace_that_holds_no_secret() {
    let (collector, catcher) = (collector().await, SmtpCatcher::spawn().await);
    let place = Place::new(&[
        ("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.uri()),
        ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=collectors-key"),
        ("OTEL_SERVICE_NAME", "front-door"),
    ])
    .mailing_through(&catcher);
    let program = place.start_ready().await;
    place.user("ada").await;
    let mut browser = place.visitor();
    let stranger = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    browser.request("GET", "/login?next=/notes").header("traceparent", stranger).send().await;
    assert_eq!(browser.signs_in("ada", PASSWORD).await.status, 303);
    program.terminate().await;
    let ended = program.ends().await;
    assert_eq!(ended.code, Some(0), "{}", ended.said);

    // What was not sent before is sent at the end.
    let spans = spans(&collector).await;
    let sign_in = spans.iter().find(|span| span["name"] == "POST /login").expect("the request");
    assert_eq!(sign_in["kind"], 2);
    assert_eq!(attribute(sign_in, "http.response.status_code"), Some("303"));
    assert_eq!(attribute(sign_in, "request.id").map(str::len), Some(32));
    let call = spans
        .iter()
        .find(|span| span["name"] == "auth sign_in" && span["parentSpanId"] == sign_in["spanId"])
        .expect("what it asked");
    assert_eq!((&call["traceId"], &call["kind"]), (&sign_in["traceId"], &Value::from(3)));
    for span in &spans {
        let (trace, id) = (span["traceId"].as_str().unwrap(), span["spanId"].as_str().unwrap());
        assert!(trace.len() == 32 && id.len() == 16, "{span}");
        let moment = |name: &str| span[name].as_str().unwrap().parse::<u64>().unwrap();
        assert!(moment("startTimeUnixNano") <= moment("endTimeUnixNano"), "{span}");
        let is_probe = span["name"].as_str().unwrap().contains("/health/");
        let status = attribute(span, "http.response.status_code");
        assert!(!is_probe || status == Some("503"), "a probe that found nothing tells nothing: {span}");
    }
    let all = Value::from(spans.clone()).to_string();
    for secret in
        [PASSWORD, "ada@example.com", "4bf92f3577b34da6a3ce929d0e0e4736", "eyJ", "next=", "collectors-key"]
    {
        assert!(!all.contains(secret), "{secret} stands in the traces");
    }
}

#[tokio::test]
async fn a_collector_that_is_away_harms_nobody() {
    let nobody = Port::keep();
    let endpoint = format!("http://127.0.0.1:{}", nobody.number());
    let catcher = SmtpCatcher::spawn().await;
    let place = Place::new(&[("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint)]).mailing_through(&catcher);
    let program = place.start_ready().await;
    let mut ada = place.user("ada").await;
    assert!(ada.is_signed_in().await);
    until("the complaint", async || program.said().contains("traces cannot be delivered").then_some(()))
        .await;
    program.terminate().await;
    let ended = tokio::time::timeout(Duration::from_secs(20), program.ends()).await.expect("it ends");
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    assert_eq!(ended.said.matches("traces cannot be delivered").count(), 1, "{}", ended.said);
}
