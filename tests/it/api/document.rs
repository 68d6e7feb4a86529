//! The document of the API says what the API does.

use std::collections::BTreeSet;

use doorward::api::{ProblemKind, route_list};
use serde_json::Value;

use crate::support::app::TestApp;

/// Paths that are about the API, or another way to the same handlers.
fn is_described(path: &str) -> bool {
    path.starts_with("/api/") && !matches!(path, "/api/openapi.json" | "/api/docs")
}

async fn document(app: &TestApp) -> Value {
    let answer = app.program().request("GET", "/api/openapi.json").send().await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    answer.json()
}

/// Each operation with its path and method.
fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().expect("paths");
    let all = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().expect("methods");
        methods.iter().map(move |(method, operation)| (path.clone(), method.to_uppercase(), operation))
    });
    all.collect()
}

#[tokio::test]
async fn every_path_and_method_is_described_and_every_described_one_is_there() {
    let app = TestApp::one().await;
    let document = document(&app).await;
    let described: BTreeSet<_> =
        operations(&document).into_iter().map(|(path, method, _)| format!("{method} {path}")).collect();
    let there: BTreeSet<_> = route_list()
        .iter()
        .filter(|route| is_described(&route.path))
        .flat_map(|route| {
            let methods = route.methods.split(", ").filter(|&method| method != "HEAD");
            methods.map(|method| format!("{method} {}", route.path)).collect::<Vec<_>>()
        })
        .collect();
    assert!(there.len() >= 9, "{there:?}");
    assert_eq!(described, there);
}

#[tokio::test]
async fn every_plain_path_is_described_under_its_full_name() {
    let app = TestApp::one().await;
    let document = document(&app).await;
    for route in route_list().iter().filter(|route| !route.path.starts_with("/api/")) {
        let full = format!("/api{}", route.path);
        assert!(document["paths"].get(&full).is_some() || full == "/api/docs", "{}", route.path);
    }
}

#[tokio::test]
async fn an_operation_asks_for_a_token_exactly_where_a_program_without_one_is_refused() {
    let app = TestApp::one().await;
    for (path, method, operation) in operations(&document(&app).await) {
        let answer = app.program().request(&method, &path.replace("{id}", "x")).send().await;
        let asks = operation.get("security").is_some();
        assert_eq!(answer.status == 401, asks, "{method} {path}");
        assert_eq!(operation["responses"].get("401").is_some(), asks, "{method} {path}");
    }
}

#[tokio::test]
async fn every_json_body_denies_unknown_members_but_for_the_parameters_of_oauth() {
    let app = TestApp::one().await;
    let document = document(&app).await;
    let mut bodies = 0;
    for (path, method, operation) in operations(&document) {
        let Some(content) = operation["requestBody"]["content"].as_object() else { continue };
        bodies += 1;
        let schema = content["application/json"]["schema"]["$ref"].as_str().expect("a named schema");
        let schema = document.pointer(schema.trim_start_matches('#')).expect("the schema is there");
        let is_oauth = content.contains_key("application/x-www-form-urlencoded");
        assert_eq!(schema["additionalProperties"] == false, !is_oauth, "{method} {path}");
        assert_eq!(operation["requestBody"]["required"], true, "{method} {path}");
    }
    assert_eq!(bodies, 6);
}

#[tokio::test]
async fn the_document_names_every_code_and_how_to_get_a_token() {
    let app = TestApp::one().await;
    let document = document(&app).await;
    assert_eq!(document["openapi"], "3.1.0");
    let codes = document["components"]["schemas"]["Problem"]["properties"]["code"]["enum"].clone();
    let codes: Vec<String> = serde_json::from_value(codes).expect("codes");
    assert_eq!(codes, ProblemKind::ALL.map(ProblemKind::code));
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len(), "each code is one kind");
    let schemes = &document["components"]["securitySchemes"];
    assert_eq!(schemes["password"]["flows"]["password"]["tokenUrl"], "/api/token");
    assert_eq!(
        (&schemes["bearer"]["scheme"], &schemes["bearer"]["type"]),
        (&"bearer".into(), &"http".into())
    );
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
                members.values().for_each(|value| references(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let app = TestApp::one().await;
    let document = document(&app).await;
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 10);
    for reference in found {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
}

#[tokio::test]
async fn the_page_for_people_loads_only_files_of_ours() {
    let app = TestApp::one().await;
    let mut browser = app.visitor();
    assert_eq!(browser.get("/docs").await.goes_to(), "/api/docs");
    let page = browser.get("/api/docs").await;
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    let mut files = page.attributes_of("script", "src");
    files.extend(page.attributes_of("link", "href"));
    assert!(files.len() >= 4, "{files:?}");
    for file in files {
        assert!(file.starts_with('/'), "{file}");
        assert_eq!(browser.get(&file).await.status, 200, "{file}");
    }
}
