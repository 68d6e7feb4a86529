//! Accounts with a second factor at the auth server inside, and at one of its kind beside the site.

use std::time::Duration;

use serde_json::{Value, json};

use super::house::House;
use crate::support::person::PASSWORD;
use crate::support::program::{Pair, Program};
use crate::support::supabase::Supabase;
use crate::support::totp;

/// Longer than a code is taken.
const A_WHILE: Duration = Duration::from_mins(2);

/// Enrols an app at the auth server, as an app of the account's owner does, and proves it; its secret.
async fn enrols(house: &House, token: &str) -> String {
    let program = house.supabase.as_ref().map_or_else(|| house.program(), Supabase::program);
    let asks = async |path: String, body: Value| {
        let answer = program.asks(token, "POST", &format!("/auth/v1/factors{path}"), &body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    };
    let enrolled = asks(String::new(), json!({ "factor_type": "totp", "friendly_name": "app" })).await;
    let (id, secret) = (enrolled["id"].as_str().unwrap(), enrolled["totp"]["secret"].as_str().unwrap());
    let challenge = asks(format!("/{id}/challenge"), Value::Null).await;
    let code = totp::code(secret, house.clock.now(), 0);
    asks(format!("/{id}/verify"), json!({ "challenge_id": challenge["id"], "code": code })).await;
    secret.to_owned()
}

async fn signs_in(program: &Program, code: Option<&str>) -> crate::support::page::Page {
    let mut fields = vec![("username", "ada"), ("password", PASSWORD)];
    fields.extend(code.map(|code| ("code", code)));
    program.posts_form("/api/token", &fields).await
}

#[tokio::test]
async fn a_password_alone_buys_nothing_and_with_the_code_of_the_app_everything() {
    for house in House::each().await {
        let program = house.person("ada").await;
        let token = house.signs_in_elsewhere("ada@example.com").await;
        let secret = enrols(&house, &token).await;
        house.time_passes(A_WHILE);
        let half = signs_in(&program, None).await;
        assert_eq!((half.status, &half.json()["error"]), (403, &json!("insufficient_aal")));
        let wrong = totp::wrong_code(&secret, house.clock.now());
        let refused = signs_in(&program, Some(&wrong)).await;
        assert_eq!((refused.status, &refused.json()["error"]), (403, &json!("insufficient_aal")));
        let code = totp::code(&secret, house.clock.now(), 0);
        let pair = Pair::of(&signs_in(&program, Some(&code)).await);
        let me = program.asks(&pair.access, "GET", "/api/users/me", &Value::Null).await;
        assert_eq!((me.status, &me.json()["has_second_factor"]), (200, &json!(true)));
        let next = Pair::of(&program.refreshes(&pair.refresh).await);
        assert_eq!(program.status_of_me(&next.access).await, 200, "a refresh keeps what was proved");
        assert_eq!(signs_in(&program, Some(&code)).await.status, 403, "no code twice");
    }
}
