//! Keys that the operator gave: `GOTRUE_JWT_KEYS`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::client::{Client, JWT_SECRET, deployment, starts, text};
use crate::contract::jwt::{self, SigningKey};
use crate::support::database::TestDatabase;
use crate::support::smtp_catcher::SmtpCatcher;

/// The private and the public half of the Ed25519 key in RFC 8037 (§A.1).
const ED25519: (&str, &str) =
    ("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");

fn legacy() -> Value {
    let k = URL_SAFE_NO_PAD.encode(JWT_SECRET);
    json!({ "kty": "oct", "alg": "HS256", "kid": "legacy", "k": k, "key_ops": ["verify"] })
}

fn edwards(ops: &[&str]) -> Value {
    let (d, x) = ED25519;
    json!({ "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "kid": "edwards", "d": d, "x": x, "key_ops": ops })
}

#[tokio::test]
async fn one_of_them_signs_all_verify_and_the_public_halves_are_published() {
    let (database, catcher) = (TestDatabase::empty_sqlite().await, SmtpCatcher::spawn().await);
    let key = SigningKey::generate("current");
    let mut current = key.private_jwk();
    current["ext"] = json!(true);
    let keys = json!([current, edwards(&["verify"]), legacy()]);
    let place = deployment(&database, &catcher)
        .with(&[("GOTRUE_JWT_KEYS", &keys.to_string()), ("GOTRUE_MAILER_AUTOCONFIRM", "true")]);
    let process = starts(&place).await;
    let client = Client::of(format!("http://127.0.0.1:{}", place.port()));

    let (_, pair) = client.signs_up("ada@example.com").await;
    let access = text(&pair, "access_token").to_owned();
    let header = jsonwebtoken::decode_header(&access).unwrap();
    assert_eq!(header.kid.as_deref(), Some("current"));
    let (_, jwks) = client.gets("/.well-known/jwks.json", None).await;
    assert_eq!(jwks["keys"].as_array().unwrap().len(), 2, "a secret is not published: {jwks}");
    assert!(jwks["keys"].as_array().unwrap().iter().all(|key| key["d"].is_null() && key["use"] == "sig"));
    assert_eq!((&jwks["keys"][0]["ext"], &jwks["keys"][1]["crv"]), (&json!(true), &json!("Ed25519")));
    assert!(jwt::is_signed_by(&jwks, &access));

    let claims = jwt::claims(&access).unwrap();
    let user = async |token: &str| client.gets("/user", Some(token)).await.0;
    assert_eq!(user(&access).await, 200);
    assert_eq!(user(&key.sign(&claims)).await, 200);
    assert_eq!(user(&SigningKey::generate("current").sign(&claims)).await, 403, "another key of that name");
    assert_eq!(user(&jwt::sign_with_secret(JWT_SECRET, &claims)).await, 200, "the legacy key");
    let service = jwt::sign_with_secret(JWT_SECRET, &json!({ "role": "service_role" }));
    assert_eq!(client.gets("/admin/users", Some(&service)).await.0, 200);
    assert!(!process.said().contains(ED25519.0), "{}", process.said());
}

#[tokio::test]
async fn without_a_secret_among_them_a_token_that_the_secret_signed_is_refused() {
    let (database, catcher) = (TestDatabase::empty_sqlite().await, SmtpCatcher::spawn().await);
    let keys = json!([edwards(&["sign", "verify"])]).to_string();
    let place = deployment(&database, &catcher)
        .with(&[("GOTRUE_JWT_KEYS", &keys), ("GOTRUE_MAILER_AUTOCONFIRM", "true")]);
    let _process = starts(&place).await;
    let client = Client::of(format!("http://127.0.0.1:{}", place.port()));
    let (_, pair) = client.signs_up("ada@example.com").await;
    let access = text(&pair, "access_token");
    assert_eq!(jsonwebtoken::decode_header(access).unwrap().alg, jsonwebtoken::Algorithm::EdDSA);
    assert_eq!(client.gets("/user", Some(access)).await.0, 200);
    let service = jwt::sign_with_secret(JWT_SECRET, &json!({ "role": "service_role" }));
    assert_eq!(client.gets("/admin/users", Some(&service)).await.0, 403);
}

#[tokio::test]
async fn keys_that_cannot_be_used_are_told_by_their_number() {
    let (database, catcher) = (TestDatabase::empty_sqlite().await, SmtpCatcher::spawn().await);
    let mut place = deployment(&database, &catcher);
    let mut broken = edwards(&["sign"]);
    broken["x"] = json!("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    let unknown = json!({ "kty": "EC", "crv": "P-521", "alg": "ES512", "kid": "large", "key_ops": ["sign"] });
    for (keys, said) in [
        ("{}".to_owned(), "must be a JSON array of private keys"),
        (json!([legacy()]).to_string(), "must have exactly one key with sign"),
        (json!([edwards(&["sign"]), legacy(), legacy()]).to_string(), "needs a kid of its own for key 3"),
        (json!([legacy(), unknown]).to_string(), "holds key 2 whose alg is none of"),
        (json!([broken]).to_string(), "holds key 1, which is broken"),
    ] {
        place = place.with(&[("GOTRUE_JWT_KEYS", &keys)]);
        let ended = place.run(&["auth"]).ends().await;
        assert_eq!(ended.code, Some(78), "{}", ended.said);
        assert!(ended.said.contains(&format!("GOTRUE_JWT_KEYS {said}")), "{said}\n{}", ended.said);
        assert!(!ended.said.contains(ED25519.0), "{}", ended.said);
    }
}
