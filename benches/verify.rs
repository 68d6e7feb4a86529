//! `cargo bench --bench verify`: what it costs to prove an access token, and to see through others.
//! No network: the keys are there.

#![allow(clippy::expect_used, reason = "a measurement that cannot go on stops")]

use std::hint::black_box;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use criterion::{Criterion, criterion_group, criterion_main};
use doorward::clock::{Clock, Timestamp};
use doorward::gotrue::{AccessToken, GoTrueClient, GoTrueSettings, TokenVerifier, VerifierSettings};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use url::Url;

const NOW: i64 = 1_790_000_000;
const ISSUER: &str = "http://127.0.0.1:9/auth/v1";

/// Tokens end before criterion does: the clock stands still.
fn verifier(key: &EcdsaKeyPair) -> TokenVerifier {
    let settings = GoTrueSettings {
        base_url: Url::parse(ISSUER).expect("a URL"),
        publishable_key: "for the bench".into(),
        secret_key: None,
        address_header: None,
    };
    let rules = VerifierSettings {
        issuers: vec![ISSUER.to_owned()],
        audience: "authenticated".to_owned(),
        role: "authenticated".to_owned(),
        hs256_secret: None,
    };
    let client = GoTrueClient::new(settings).expect("a client");
    let verifier = TokenVerifier::new(rules, client, Clock::settable(Timestamp::from_seconds(NOW)));
    let (x, y) = key.public_key().as_ref()[1..].split_at(32);
    let jwk = json!({
        "kty": "EC", "crv": "P-256", "alg": "ES256", "kid": "key-1",
        "x": URL_SAFE_NO_PAD.encode(x), "y": URL_SAFE_NO_PAD.encode(y),
    });
    assert!(verifier.learn(&json!({ "keys": [jwk] }).to_string()));
    verifier
}

/// A token as the auth server writes it, about as long as most.
fn token(key: &EcdsaKeyPair) -> AccessToken {
    let header = json!({"alg": "ES256", "typ": "JWT", "kid": "key-1"});
    let claims = json!({
        "iss": ISSUER, "sub": "7d0c2f5e-0c1b-4a52-9d7e-2f6a1c9b8e10", "aud": "authenticated",
        "exp": NOW + 3600, "iat": NOW, "email": "ada@example.com", "phone": "",
        "app_metadata": {"provider": "email", "providers": ["email"]},
        "user_metadata": {"email": "ada@example.com", "email_verified": true, "username": "ada"},
        "role": "authenticated", "aal": "aal1", "amr": [{"method": "password", "timestamp": NOW}],
        "session_id": "0b5f8d0e-6f0a-4a0c-8a54-3f1f8f0a7c11", "is_anonymous": false,
    });
    let part = |json: Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let message = format!("{}.{}", part(header), part(claims));
    let signature = key.sign(&SystemRandom::new(), message.as_bytes()).expect("a signature");
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)).into()
}

fn verify(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime");
    let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key");
    let (verifier, good) = (verifier(&key), token(&key));
    let forged = token(&EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key"));
    let long: AccessToken = "e30.".repeat(300_000).into();
    runtime.block_on(verifier.verify(&good)).expect("a good token");
    for (name, token) in [("an ES256 token", good), ("a forged one", forged), ("a megabyte", long)] {
        criterion.bench_function(name, |bencher| {
            bencher.to_async(&runtime).iter(|| verifier.verify(black_box(&token)));
        });
    }
}

criterion_group!(benches, verify);
criterion_main!(benches);
