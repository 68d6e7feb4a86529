//! For whom tokens are, and whose administer, as the operator says it (gotrue-contract §1.17, §2.1).

use serde_json::{Value, json};

use crate::contract::ask::{get, post, put};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    OtherRoles {
        a_new_account_has_the_audience_and_the_role,
        a_token_has_them_too,
        an_account_that_an_administrator_makes_has_them,
        an_account_that_is_invited_has_them,
        an_account_that_a_link_makes_has_them,
        an_account_that_a_mail_makes_has_them,
        a_taken_address_is_answered_with_them,
        the_list_of_people_is_for_the_audience,
        a_role_of_the_list_administers,
        a_role_that_is_usual_elsewhere_does_not,
        the_group_of_administrators_changes_its_own_app_metadata,
        another_group_does_not,
    }
}

async fn a_new_account_has_the_audience_and_the_role(told: &mut Telling) {
    let body = json!({"email": told.address("ann"), "password": PASSWORD});
    told.ask(post("/signup").json(body)).await;
}

async fn a_token_has_them_too(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    let pair = told.ask(post("/verify").json(json!({"type": "signup", "token_hash": letter.hash()}))).await;
    told.ask(get("/user").bearer(&pair.at("/access_token"))).await;
    let refresh = json!({"refresh_token": pair.at("/refresh_token")});
    told.ask(post("/token?grant_type=refresh_token").json(refresh)).await;
}

async fn an_account_that_an_administrator_makes_has_them(told: &mut Telling) {
    let key = told.admin_key();
    let make = |body: Value| post("/admin/users").bearer(&key).json(body);
    told.ask(make(json!({"email": told.address("ann")}))).await;
    told.ask(make(json!({"email": told.address("bob"), "role": "guest"}))).await;
    told.ask(make(json!({"email": told.address("cid"), "role": ""}))).await;
}

async fn an_account_that_is_invited_has_them(told: &mut Telling) {
    let body = json!({"email": told.address("ann")});
    told.ask(post("/invite").bearer(&told.admin_key()).json(body)).await;
}

async fn an_account_that_a_link_makes_has_them(told: &mut Telling) {
    let body = json!({"type": "magiclink", "email": told.address("ann")});
    told.ask(post("/admin/generate_link").bearer(&told.admin_key()).json(body)).await;
}

async fn an_account_that_a_mail_makes_has_them(told: &mut Telling) {
    let email = told.address("ann");
    let letter = told.quietly(post("/otp").json(json!({"email": email}))).await.letter(&email).clone();
    told.ask(post("/verify").json(json!({"type": "email", "token_hash": letter.hash()}))).await;
}

async fn a_taken_address_is_answered_with_them(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(post("/signup").json(json!({"email": ann.email, "password": PASSWORD}))).await;
}

async fn the_list_of_people_is_for_the_audience(told: &mut Telling) {
    told.member("ann").await;
    let path = format!("/admin/users?filter={}", told.mark());
    told.ask(get(path).bearer(&told.admin_key())).await;
}

/// Somebody to whom an administrator gave a role, and who signed in since.
async fn with_role(told: &mut Telling, role: &str) -> String {
    let ann = told.member("ann").await;
    let given = put(format!("/admin/users/{}", ann.id)).bearer(&told.admin_key()).json(json!({"role": role}));
    told.quietly(given).await;
    told.sign_in(&ann.email, PASSWORD).await.access
}

async fn a_role_of_the_list_administers(told: &mut Telling) {
    let access = with_role(told, "keeper").await;
    told.ask(get(format!("/admin/users?filter={}", told.mark())).bearer(&access)).await;
    told.ask(get("/user").bearer(&access)).await;
}

async fn a_role_that_is_usual_elsewhere_does_not(told: &mut Telling) {
    let access = with_role(told, "supabase_admin").await;
    told.ask(get(format!("/admin/users?filter={}", told.mark())).bearer(&access)).await;
    told.ask(get("/user").bearer(&access)).await;
}

async fn the_group_of_administrators_changes_its_own_app_metadata(told: &mut Telling) {
    let access = with_role(told, "captain").await;
    told.ask(put("/user").bearer(&access).json(json!({"app_metadata": {"ship": "Argo"}}))).await;
}

async fn another_group_does_not(told: &mut Telling) {
    let access = with_role(told, "admin").await;
    told.ask(put("/user").bearer(&access).json(json!({"app_metadata": {"ship": "Argo"}}))).await;
}
