//! `POST /token?grant_type=id_token`: an ID token is refused for what it says, or for who signed it
//! (gotrue-contract §1.2).

use serde_json::{Value, json};

use crate::contract::id_token::{bring, bring_token};
use crate::contract::jwt::{self, SigningKey};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Providers {
        what_is_no_token,
        a_token_that_another_key_signed,
        a_token_that_a_key_of_another_name_signed,
        a_token_that_nothing_signed,
        a_token_that_was_changed,
        a_token_that_a_secret_signed,
        a_token_of_another_issuer,
        a_token_for_somebody_else,
        a_token_for_nobody,
        a_token_for_another_client_of_an_allowed_issuer,
        a_token_without_a_client_of_an_allowed_issuer,
        a_token_that_is_over,
        a_token_without_an_end,
        a_token_that_begins_later,
        a_token_without_a_subject,
        a_nonce_in_the_token_alone,
        a_nonce_in_the_request_alone,
        a_nonce_that_is_another,
        a_nonce_that_is_not_hashed,
        an_access_token_that_does_not_belong,
        a_claim_of_another_type,
        a_token_of_ours_is_none_of_theirs,
    }
}

async fn what_is_no_token(told: &mut Telling) {
    for token in ["x", "a.b.c", "..", "e30.e30.", "ey.ey.ey.ey"] {
        told.ask(bring_token(token)).await;
    }
    told.ask(bring_token("x").newer_errors()).await;
}

async fn a_token_that_another_key_signed(told: &mut Telling) {
    let claims = told.said_of("ann");
    told.brings_foreign(&SigningKey::generate("of the provider").sign(&claims)).await;
}

async fn a_token_that_a_key_of_another_name_signed(told: &mut Telling) {
    let claims = told.said_of("ann");
    told.brings_foreign(&SigningKey::generate("of somebody").sign(&claims)).await;
}

async fn a_token_that_nothing_signed(told: &mut Telling) {
    let claims = told.said_of("ann");
    for algorithm in ["none", "None", "ES256"] {
        let token = format!("{}.", jwt::unsigned(&json!({ "alg": algorithm, "typ": "JWT" }), &claims));
        told.brings_foreign(&token).await;
    }
}

async fn a_token_that_was_changed(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({}));
    let mut other = told.said_of("ann");
    other["sub"] = "somebody else".into();
    let (header, rest) = token.split_once('.').expect("a token");
    let signature = rest.split('.').next_back().expect("a signature");
    let changed = format!("{header}.{}.{signature}", jwt::encoded(other.to_string().as_bytes()));
    told.brings_foreign(&changed).await;
}

async fn a_token_that_a_secret_signed(told: &mut Telling) {
    let claims = told.said_of("ann");
    told.brings_foreign(&jwt::sign_with_secret("of the provider", &claims)).await;
}

async fn a_token_of_another_issuer(told: &mut Telling) {
    refused(told, json!({ "iss": told.issuer("plain") })).await;
    refused(told, json!({ "iss": null })).await;
}

async fn a_token_for_somebody_else(told: &mut Telling) {
    refused(told, json!({ "aud": "somebody else" })).await;
    refused(told, json!({ "aud": ["somebody else", "and another"] })).await;
}

async fn a_token_for_nobody(told: &mut Telling) {
    for audience in [json!(null), json!(""), json!([]), json!(5)] {
        refused(told, json!({ "aud": audience })).await;
    }
}

async fn a_token_for_another_client_of_an_allowed_issuer(told: &mut Telling) {
    let issuer = told.issuer("plain");
    let token = told.id_token_of("ann", json!({ "iss": issuer, "aud": "x" }));
    told.ask(bring(json!({ "issuer": issuer, "client_id": "y", "id_token": token }))).await;
}

async fn a_token_without_a_client_of_an_allowed_issuer(told: &mut Telling) {
    let issuer = told.issuer("plain");
    let token = told.id_token_of("ann", json!({ "iss": issuer, "aud": "" }));
    told.ask(bring(json!({ "provider": "x", "issuer": issuer, "id_token": token }))).await;
}

async fn a_token_that_is_over(told: &mut Telling) {
    let now = told.now().as_seconds();
    refused(told, json!({ "iat": now - 7200, "exp": now - 3600 })).await;
    refused(told, json!({ "exp": 0 })).await;
}

async fn a_token_without_an_end(told: &mut Telling) {
    refused(told, json!({ "exp": null })).await;
    refused(told, json!({ "exp": "later" })).await;
}

async fn a_token_that_begins_later(told: &mut Telling) {
    let later = told.now().as_seconds() + 1200;
    refused(told, json!({ "nbf": later })).await;
}

async fn a_token_without_a_subject(told: &mut Telling) {
    for subject in [json!(null), json!(""), json!(7)] {
        refused(told, json!({ "sub": subject })).await;
    }
}

async fn a_nonce_in_the_token_alone(told: &mut Telling) {
    refused(told, json!({ "nonce": "x" })).await;
}

async fn a_nonce_in_the_request_alone(told: &mut Telling) {
    with_nonce(told, json!({}), "x").await;
}

async fn a_nonce_that_is_another(told: &mut Telling) {
    let hash = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    with_nonce(told, json!({ "nonce": hash }), "y").await;
}

async fn a_nonce_that_is_not_hashed(told: &mut Telling) {
    with_nonce(told, json!({ "nonce": "x" }), "x").await;
}

async fn an_access_token_that_does_not_belong(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({ "at_hash": "LDktKdoQak3Pk0cnXxCltA" }));
    told.ask(bring(json!({ "provider": "keycloak", "id_token": token, "access_token": "another" }))).await;
}

async fn a_claim_of_another_type(told: &mut Telling) {
    for (claim, value) in [
        ("email", json!(5)),
        ("email_verified", json!("true")),
        ("name", json!(["Ann"])),
        ("custom_claims", json!("none")),
        ("phone_verified", json!(1)),
        ("locale", json!({ "language": "fr" })),
        ("nonce", json!(5)),
    ] {
        refused(told, json!({ claim: value })).await;
    }
}

async fn a_token_of_ours_is_none_of_theirs(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(bring_token(&ann.access)).await;
}

/// An ID token with these changes is sent.
async fn refused(told: &mut Telling, changes: Value) {
    let token = told.id_token_of("ann", changes);
    told.ask(bring_token(&token)).await;
}

async fn with_nonce(told: &mut Telling, changes: Value, nonce: &str) {
    let token = told.id_token_of("ann", changes);
    told.ask(bring(json!({ "provider": "keycloak", "id_token": token, "nonce": nonce }))).await;
}

impl Telling {
    /// Sends a token that the provider did not sign.
    async fn brings_foreign(&mut self, token: &str) {
        self.name_id_token(token);
        self.ask(bring_token(token)).await;
    }
}
