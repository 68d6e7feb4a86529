use std::time::Duration;

use doorward::auth_server::{AuthServer, AuthServerError, KeyState};
use doorward::clock::Clock;
use doorward::database::each;
use doorward::keys::{Keys, MasterSecret};
use doorward::mail::Outbox;
use reqwest::Method;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

use super::site::{Answer, Site, open, settings};
use crate::support::database::TestDatabase;

/// How long a rotation on another machine may go unnoticed.
const READ_AGAIN_AFTER: Duration = Duration::from_mins(1);

async fn kids(site: &Site) -> Vec<String> {
    let answer = site.get("/.well-known/jwks.json").await.expect(200);
    assert_eq!(answer.header("cache-control"), "public, max-age=600");
    let keys = answer.body["keys"].as_array().unwrap().clone();
    for key in &keys {
        let members: Vec<_> = key.as_object().unwrap().keys().cloned().collect();
        assert!(!members.contains(&"d".to_owned()), "{members:?}");
        assert_eq!((&key["kty"], &key["crv"], &key["alg"]), (&json!("EC"), &json!("P-256"), &json!("ES256")));
    }
    keys.iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect()
}

fn header(pair: &Answer) -> jsonwebtoken::Header {
    jsonwebtoken::decode_header(pair.access_token()).unwrap()
}

#[tokio::test]
async fn tokens_are_signed_by_a_key_that_the_jwks_shows() {
    for site in Site::each().await {
        let pair = site.somebody("ada@example.com").await;
        let jwks = site.get("/.well-known/jwks.json").await.body;
        let key: jsonwebtoken::jwk::Jwk = serde_json::from_value(jwks["keys"][0].clone()).unwrap();
        let mut validation = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::ES256);
        validation.set_audience(&["authenticated"]);
        validation.set_issuer(&["http://site.example/auth/v1"]);
        validation.validate_exp = false;
        let key = jsonwebtoken::DecodingKey::from_jwk(&key).unwrap();
        let opened = jsonwebtoken::decode::<Value>(pair.access_token(), &key, &validation).unwrap();
        assert_eq!(opened.header.kid, Some(kids(&site).await.remove(0)));
        assert_eq!(opened.claims["role"], "authenticated");
        assert_eq!(opened.claims["is_anonymous"], false);
        assert_eq!(opened.claims["phone"], "");
    }
}

#[tokio::test]
async fn machines_that_start_at_once_make_one_key() {
    for db in TestDatabase::each().await {
        let clock = Clock::system();
        let mut machines = Vec::new();
        for _ in 0..6 {
            machines.push(db.another_machine().await);
        }
        let servers: Vec<AuthServer> = futures_util::future::join_all(
            machines.iter().map(|database| open(database, &clock, settings())),
        )
        .await;
        let mut seen = Vec::new();
        for server in &servers {
            let keys = server.signing_keys().await.unwrap();
            assert_eq!(keys.len(), 1);
            seen.push(keys[0].kid.clone());
        }
        seen.dedup();
        assert_eq!(seen.len(), 1);
        assert_eq!(servers[0].service_key().expose_secret(), servers[1].service_key().expose_secret());
    }
}

#[tokio::test]
async fn after_a_rotation_old_tokens_verify_until_their_key_is_removed() {
    for site in Site::each().await {
        let old = site.somebody("ada@example.com").await;
        let before = kids(&site).await;
        let rotation = site.server.rotate_keys().await.unwrap();
        assert_eq!(rotation.retired.as_ref(), before.first());
        let new = site.refresh(old.refresh_token()).await.expect(200);
        assert_eq!(header(&new).kid.as_ref(), Some(&rotation.current));
        assert_eq!(kids(&site).await.len(), 2);
        site.user(old.access_token()).await.expect(200);
        site.user(new.access_token()).await.expect(200);

        let refused = site.server.remove_key(&rotation.current).await;
        assert!(matches!(refused, Err(AuthServerError::NoSuchKey)));
        site.server.remove_key(&before[0]).await.unwrap();
        assert_eq!(kids(&site).await, std::slice::from_ref(&rotation.current));
        site.user(old.access_token()).await.refused(403, "bad_jwt");
        site.user(new.access_token()).await.expect(200);
        let keys = site.server.signing_keys().await.unwrap();
        assert_eq!((keys.len(), keys[0].state), (1, KeyState::Current));
    }
}

#[tokio::test]
async fn machines_learn_of_a_rotation_elsewhere() {
    for site in Site::each().await {
        let pair = site.somebody("ada@example.com").await;
        let elsewhere = site.another_machine().await;
        let rotation = elsewhere.rotate_keys().await.unwrap();
        site.clock.advance(READ_AGAIN_AFTER);
        let new = site.refresh(pair.refresh_token()).await.expect(200);
        assert_eq!(header(&new).kid, Some(rotation.current));
        site.user(pair.access_token()).await.expect(200);
    }
}

#[tokio::test]
async fn rotations_at_once_leave_one_current_key() {
    for site in Site::each().await {
        let elsewhere = site.another_machine().await;
        let rotations = [site.server.rotate_keys(), elsewhere.rotate_keys(), site.server.rotate_keys()];
        for rotation in futures_util::future::join_all(rotations).await {
            rotation.unwrap();
        }
        let keys = site.server.signing_keys().await.unwrap();
        assert_eq!(keys.iter().filter(|key| key.state == KeyState::Current).count(), 1);
        let pair = site.somebody("ada@example.com").await;
        site.user(pair.access_token()).await.expect(200);
    }
}

#[tokio::test]
async fn private_keys_are_sealed_and_a_lost_secret_makes_a_new_one() {
    for site in Site::each().await {
        let pair = site.somebody("ada@example.com").await;
        let sealed: Vec<u8> = each!(site.db.database().read().await.unwrap().executor(), c => {
            sqlx::query_scalar("select sealed_private from auth_signing_keys").fetch_one(c).await
        })
        .unwrap();
        let is_pkcs8 = aws_lc_rs::signature::EcdsaKeyPair::from_pkcs8(
            &aws_lc_rs::signature::ECDSA_P256_SHA256_FIXED_SIGNING,
            &sealed,
        );
        assert!(is_pkcs8.is_err());

        let reopen = async |keys: Keys| {
            let database = site.db.database().clone();
            let outbox = Outbox::new(database.clone(), site.clock.clone(), &keys).unwrap();
            AuthServer::open(settings(), database, site.clock.clone(), &keys, outbox).await.unwrap()
        };
        let rotated = Keys::new(MasterSecret::new([8; 32]), Some(MasterSecret::new([7; 32])));
        assert_eq!(reopen(rotated).await.signing_keys().await.unwrap().len(), 1);
        let lost = reopen(Keys::new(MasterSecret::new([9; 32]), None)).await;
        assert_eq!(lost.signing_keys().await.unwrap().len(), 2);
        site.user(pair.access_token()).await.expect(200);
    }
}

#[tokio::test]
async fn a_given_secret_signs_with_hs256_and_is_never_shown() {
    let secret = "a secret of at least thirty-two bytes";
    let mut shared = settings();
    shared.jwt_secret = Some(SecretString::from(secret));
    for site in Site::each_with(shared).await {
        let pair = site.somebody("ada@example.com").await;
        assert_eq!(header(&pair).alg, jsonwebtoken::Algorithm::HS256);
        assert_eq!(site.get("/.well-known/jwks.json").await.body, json!({ "keys": [] }));
        site.user(pair.access_token()).await.expect(200);
        let sign = |secret: &str| {
            let key = jsonwebtoken::EncodingKey::from_secret(secret.as_bytes());
            jsonwebtoken::encode(&jsonwebtoken::Header::default(), &json!({ "role": "service_role" }), &key)
                .unwrap()
        };
        site.as_user(Method::GET, "/admin/users", &sign(secret), Value::Null).await.expect(200);
        let forged = site.as_user(Method::GET, "/admin/users", &sign("another"), Value::Null).await;
        forged.refused(403, "bad_jwt");
    }
}

#[tokio::test]
async fn the_keys_for_programs_say_who_may_administer_and_open_no_persons_account() {
    for site in Site::each().await {
        let publishable = site.server.publishable_key();
        let service = site.server.service_key();
        let ask = async |path: &str, token: &str| site.as_user(Method::GET, path, token, Value::Null).await;
        ask("/admin/users", service.expose_secret()).await.expect(200);
        ask("/admin/users", publishable.expose_secret()).await.refused(403, "not_admin");
        let pair = site.somebody("ada@example.com").await;
        ask("/admin/users", pair.access_token()).await.refused(403, "not_admin");
        for key in [&service, &publishable] {
            ask("/user", key.expose_secret()).await.refused(403, "bad_jwt");
        }
        let (message, signature) = publishable.expose_secret().rsplit_once('.').unwrap();
        let claims = message.split_once('.').unwrap();
        let other = service.expose_secret().split('.').nth(1).unwrap();
        let forged = format!("{}.{other}.{signature}", claims.0);
        ask("/admin/users", &forged).await.refused(403, "bad_jwt");
        site.get("/admin/users").await.refused(401, "no_authorization");
    }
}
