//! What the administrator's client sends.

use doorward::gotrue::{ClientError, GoTrueAdmin, GoTrueError, PasswordHash, UserFields};
use serde_json::{Value, json};
use uuid::Uuid;

use super::fake_server::{FakeServer, PUBLISHABLE_KEY, SECRET_KEY, USER_ID, ada, password, settings, user};

fn admin(server: &FakeServer, secret_key: &str) -> GoTrueAdmin {
    let mut settings = settings(&server.url());
    settings.secret_key = Some(secret_key.into());
    GoTrueAdmin::new(settings).unwrap()
}

fn id() -> Uuid {
    USER_ID.parse().unwrap()
}

#[test]
fn there_is_no_administrator_without_the_secret_key() {
    let mut settings = settings(&"https://auth.example".parse().unwrap());
    settings.secret_key = None;
    assert_eq!(GoTrueAdmin::new(settings).map(drop), Err(ClientError::NoSecretKey));
}

#[tokio::test]
async fn a_key_that_is_a_token_is_the_bearer_and_one_that_gateways_swap_is_not() {
    let server = FakeServer::answering_json(200, user()).await;
    admin(&server, "older.service.token").user(id()).await.unwrap();
    admin(&server, SECRET_KEY).user(id()).await.unwrap();
    let requests = server.requests().await;
    assert_eq!(requests[0].headers["apikey"], "older.service.token");
    assert_eq!(requests[0].headers["authorization"], "Bearer older.service.token");
    assert_eq!(requests[1].headers["apikey"], SECRET_KEY);
    assert!(!requests[1].headers.contains_key("authorization"));
    assert!(!format!("{:?}", requests[0].headers).contains(PUBLISHABLE_KEY));
}

#[tokio::test]
async fn accounts_are_made_changed_read_and_deleted() {
    let server = FakeServer::answering_json(200, user()).await;
    let admin = admin(&server, SECRET_KEY);
    let (email, password) = (ada(), password());
    let fields = UserFields {
        email: Some(&email),
        password: Some(&password),
        email_confirm: Some(true),
        ..UserFields::default()
    };
    assert_eq!(admin.create_user(&fields).await.unwrap().id, id());
    let ban = UserFields { ban_duration: Some("24h"), ..UserFields::default() };
    admin.update_user(id(), &ban).await.unwrap();
    admin.user(id()).await.unwrap();
    admin.delete_user(id()).await.unwrap();
    let requests = server.requests().await;
    let lines: Vec<_> =
        requests.iter().map(|request| format!("{} {}", request.method, request.url.path())).collect();
    let one = format!("/auth/v1/admin/users/{USER_ID}");
    let expected = [
        "POST /auth/v1/admin/users".to_owned(),
        format!("PUT {one}"),
        format!("GET {one}"),
        format!("DELETE {one}"),
    ];
    assert_eq!(lines, expected);
    let sent: Value = requests[0].body_json().unwrap();
    let typed = "correct horse battery staple";
    assert_eq!(sent, json!({"email": "ada@example.com", "password": typed, "email_confirm": true}));
    assert_eq!(requests[1].body_json::<Value>().unwrap(), json!({"ban_duration": "24h"}));
}

#[tokio::test]
async fn accounts_come_in_pages() {
    let mut listed = user();
    listed["identities"] = Value::Null;
    let server = FakeServer::answering_json(200, json!({"users": [listed], "aud": "authenticated"})).await;
    let users = admin(&server, SECRET_KEY).users(2, 50).await.unwrap();
    assert_eq!(users.len(), 1);
    assert_eq!(server.request().await.url.query(), Some("page=2&per_page=50"));
}

#[tokio::test]
async fn an_account_that_is_gone_is_a_definite_answer() {
    let gone = json!({"code": "user_not_found", "message": "gone"});
    let server = FakeServer::answering_json(404, gone).await;
    let error = admin(&server, SECRET_KEY).delete_user(id()).await.unwrap_err();
    assert!(matches!(&error, GoTrueError::Rejected(no) if no.code.as_str() == "user_not_found"), "{error:?}");
}

#[test]
fn the_administrator_prints_no_key() {
    let settings = settings(&"https://auth.example".parse().unwrap());
    let printed = format!("{:?}", GoTrueAdmin::new(settings).unwrap());
    assert_eq!(printed, "GoTrueAdmin(…)");
}

#[tokio::test]
async fn people_are_looked_for_invited_and_brought_along() {
    let server = FakeServer::answering_json(200, json!({"users": [], "aud": "authenticated"})).await;
    assert!(admin(&server, SECRET_KEY).find_users("a+b@x", 1, 20).await.unwrap().is_empty());
    assert_eq!(server.request().await.url.query(), Some("page=1&per_page=20&filter=a%2Bb%40x"));

    let server = FakeServer::answering_json(200, user()).await;
    let (admin, email) = (admin(&server, SECRET_KEY), ada());
    let data = serde_json::Map::from_iter([("username".to_owned(), json!("ada"))]);
    admin.invite(&email, &data, &"https://site.example/".parse().unwrap()).await.unwrap();
    let hash = PasswordHash::from("$2b$04$abc".to_owned());
    let fields = UserFields {
        id: Some(id()),
        email: Some(&email),
        password_hash: Some(&hash),
        ..UserFields::default()
    };
    admin.create_user(&fields).await.unwrap();
    assert!(!format!("{fields:?}").contains("$2b$"), "a hash does not print");
    let requests = server.requests().await;
    assert_eq!(requests[0].url.path(), "/auth/v1/invite");
    assert_eq!(requests[0].url.query(), Some("redirect_to=https%3A%2F%2Fsite.example%2F"));
    let invitation = json!({"email": "ada@example.com", "data": {"username": "ada"}});
    assert_eq!(requests[0].body_json::<Value>().unwrap(), invitation);
    let brought = json!({"id": USER_ID, "email": "ada@example.com", "password_hash": "$2b$04$abc"});
    assert_eq!(requests[1].body_json::<Value>().unwrap(), brought);
}
