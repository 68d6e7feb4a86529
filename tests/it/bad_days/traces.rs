//! Traces, at a collector that is there and at one that is not.

use std::fmt::Write as _;
use std::time::Duration;

use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::KeyValue;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::Span;
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use prost::Message as _;
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
        .and(header("content-type", "application/x-protobuf"))
        .and(header("x-key", "collectors-key"))
        .respond_with(ResponseTemplate::new(200))
        .mount(&collector)
        .await;
    collector
}

/// A place whose traces go there.
fn traced(collector: &MockServer) -> Place {
    Place::new(&[
        ("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.uri()),
        ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=collectors-key"),
        ("OTEL_SERVICE_NAME", "front-door"),
    ])
}

/// Every span so far; each batch is checked to be of this service.
async fn spans(collector: &MockServer) -> Vec<Span> {
    let mut spans = Vec::new();
    for request in collector.received_requests().await.unwrap() {
        assert_eq!(request.url.path(), "/v1/traces");
        assert_eq!(request.headers["x-key"], "collectors-key");
        let batch = ExportTraceServiceRequest::decode(&*request.body).unwrap();
        for of_service in batch.resource_spans {
            let resource = of_service.resource.expect("whose they are");
            assert_eq!(text(&resource.attributes, "service.name"), Some("front-door"));
            spans.extend(of_service.scope_spans.into_iter().flat_map(|scope| scope.spans));
        }
    }
    spans
}

fn value<'a>(attributes: &'a [KeyValue], name: &str) -> Option<&'a Value> {
    attributes.iter().find(|pair| pair.key == name)?.value.as_ref()?.value.as_ref()
}

fn text<'a>(attributes: &'a [KeyValue], name: &str) -> Option<&'a str> {
    match value(attributes, name)? {
        Value::StringValue(text) => Some(text),
        other => panic!("{name} is {other:?}"),
    }
}

fn status(span: &Span) -> Option<&Value> {
    value(&span.attributes, "http.response.status_code")
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        write!(text, "{byte:02x}").unwrap();
    }
    text
}

/// A request by its title, and what it asked of the auth server.
fn request_and_call<'a>(spans: &'a [Span], title: &str, call: &str) -> (&'a Span, &'a Span) {
    let request = spans.iter().find(|span| span.name == title).expect("the request");
    let call = spans.iter().find(|span| span.name == call && span.parent_span_id == request.span_id);
    (request, call.expect("what it asked"))
}

#[tokio::test]
async fn a_request_and_what_it_asks_of_the_auth_server_arrive_as_one_trace_that_holds_no_secret() {
    let (collector, catcher) = (collector().await, SmtpCatcher::spawn().await);
    let place = traced(&collector).mailing_through(&catcher);
    let program = place.start_ready().await;
    place.user("ada").await;
    let mut browser = place.visitor();
    let strangers_trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let stranger = format!("00-{strangers_trace}-00f067aa0ba902b7-01");
    browser.request("GET", "/login?next=/notes").header("traceparent", &stranger).send().await;
    assert_eq!(browser.signs_in("ada", PASSWORD).await.status, 303);
    program.terminate().await;
    let ended = program.ends().await;
    assert_eq!(ended.code, Some(0), "{}", ended.said);

    // What was not sent before is sent at the end.
    let spans = spans(&collector).await;
    let (sign_in, call) = request_and_call(&spans, "POST /login", "auth sign_in");
    assert_eq!(sign_in.kind(), SpanKind::Server);
    assert!(sign_in.parent_span_id.is_empty());
    assert_eq!(status(sign_in), Some(&Value::IntValue(303)));
    assert_eq!(text(&sign_in.attributes, "request.id").map(str::len), Some(32));
    assert_eq!(text(&sign_in.attributes, "http.request.method"), Some("POST"));
    assert_eq!((&call.trace_id, call.kind()), (&sign_in.trace_id, SpanKind::Client));
    assert!(spans.iter().any(|span| span.name == "GET /login"));
    for span in &spans {
        assert!(span.trace_id.len() == 16 && span.span_id.len() == 8, "{span:?}");
        assert_ne!(hex(&span.trace_id), strangers_trace, "{span:?}");
        assert!(span.start_time_unix_nano <= span.end_time_unix_nano, "{span:?}");
        let is_ours = ["GET ", "POST ", "auth "].iter().any(|start| span.name.starts_with(start));
        assert!(is_ours, "{span:?}");
        let is_quiet = span.name.contains("/health/") && status(span) != Some(&Value::IntValue(503));
        assert!(!is_quiet, "a probe that found nothing tells nothing: {span:?}");
    }
    let all = format!("{spans:?}");
    for secret in [PASSWORD, "ada@example.com", "eyJ", "next=", "collectors-key"] {
        assert!(!all.contains(secret), "{secret} stands in the traces");
    }
}

#[tokio::test]
async fn calls_to_the_auth_server_name_the_trace_they_belong_to() {
    let (collector, auth_server) = (collector().await, MockServer::start().await);
    let place = traced(&collector).with(&[
        ("SUPABASE_URL", &auth_server.uri()),
        ("SUPABASE_PUBLISHABLE_KEY", "sb_publishable_Zf81kQ2mPqLw9RtYxVbN3a_T7uCd5Eh"),
        ("SUPABASE_SECRET_KEY", "sb_secret_Hq72nWcXe5RbTy1UoPk8Ld_Vm4Sj9Gf"),
    ]);
    let program = place.start();
    until("the site", async || program.get("/login").await).await;
    place.visitor().signs_in("ada@example.com", PASSWORD).await;
    program.terminate().await;
    let ended = program.ends().await;
    assert_eq!(ended.code, Some(0), "{}", ended.said);

    let spans = spans(&collector).await;
    let (_, call) = request_and_call(&spans, "POST /login", "auth sign_in");
    let asked = auth_server.received_requests().await.unwrap();
    let asked = asked.iter().find(|request| request.url.path() == "/auth/v1/token").expect("the call");
    let trace = format!("00-{}-{}-01", hex(&call.trace_id), hex(&call.span_id));
    assert_eq!(asked.headers["traceparent"], trace);
    assert!(!asked.headers.contains_key("tracestate"));
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

#[tokio::test]
async fn a_collector_that_says_nothing_holds_up_a_stop_for_two_seconds_and_no_longer() {
    let silent = MockServer::start().await;
    let never = ResponseTemplate::new(200).set_delay(Duration::from_mins(1));
    Mock::given(path("/v1/traces")).respond_with(never).mount(&silent).await;
    let place = Place::new(&[("OTEL_EXPORTER_OTLP_ENDPOINT", &silent.uri())]);
    let program = place.start_ready().await;
    place.visitor().get("/login").await;
    program.terminate().await;
    let ended = tokio::time::timeout(Duration::from_secs(8), program.ends()).await.expect("it ends");
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    assert!(ended.said.contains("the last traces were not sent in time"), "{}", ended.said);
}
