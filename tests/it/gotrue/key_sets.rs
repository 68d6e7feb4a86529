//! Which key sets are taken, what is kept of them, and for whom.

use doorward::gotrue::{GoTrueError, TokenError, Unreachable};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use super::signer::Signer;
use super::site::{SECRET, Site, assert_invalid, claims, jwks};

#[tokio::test]
async fn what_is_no_key_set_replaces_nothing_and_an_empty_one_does() {
    let signer = Signer::es256("key-1");
    let site = Site::of(&signer).await;
    let token = signer.token(&claims());
    let faults =
        [json!({}), json!({"keys": 1}), json!({"keys": null}), json!({"keys": ["key-1"]}), json!([])];
    let mut answers: Vec<_> =
        faults.iter().map(|fault| ResponseTemplate::new(200).set_body_json(fault)).collect();
    answers.push(ResponseTemplate::new(200).set_body_raw("<!doctype html>", "text/html"));
    answers.push(ResponseTemplate::new(200).set_body_raw(&b"{\"keys\":[]}\xff"[..], "application/json"));
    for answer in answers {
        site.answer(answer).await;
        let error = site.verifier.fetch_keys().await.unwrap_err();
        assert!(matches!(error, GoTrueError::Unreachable(Unreachable::Unreadable(200))), "{error:?}");
        site.verify(&token).await.unwrap();
    }
    site.publish(json!({"keys": []})).await;
    site.verifier.fetch_keys().await.unwrap();
    assert_eq!(site.verify(&token).await, Err(TokenError::UnknownKey));
    assert_eq!(site.verifier.keys().borrow().as_deref(), Some(r#"{"keys":[]}"#));
}

#[tokio::test]
async fn an_auth_server_that_signs_with_a_secret_publishes_no_key() {
    let signer = Signer::hs256("shared", SECRET.as_bytes());
    let site = Site::new(json!({"keys": []}), Some(SECRET)).await;
    assert!(site.verifier.keys().borrow().is_none() && site.verifier.has_keys());
    site.verifier.fetch_keys().await.unwrap();
    assert_eq!(site.verifier.keys().borrow().as_deref(), Some(r#"{"keys":[]}"#));
    site.verify(&signer.token(&claims())).await.unwrap();
}

#[tokio::test]
async fn keys_for_anything_else_are_left_out() {
    let signer = Signer::es256("good");
    let with = |name: &str, value: Value| {
        let mut jwk = Signer::es256("odd").jwk();
        jwk[name] = value;
        jwk
    };
    let mut without_name = signer.jwk();
    without_name.as_object_mut().unwrap().remove("kid");
    let odd = [
        with("use", json!("enc")),
        with("key_ops", json!(["sign"])),
        with("key_ops", json!("verify")),
        with("alg", json!("ES384")),
        with("alg", json!("RS256")),
        with("alg", json!("HS256")),
        with("alg", Value::Null),
        with("kty", json!("OKP")),
        with("crv", json!("P-384")),
        with("x", json!("AA")),
        with("y", json!("")),
        with("y", json!("+/+/")),
        with("kid", json!("")),
        with("kid", json!(7)),
        with("kid", json!("k".repeat(129))),
        json!({}),
        json!({"kty": "RSA", "kid": "short", "alg": "RS256", "n": "AQAB", "e": "AQAB"}),
        json!({"kty": "OKP", "kid": "ed", "alg": "EdDSA", "crv": "Ed25519", "x": "AA"}),
        without_name,
        signer.jwk(),
    ];
    let site = Site::new(json!({"keys": odd, "more": 1}), None).await;
    site.verifier.fetch_keys().await.unwrap();
    let kept: Value = serde_json::from_str(site.verifier.keys().borrow().as_deref().unwrap()).unwrap();
    let names: Vec<_> = kept["keys"].as_array().unwrap().iter().map(|key| &key["kid"]).collect();
    assert_eq!(names, ["good"]);
    site.verify(&signer.token(&claims())).await.unwrap();
}

#[tokio::test]
async fn of_two_keys_with_one_name_the_first_counts() {
    let (first, second) = (Signer::es256("key-1"), Signer::es256("key-1"));
    let site = Site::new(jwks(&[&first, &second]), None).await;
    site.verify(&first.token(&claims())).await.unwrap();
    assert_invalid(site.verify(&second.token(&claims())).await, "second");
}

#[tokio::test]
async fn keys_of_an_earlier_run_serve_until_newer_ones_come() {
    let (elliptic, rsa) = (Signer::es256("elliptic"), Signer::rs256("rsa"));
    let before = Site::new(jwks(&[&elliptic, &rsa]), None).await;
    before.verifier.fetch_keys().await.unwrap();
    let kept = before.verifier.keys().borrow().clone().unwrap();

    let after = Site::new(json!({}), None).await;
    after.answer(ResponseTemplate::new(503)).await;
    for text in ["", "{}", "<!doctype html>", "{\"keys\":[7]}"] {
        assert!(!after.verifier.learn(text), "{text}");
    }
    assert!(after.verifier.keys().borrow().is_none());
    assert!(after.verifier.learn(&kept));
    assert_eq!(after.verifier.keys().borrow().as_deref(), Some(kept.as_str()));
    after.verify(&elliptic.token(&claims())).await.unwrap();
    after.verify(&rsa.token(&claims())).await.unwrap();

    let newer = Signer::es256("newer");
    after.publish(jwks(&[&newer])).await;
    after.verifier.fetch_keys().await.unwrap();
    assert!(!after.verifier.learn(&kept), "what was fetched is newer");
    after.verify(&newer.token(&claims())).await.unwrap();
}

#[tokio::test]
async fn whoever_keeps_the_keys_is_told_of_new_ones_only() {
    let (old, new) = (Signer::es256("old"), Signer::es256("new"));
    let site = Site::of(&old).await;
    let mut keys = site.verifier.keys();
    keys.mark_unchanged();
    site.verifier.fetch_keys().await.unwrap();
    assert!(!keys.has_changed().unwrap());
    site.publish(jwks(&[&old, &new])).await;
    site.verifier.fetch_keys().await.unwrap();
    assert!(keys.has_changed().unwrap());
}
