//! Each key is good for one algorithm, and every algorithm for its own keys.

use doorward::gotrue::TokenError;
use serde_json::json;

use super::signer::Signer;
use super::site::{SECRET, Site, assert_invalid, claims, jwks};

const ALGORITHMS: [&str; 17] = [
    "ES256", "RS256", "HS256", "ES384", "ES512", "ES256K", "RS384", "RS512", "PS256", "PS384", "PS512",
    "HS384", "HS512", "EdDSA", "none", "None", "hs256",
];

#[tokio::test]
async fn of_all_pairs_of_algorithm_and_key_only_the_right_ones_count() {
    let signers =
        [Signer::es256("elliptic"), Signer::rs256("rsa"), Signer::hs256("shared", SECRET.as_bytes())];
    let site = Site::new(jwks(&[&signers[0], &signers[1]]), Some(SECRET)).await;
    site.verifier.fetch_keys().await.unwrap();
    let mut believed = Vec::new();
    for signer in &signers {
        for alg in ALGORITHMS {
            for named in ["elliptic", "rsa", "shared"] {
                let header = json!({"alg": alg, "typ": "JWT", "kid": named});
                match site.verify(&signer.token_with(&header, &claims())).await {
                    Ok(_) => believed.push((signer.key_id.as_str(), alg, named)),
                    Err(TokenError::Invalid | TokenError::UnknownKey | TokenError::Unavailable) => {}
                    Err(TokenError::Expired(_)) => panic!("{alg} {named}"),
                }
            }
        }
    }
    let right = [("elliptic", "ES256", "elliptic"), ("rsa", "RS256", "rsa"), ("shared", "HS256", "shared")];
    assert_eq!(believed, right);
}

#[tokio::test]
async fn a_shared_secret_needs_no_name() {
    let signer = Signer::hs256("", SECRET.as_bytes());
    let site = Site::new(json!({"keys": []}), Some(SECRET)).await;
    let token = signer.token_with(&json!({"alg": "HS256", "typ": "JWT"}), &claims());
    assert!(site.verify(&token).await.is_ok());
    assert_eq!(site.request_count().await, 0);
}

#[tokio::test]
async fn no_shared_secret_is_taken_unless_one_is_configured() {
    let elliptic = Signer::es256("elliptic");
    for configured in [None, Some("")] {
        let site = Site::new(jwks(&[&elliptic]), configured).await;
        site.verifier.fetch_keys().await.unwrap();
        for secret in ["", "secret", SECRET] {
            let signer = Signer::hs256("shared", secret.as_bytes());
            assert_invalid(site.verify(&signer.token(&claims())).await, secret);
            let nameless = signer.token_with(&json!({"alg": "HS256"}), &claims());
            assert_invalid(site.verify(&nameless).await, secret);
        }
    }
}

#[tokio::test]
async fn a_guess_is_not_the_secret() {
    let site = Site::new(json!({"keys": []}), Some(SECRET)).await;
    let trimmed = &SECRET[1..];
    let guesses = [
        "",
        "secret",
        "your-256-bit-secret",
        trimmed,
        "super-secret-jwt-token-with-at-least-32-characters-long",
    ];
    for guess in guesses {
        assert_invalid(site.verify(&Signer::hs256("shared", guess.as_bytes()).token(&claims())).await, guess);
    }
}

#[tokio::test]
async fn a_public_key_is_no_secret_in_any_form() {
    for public in [Signer::es256("public"), Signer::rs256("public")] {
        for configured in [None, Some(SECRET)] {
            let site = Site::new(jwks(&[&public]), configured).await;
            site.verifier.fetch_keys().await.unwrap();
            for text in public.public_texts() {
                for kid in ["public", "shared"] {
                    let token = Signer::hs256(kid, text.clone()).token(&claims());
                    assert_invalid(site.verify(&token).await, (kid, String::from_utf8_lossy(&text)));
                }
            }
        }
    }
}

#[tokio::test]
async fn a_secret_that_is_published_proves_nothing() {
    let published = Signer::hs256("shared", SECRET.as_bytes());
    let site = Site::new(jwks(&[&published]), None).await;
    site.verifier.fetch_keys().await.unwrap();
    assert_invalid(site.verify(&published.token(&claims())).await, "published");
    assert!(!site.verifier.has_keys());
    assert_eq!(site.verifier.keys().borrow().as_deref(), Some(r#"{"keys":[]}"#));
}
