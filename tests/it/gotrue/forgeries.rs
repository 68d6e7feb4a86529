//! Tokens that somebody made up or took apart: none is believed, and none makes us ask anybody.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use super::fake_server::FakeServer;
use super::signer::Signer;
use super::site::{NOW, Site, assert_invalid, claims, claims_with};

async fn site() -> (Signer, Site) {
    let signer = Signer::es256("key-1");
    let site = Site::of(&signer).await;
    (signer, site)
}

/// The header with one member changed.
fn header_with(signer: &Signer, name: &str, value: Value) -> Value {
    let mut header = signer.header();
    header[name] = value;
    header
}

#[tokio::test]
async fn a_token_of_ours_is_believed() {
    let (signer, site) = site().await;
    let claims = site.verify(&signer.token(&claims())).await.unwrap();
    assert_eq!((claims.email.as_str(), claims.exp), ("ada@example.com", NOW + 3540));
    for typ in ["JWT", "jwt"] {
        let token = signer.token_with(&header_with(&signer, "typ", json!(typ)), &super::site::claims());
        assert!(site.verify(&token).await.is_ok(), "{typ}");
    }
    let untyped = signer.token_with(&json!({"alg": "ES256", "kid": "key-1"}), &super::site::claims());
    assert!(site.verify(&untyped).await.is_ok());
}

#[tokio::test]
async fn a_token_without_a_signature_is_never_believed() {
    let (signer, site) = site().await;
    for alg in ["none", "None", "nOnE", "NONE", "nonE", "", " ES256", "es256", "ES256 ", "ES256\0"] {
        let header = header_with(&signer, "alg", json!(alg));
        let whole = signer.token_with(&header, &claims());
        let (message, _) = whole.rsplit_once('.').unwrap();
        for token in [format!("{message}."), message.to_owned(), whole.clone()] {
            assert_invalid(site.verify(&token).await, alg);
        }
    }
    let honest = signer.token(&claims());
    let (message, _) = honest.rsplit_once('.').unwrap();
    for signature in ["", "AA", &"A".repeat(86), &URL_SAFE_NO_PAD.encode([0xff; 64])] {
        assert_invalid(site.verify(&format!("{message}.{signature}")).await, signature);
    }
}

#[tokio::test]
async fn an_algorithm_has_to_be_a_known_name() {
    let (signer, site) = site().await;
    for alg in [Value::Null, json!(256), json!(["ES256"]), json!({"ES256": 1}), json!(true)] {
        let token = signer.token_with(&header_with(&signer, "alg", alg.clone()), &claims());
        assert_invalid(site.verify(&token).await, alg);
    }
    let missing = signer.token_with(&json!({"typ": "JWT", "kid": "key-1"}), &claims());
    assert_invalid(site.verify(&missing).await, "missing");
    let long = signer.token_with(&header_with(&signer, "alg", json!("E".repeat(6000))), &claims());
    assert_invalid(site.verify(&long).await, "long");
}

#[tokio::test]
async fn an_unproved_token_is_invalid_whatever_it_claims() {
    let (signer, site) = site().await;
    // Were the claims looked at first, these two would be told apart.
    for claims in [claims_with("exp", json!(NOW - 3600)), claims_with("iat", json!(NOW + 3600))] {
        let token = signer.token(&claims);
        let (message, _) = token.rsplit_once('.').unwrap();
        let other = URL_SAFE_NO_PAD.encode(Signer::es256("key-1").sign(message.as_bytes()));
        assert_invalid(site.verify(&format!("{message}.{other}")).await, claims);
    }
}

#[tokio::test]
async fn keys_that_a_token_brings_or_points_to_are_neither_used_nor_fetched() {
    let (signer, site) = site().await;
    let forger = Signer::es256("key-1");
    let trap = FakeServer::answering_json(200, super::site::jwks(&[&forger])).await;
    let url = trap.url();
    let members = json!({
        "jku": url.as_str(), "x5u": url.as_str(), "jwk": forger.jwk(), "x5c": ["MIIB"], "x5t": "AA",
    });
    for (name, value) in members.as_object().unwrap() {
        let planted = forger.token_with(&header_with(&forger, name, value.clone()), &claims());
        assert_invalid(site.verify(&planted).await, name);
        let honest = signer.token_with(&header_with(&signer, name, value.clone()), &claims());
        assert!(site.verify(&honest).await.is_ok(), "{name} is passed over");
    }
    let named = forger.token_with(&header_with(&forger, "kid", json!(url.as_str())), &claims());
    assert!(site.verify(&named).await.is_err());
    assert!(trap.requests().await.is_empty());
}

#[tokio::test]
async fn what_is_critical_or_of_another_kind_is_refused() {
    let (signer, site) = site().await;
    let members = [
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        ("crit", json!(["b64"])),
        ("crit", Value::Null),
        ("typ", json!("at+jwt")),
        ("typ", json!("logout+jwt")),
        ("typ", json!("JWE")),
        ("typ", json!("JWT ")),
        ("typ", json!(["JWT"])),
        ("typ", Value::Null),
        ("cty", json!("JWT")),
    ];
    for (name, value) in members {
        let token = signer.token_with(&header_with(&signer, name, value.clone()), &claims());
        assert_invalid(site.verify(&token).await, (name, value));
    }
}

#[tokio::test]
async fn the_name_of_a_key_is_a_short_text_and_nothing_else() {
    let (signer, site) = site().await;
    let odd = [Value::Null, json!(1), json!(["key-1"]), json!({"kid": "key-1"}), json!("k".repeat(129))];
    for kid in odd {
        let token = signer.token_with(&header_with(&signer, "kid", kid.clone()), &claims());
        assert_invalid(site.verify(&token).await, kid);
    }
    let nameless = signer.token_with(&json!({"alg": "ES256", "typ": "JWT"}), &claims());
    assert_invalid(site.verify(&nameless).await, "no kid");
    assert_eq!(site.request_count().await, 0);
    let names =
        ["../../dev/null", "' UNION SELECT 1 --", "http://evil.test/", "key-1\0", "KEY-1", "", "\u{1f511}"];
    site.answer(ResponseTemplate::new(200).set_body_json(super::site::jwks(&[&signer]))).await;
    for kid in names {
        let token = signer.token_with(&header_with(&signer, "kid", json!(kid)), &claims());
        assert!(site.verify(&token).await.is_err(), "{kid}");
    }
    assert_eq!(site.request_count().await, 1, "one fetch for all of them");
    let longest = signer.token_with(&header_with(&signer, "kid", json!("k".repeat(128))), &claims());
    assert_eq!(site.verify(&longest).await, Err(doorward::gotrue::TokenError::Unavailable));
}
