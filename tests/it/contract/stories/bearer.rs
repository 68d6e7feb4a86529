//! Who is believed: the bearer of `GET /user`, and what is said to others (gotrue-contract §1.3, §1.4).

use serde_json::{Value, json};

use crate::contract::ask::{delete, get, post, put};
use crate::contract::jwt::{self, SigningKey};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        without_a_bearer_there_is_no_user,
        the_scheme_is_read_without_regard_to_capitals,
        a_garbled_token_is_refused,
        a_token_of_a_foreign_key_is_refused,
        a_token_without_a_signature_is_refused,
        a_token_signed_with_a_foreign_secret_is_refused,
        a_changed_token_is_refused,
        the_keys_of_the_gateway_are_nobody,
        the_token_of_a_deleted_account_is_refused,
        the_token_of_an_ended_session_is_refused,
        the_token_of_somebody_banned_is_refused,
        every_endpoint_for_users_asks_for_a_bearer,
    }
    PassingTime {
        an_expired_token_is_refused,
    }
}

/// What an attacker would like to be believed.
fn claims(sub: &str) -> Value {
    json!({
        "sub": sub, "aud": "authenticated", "role": "authenticated", "email": "ann@example.com", "phone": "",
        "iat": 1_790_000_000, "exp": 4_102_444_800_i64, "aal": "aal1", "is_anonymous": false,
        "session_id": "11111111-2222-4333-8444-555555555555", "app_metadata": {}, "user_metadata": {},
        "amr": [{"method": "password", "timestamp": 1_790_000_000}],
    })
}

async fn without_a_bearer_there_is_no_user(told: &mut Telling) {
    told.ask(get("/user")).await;
    told.ask(get("/user").newer_errors()).await;
    for value in ["", "Bearer", "Bearer ", "Basic YW5uOnNlY3JldA==", "Bearer two words"] {
        told.ask(get("/user").header("authorization", value)).await;
    }
}

async fn the_scheme_is_read_without_regard_to_capitals(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(get("/user").header("authorization", format!("bearer {}", ann.access))).await;
    told.ask(get("/user").header("authorization", format!("BEARER {}", ann.access))).await;
    told.ask(get("/user").header("authorization", ann.access.clone())).await;
}

async fn a_garbled_token_is_refused(told: &mut Telling) {
    for token in ["garbled", "a.b.c", "..", "e30.e30.e30"] {
        told.ask(get("/user").bearer(token)).await;
    }
    told.ask(get("/user").newer_errors().bearer("garbled")).await;
}

async fn a_token_of_a_foreign_key_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    let kid = told.key_id();
    for (kid, name) in [(kid.as_str(), "<foreign key, known id>"), ("unknown", "<foreign key, unknown id>")] {
        let token = SigningKey::generate(kid).sign(&claims(&ann.id));
        told.call(&token, name);
        told.ask(get("/user").bearer(&token)).await;
    }
}

async fn a_token_without_a_signature_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    let kid = told.key_id();
    for (header, name) in [
        (json!({"alg": "none", "typ": "JWT"}), "<none>"),
        (json!({"alg": "None", "kid": kid, "typ": "JWT"}), "<none with a key id>"),
        (json!({"alg": "ES256", "kid": kid, "typ": "JWT"}), "<empty signature>"),
    ] {
        let token = format!("{}.", jwt::unsigned(&header, &claims(&ann.id)));
        told.call(&token, name);
        told.ask(get("/user").bearer(&token)).await;
    }
}

async fn a_token_signed_with_a_foreign_secret_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    let token = jwt::sign_with_secret("a secret that the server does not have", &claims(&ann.id));
    told.call(&token, "<foreign secret>");
    told.ask(get("/user").bearer(&token)).await;
}

async fn a_changed_token_is_refused(told: &mut Telling) {
    let (ann, bob) = (told.member("ann").await, told.member("bob").await);
    let part = |token: &str, index: usize| token.split('.').nth(index).expect("three parts").to_owned();
    // Ann's claims under Bob's signature.
    let mixed = format!("{}.{}.{}", part(&ann.access, 0), part(&ann.access, 1), part(&bob.access, 2));
    told.call(&mixed, "<mixed>");
    told.ask(get("/user").bearer(&mixed)).await;
}

async fn the_keys_of_the_gateway_are_nobody(told: &mut Telling) {
    let admin = told.admin_key();
    told.ask(get("/user").bearer(&admin)).await;
    told.ask(post("/logout").bearer(&admin)).await;
    let publishable = told.publishable_key();
    told.ask(get("/user").bearer(&publishable)).await;
}

async fn the_token_of_a_deleted_account_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    let admin = told.admin_key();
    told.quietly(delete(format!("/admin/users/{}", ann.id)).bearer(&admin)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
    told.ask(get("/user").newer_errors().bearer(&ann.access)).await;
    told.ask(put("/user").bearer(&ann.access).json(json!({"data": {"a": 1}}))).await;
    told.ask(post("/logout").bearer(&ann.access)).await;
}

async fn the_token_of_an_ended_session_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.quietly(post("/logout").bearer(&ann.access)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
    told.ask(get("/user").newer_errors().bearer(&ann.access)).await;
    told.ask(put("/user").bearer(&ann.access).json(json!({"data": {"a": 1}}))).await;
    told.ask(post("/logout").bearer(&ann.access)).await;
}

async fn the_token_of_somebody_banned_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    let admin = told.admin_key();
    let ban = put(format!("/admin/users/{}", ann.id)).bearer(&admin).json(json!({"ban_duration": "1h"}));
    told.quietly(ban).await;
    told.ask(get("/user").bearer(&ann.access)).await;
    told.ask(put("/user").bearer(&ann.access).json(json!({"data": {"a": 1}}))).await;
    told.ask(post("/logout").bearer(&ann.access)).await;
}

async fn an_expired_token_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    let expired = told.expired(&ann.access);
    told.ask(get("/user").bearer(&expired)).await;
    told.ask(get("/user").newer_errors().bearer(&expired)).await;
    told.ask(put("/user").bearer(&expired).json(json!({"data": {"a": 1}}))).await;
    told.ask(post("/logout").bearer(&expired)).await;
    // The session lives on.
    let body = json!({"refresh_token": ann.refresh});
    told.ask(post("/token?grant_type=refresh_token").json(body)).await;
}

async fn every_endpoint_for_users_asks_for_a_bearer(told: &mut Telling) {
    told.ask(put("/user").json(json!({}))).await;
    told.ask(post("/logout")).await;
    told.ask(get("/reauthenticate")).await;
}
