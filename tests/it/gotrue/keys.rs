//! How keys come, stay and go.

use doorward::gotrue::{GoTrueError, TokenError, Unreachable};
use futures_util::FutureExt;
use futures_util::future::join_all;
use serde_json::json;
use wiremock::ResponseTemplate;

use super::signer::Signer;
use super::site::{SECRET, Site, assert_invalid, claims, jwks};

/// The pause between two fetches that tokens ask for, and the life of keys, in seconds.
const PAUSE: u64 = 30;
const KEY_LIFE: u64 = 600;

async fn down(site: &Site) {
    site.answer(ResponseTemplate::new(503)).await;
}

#[tokio::test]
async fn a_known_key_needs_no_network() {
    let (elliptic, rsa) = (Signer::es256("elliptic"), Signer::rs256("rsa"));
    let site = Site::new(jwks(&[&elliptic, &rsa]), None).await;
    assert!(site.verifier.keys().borrow().is_none() && !site.verifier.has_keys());
    site.verifier.fetch_keys().await.unwrap();
    for _ in 0..100 {
        site.verify(&elliptic.token(&claims())).await.unwrap();
        site.verify(&rsa.token(&claims())).await.unwrap();
    }
    assert_eq!(site.request_count().await, 1);
}

#[tokio::test]
async fn the_first_token_fetches_the_keys_if_nobody_did() {
    let signer = Signer::es256("key-1");
    let site = Site::new(jwks(&[&signer]), None).await;
    site.verify(&signer.token(&claims())).await.unwrap();
    assert_eq!(site.request_count().await, 1);
}

#[tokio::test]
async fn a_new_key_is_fetched_once_for_all_who_wait_for_it() {
    let (old, new) = (Signer::es256("old"), Signer::es256("new"));
    let site = Site::of(&old).await;
    site.publish(jwks(&[&old, &new])).await;
    let token = new.token(&claims());
    let results = join_all((0..50).map(|_| site.verify(&token))).await;
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(site.request_count().await, 1);
    site.verify(&old.token(&claims())).await.unwrap();
}

#[tokio::test]
async fn a_fetch_goes_on_when_whoever_asked_for_it_goes_away() {
    let (old, new) = (Signer::es256("old"), Signer::es256("new"));
    let site = Site::of(&old).await;
    site.publish(jwks(&[&new])).await;
    let mut keys = site.verifier.keys();
    keys.mark_unchanged();
    let token = new.token(&claims());
    assert!(site.verify(&token).now_or_never().is_none(), "it waits for the fetch");
    keys.changed().await.unwrap();
    site.verify(&token).await.unwrap();
    assert_eq!(site.request_count().await, 1);
}

#[tokio::test]
async fn a_key_that_is_not_there_after_a_fetch_is_unknown_and_in_the_pause_nobody_can_tell() {
    let (known, gone) = (Signer::es256("known"), Signer::es256("gone"));
    let site = Site::of(&known).await;
    let token = gone.token(&claims());
    assert_eq!(site.verify(&token).await, Err(TokenError::UnknownKey));
    assert_eq!(site.verify(&token).await, Err(TokenError::Unavailable));
    site.advance(PAUSE - 1);
    assert_eq!(site.verify(&token).await, Err(TokenError::Unavailable));
    assert_eq!(site.request_count().await, 1);
    site.advance(1);
    assert_eq!(site.verify(&token).await, Err(TokenError::UnknownKey));
    assert_eq!(site.request_count().await, 2);
    site.verify(&known.token(&claims())).await.unwrap();
}

#[tokio::test]
async fn made_up_names_make_no_more_than_one_fetch_per_pause() {
    let known = Signer::es256("known");
    let site = Site::of(&known).await;
    for round in 1..=3 {
        let tokens: Vec<_> = (0..200)
            .map(|number| {
                let header = json!({"alg": "ES256", "kid": format!("made-up-{round}-{number}")});
                known.token_with(&header, &claims())
            })
            .collect();
        for token in &tokens {
            site.verify(token).await.unwrap_err();
        }
        join_all(tokens.iter().map(|token| site.verify(token))).await;
        assert_eq!(site.request_count().await, round);
        site.advance(PAUSE);
    }
}

#[tokio::test]
async fn a_clock_that_was_set_back_does_not_lengthen_the_pause() {
    let (known, gone) = (Signer::es256("known"), Signer::es256("gone"));
    let site = Site::of(&known).await;
    let token = gone.token(&claims());
    assert_eq!(site.verify(&token).await, Err(TokenError::UnknownKey));
    site.clock.set(site.clock.now().minus(std::time::Duration::from_hours(24)));
    assert_eq!(site.verify(&token).await, Err(TokenError::UnknownKey));
    assert_eq!(site.verify(&token).await, Err(TokenError::Unavailable));
}

#[tokio::test]
async fn the_last_good_keys_serve_while_the_auth_server_is_down() {
    let (known, new) = (Signer::es256("known"), Signer::es256("new"));
    let site = Site::of(&known).await;
    down(&site).await;
    let error = site.verifier.fetch_keys().await.unwrap_err();
    assert!(matches!(error, GoTrueError::Unreachable(Unreachable::Failing(503))), "{error:?}");
    assert_eq!(site.verify(&new.token(&claims())).await, Err(TokenError::Unavailable));
    assert_eq!(site.verify(&new.token(&claims())).await, Err(TokenError::Unavailable));
    assert_eq!(site.request_count().await, 2, "a failed fetch has its pause too");
    for _ in 0..3 {
        site.verify(&known.token(&claims())).await.unwrap();
        site.advance(KEY_LIFE);
    }
    site.publish(jwks(&[&known, &new])).await;
    site.advance(PAUSE);
    site.verify(&new.token(&claims())).await.unwrap();
}

#[tokio::test]
async fn without_any_key_nobody_can_tell() {
    let signer = Signer::es256("key-1");
    let site = Site::new(json!({"keys": []}), None).await;
    down(&site).await;
    assert_eq!(site.verify(&signer.token(&claims())).await, Err(TokenError::Unavailable));
    assert!(site.verifier.keys().borrow().is_none());
    // Forgeries that need no key to be seen through are still forgeries.
    assert_invalid(site.verify("e30.e30.AA").await, "no algorithm");
}

#[tokio::test]
async fn a_withdrawn_key_is_forgotten_without_anybody_waiting() {
    let (withdrawn, new) = (Signer::es256("withdrawn"), Signer::es256("new"));
    let site = Site::of(&withdrawn).await;
    site.publish(jwks(&[&new])).await;
    let token = withdrawn.token(&claims());
    let mut keys = site.verifier.keys();
    keys.mark_unchanged();
    site.advance(KEY_LIFE - 1);
    site.verify(&token).await.unwrap();
    assert_eq!(site.request_count().await, 0);
    site.advance(1);
    for _ in 0..10 {
        assert!(site.verify(&token).now_or_never().unwrap().is_ok(), "nobody waits for the fetch");
    }
    keys.changed().await.unwrap();
    assert_eq!(site.request_count().await, 1);
    site.advance(PAUSE);
    assert_eq!(site.verify(&token).await, Err(TokenError::UnknownKey));
    site.verify(&new.token(&claims())).await.unwrap();
}

#[tokio::test]
async fn all_who_fetch_at_once_share_one_answer() {
    let signer = Signer::es256("key-1");
    let site = Site::new(jwks(&[&signer]), None).await;
    let results = join_all((0..20).map(|_| site.verifier.fetch_keys())).await;
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(site.request_count().await, 1);
}

#[tokio::test]
async fn the_verifier_prints_no_secret() {
    let site = Site::new(json!({"keys": []}), Some(SECRET)).await;
    let settings = doorward::gotrue::VerifierSettings {
        issuers: Vec::new(),
        audience: String::new(),
        role: String::new(),
        hs256_secret: Some(SECRET.into()),
    };
    let printed = format!("{:?} {settings:?}", site.verifier);
    assert!(!printed.contains(SECRET), "{printed}");
}
