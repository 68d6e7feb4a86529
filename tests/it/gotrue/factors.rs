//! How a second factor is proved.

use serde_json::{Value, json};
use uuid::Uuid;

use super::fake_server::{FakeServer, access_token, nobody, session};

#[tokio::test]
async fn a_second_factor_is_challenged_and_proved_in_its_owners_name() {
    let (factor, challenge) = (Uuid::new_v4(), Uuid::new_v4());
    let asked = json!({"id": challenge, "type": "totp", "expires_at": 1_800_000_000});
    let server = FakeServer::answering_json(200, asked).await;
    let named = server.client().challenge(&nobody(), &access_token(), factor).await.unwrap();
    assert_eq!(named, challenge);
    let request = server.request().await;
    assert_eq!(request.method.as_str(), "POST");
    assert_eq!(request.url.path(), format!("/auth/v1/factors/{factor}/challenge"));
    let bearer = format!("Bearer {}", access_token().expose());
    assert_eq!(request.headers["authorization"], bearer.as_str());

    let server = FakeServer::answering_json(200, session()).await;
    let client = server.client();
    let pair = client.verify_factor(&nobody(), &access_token(), factor, challenge, "123456").await.unwrap();
    assert_eq!(pair.refresh_token.expose(), "newrefresh12");
    let request = server.request().await;
    assert_eq!(request.url.path(), format!("/auth/v1/factors/{factor}/verify"));
    assert_eq!(request.headers["authorization"], bearer.as_str());
    let body: Value = request.body_json().unwrap();
    assert_eq!(body, json!({"challenge_id": challenge, "code": "123456"}));
}

#[tokio::test]
async fn an_answer_without_a_pair_proves_nothing() {
    let server = FakeServer::answering_json(200, json!({"id": Uuid::new_v4()})).await;
    let (factor, challenge) = (Uuid::new_v4(), Uuid::new_v4());
    let answer = server.client().verify_factor(&nobody(), &access_token(), factor, challenge, "123456").await;
    assert!(answer.is_err());
}
