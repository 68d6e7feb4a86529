//! Accounts with a second factor: no token at half strength. What Supabase says of factors is played here,
//! with tokens signed by the secret of the story.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use uuid::Uuid;

use super::house::House;
use crate::gotrue::signer::Signer;
use crate::support::fault_proxy::Fault;
use crate::support::http_wire::Answer;
use crate::support::page::Page;
use crate::support::person::PASSWORD;
use crate::support::program::{Pair, Program};

/// Thirty-two bytes and more, as everybody knows them here.
const SECRET: &str = "the tokens of this story are signed with these words";

const CODE: &str = "123456";

/// Somebody who has a second factor at Supabase, and what is said of it.
struct Story {
    house: House,
    program: Program,
    /// From before there was a factor.
    old: Pair,
    factor: Uuid,
    /// What the auth server says to the right password.
    half: Value,
}

impl Story {
    async fn begin() -> Self {
        let house = Box::pin(House::beside_supabase_signing_with(SECRET)).await;
        let (program, old) = house.person_with_pair("ada").await;
        let supabase = house.supabase.as_ref().unwrap();
        let body = json!({ "email": "ada@example.com", "password": PASSWORD });
        let mut half = supabase.program().posts("/auth/v1/token?grant_type=password", &body).await.json();
        let factor = Uuid::new_v4();
        half["user"]["factors"] = json!([
            {"id": Uuid::new_v4(), "status": "unverified", "factor_type": "totp", "friendly_name": "begun"},
            {"id": Uuid::new_v4(), "status": "verified", "factor_type": "phone", "friendly_name": "phone"},
            {"id": factor, "status": "verified", "factor_type": "totp", "friendly_name": "app"},
        ]);
        supabase.proxy.on("POST /auth/v1/token?grant_type=password", Fault::Instead(Answer::of(200, &half)));
        let challenge = json!({ "id": Uuid::new_v4(), "type": "totp", "expires_at": 1_800_000_000 });
        let path = format!("POST /auth/v1/factors/{factor}/challenge");
        supabase.proxy.on(&path, Fault::Instead(Answer::of(200, &challenge)));
        Self { house, program, old, factor, half }
    }

    /// What is said to the code from now on.
    fn answers_code(&self, answer: Answer) {
        let path = format!("POST /auth/v1/factors/{}/verify", self.factor);
        self.house.supabase.as_ref().unwrap().proxy.on(&path, Fault::Instead(answer));
    }

    /// The pair of the session once both factors are proved.
    fn whole(&self) -> Value {
        let mut whole = self.half.clone();
        let mut claims = self.half_claims();
        claims["aal"] = json!("aal2");
        whole["access_token"] = json!(sign(&claims));
        whole["refresh_token"] = json!("whole-refresh-token");
        whole
    }

    fn half_claims(&self) -> Value {
        let payload = self.half_token().split('.').nth(1).unwrap();
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
    }

    fn half_token(&self) -> &str {
        self.half["access_token"].as_str().unwrap()
    }

    async fn signs_in_with(&self, code: Option<&str>) -> Page {
        let mut fields = vec![("username", "ada"), ("password", PASSWORD)];
        fields.extend(code.map(|code| ("code", code)));
        self.program.posts_form("/api/token", &fields).await
    }

    /// How often the auth server was told that one session is over.
    fn farewells(&self) -> usize {
        self.house.supabase.as_ref().unwrap().proxy.count("POST /auth/v1/logout?scope=local")
    }
}

fn sign(claims: &Value) -> String {
    Signer::hs256("", SECRET).token_with(&json!({"alg": "HS256", "typ": "JWT"}), claims)
}

fn assert_insufficient(answer: &Page) {
    assert_eq!(answer.status, 403, "{}", answer.body);
    assert!(!answer.body.contains("eyJ"), "no token: {}", answer.body);
}

#[tokio::test]
async fn a_password_alone_buys_no_token_and_the_half_session_is_over_on_both_sides() {
    let story = Story::begin().await;
    let before = story.farewells();
    let answer = story.signs_in_with(None).await;
    assert_insufficient(&answer);
    assert_eq!(answer.json()["error"], "insufficient_aal");
    assert_eq!(story.farewells(), before + 1);
    assert_eq!(story.program.status_of_me(story.half_token()).await, 401, "whoever had it all the same");
}

#[tokio::test]
async fn a_password_and_the_code_buy_a_whole_pair() {
    let story = Story::begin().await;
    story.answers_code(Answer::of(200, &story.whole()));
    let before = story.farewells();
    let answer = story.signs_in_with(Some(CODE)).await;
    let pair = Pair::of(&answer);
    assert_eq!(story.farewells(), before);
    let me = story.program.asks(&pair.access, "GET", "/api/users/me", &Value::Null).await;
    assert_eq!((me.status, &me.json()["has_second_factor"]), (200, &json!(true)));
    let as_json = json!({ "username": "ada", "password": PASSWORD, "code": CODE });
    assert_eq!(story.program.posts("/api/token", &as_json).await.status, 200);
}

#[tokio::test]
async fn a_wrong_code_buys_nothing_and_there_are_few_tries() {
    let story = Story::begin().await;
    story.answers_code(Answer::json(422, "mfa_verification_failed"));
    for _ in 0..5 {
        let answer = story.signs_in_with(Some("000000")).await;
        assert_insufficient(&answer);
        assert_eq!(answer.json()["error"], "insufficient_aal");
        assert_eq!(story.program.status_of_me(story.half_token()).await, 401);
        story.house.forgets_the_end_of_sessions().await;
    }
    let refused = story.signs_in_with(Some("000000")).await;
    assert_eq!(refused.status, 429, "{}", refused.body);
    story.house.forgets_the_end_of_sessions().await;
    story.answers_code(Answer::of(200, &story.whole()));
    assert_eq!(story.signs_in_with(Some(CODE)).await.status, 429, "the right one too");
}

#[tokio::test]
async fn an_auth_server_that_is_away_for_the_code_is_no_wrong_code() {
    let story = Story::begin().await;
    story.answers_code(Answer::html(502));
    for _ in 0..6 {
        let answer = story.signs_in_with(Some(CODE)).await;
        assert_eq!((answer.status, &answer.json()["error"]), (503, &json!("temporarily_unavailable")));
        assert_eq!(story.program.status_of_me(story.half_token()).await, 401);
        story.house.forgets_the_end_of_sessions().await;
    }
    story.answers_code(Answer::of(200, &story.whole()));
    assert_eq!(story.signs_in_with(Some(CODE)).await.status, 200);
}

#[tokio::test]
async fn a_token_at_half_strength_opens_nothing_once_there_is_a_factor() {
    let story = Story::begin().await;
    assert_eq!(story.program.status_of_me(&story.old.access).await, 200, "nobody here knows of it yet");
    assert_insufficient(&story.signs_in_with(None).await);
    for (method, path) in [
        ("GET", "/api/users/me"),
        ("GET", "/users/me"),
        ("PATCH", "/api/users/me"),
        ("DELETE", "/api/users/me"),
        ("POST", "/api/users/me/password"),
        ("GET", "/api/users/me/sessions"),
        ("DELETE", "/api/users/me/sessions/x"),
    ] {
        let answer = story.program.asks(&story.old.access, method, path, &json!({})).await;
        assert_insufficient(&answer);
        assert_eq!(answer.json()["code"], "insufficient_aal", "{method} {path}");
        assert!(answer.header("www-authenticate").contains("insufficient_aal"), "{method} {path}");
    }
    let proxy = &story.house.supabase.as_ref().unwrap().proxy;
    let mut next = story.half.clone();
    next["refresh_token"] = json!("half-refresh-token");
    story.house.forgets_the_end_of_sessions().await;
    proxy.once("POST /auth/v1/token?grant_type=refresh_token", Fault::Instead(Answer::of(200, &next)));
    let before = story.farewells();
    let answer = story.program.refreshes(&story.old.refresh).await;
    assert_insufficient(&answer);
    assert_eq!((&answer.json()["error"], story.farewells()), (&json!("insufficient_aal"), before + 1));
}
