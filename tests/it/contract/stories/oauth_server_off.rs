//! Programs of others where none are let in (gotrue-contract §1.18).

use serde_json::json;

use crate::contract::ask::{delete, get, post, put};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        no_program_asks_for_anything,
        no_program_registers_itself,
        nobody_decides,
        no_program_exchanges_anything,
        nobody_has_let_anything_in,
        administrators_have_no_programs,
        where_tokens_come_from_is_told_all_the_same,
        what_a_server_for_programs_tells_is_not_told,
    }
}

const ID: &str = "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001";

async fn no_program_asks_for_anything(told: &mut Telling) {
    told.ask(get("/oauth/authorize")).await;
    told.ask(get(format!("/oauth/authorize?client_id={ID}&response_type=code"))).await;
    told.ask(get("/oauth/authorize").newer_errors()).await;
}

async fn no_program_registers_itself(told: &mut Telling) {
    told.ask(post("/oauth/clients/register").json(json!({ "redirect_uris": ["https://a.example"] }))).await;
    told.ask(post("/oauth/clients/register").text("nonsense")).await;
}

async fn nobody_decides(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(get("/oauth/authorizations/x")).await;
    told.ask(get("/oauth/authorizations/x").bearer(&ann.access)).await;
    let consent = post("/oauth/authorizations/x/consent").json(json!({ "action": "approve" }));
    told.ask(consent.bearer(&ann.access)).await;
}

async fn no_program_exchanges_anything(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(post("/oauth/token").json(json!({ "grant_type": "authorization_code" }))).await;
    told.ask(get("/oauth/userinfo")).await;
    told.ask(get("/oauth/userinfo").bearer(&ann.access)).await;
}

async fn nobody_has_let_anything_in(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(get("/user/oauth/grants")).await;
    told.ask(get("/user/oauth/grants").bearer("x")).await;
    told.ask(get("/user/oauth/grants").bearer(&ann.access)).await;
    told.ask(get("/user/oauth/grants").bearer(&ann.access).newer_errors()).await;
    told.ask(delete(format!("/user/oauth/grants?client_id={ID}"))).await;
    told.ask(delete(format!("/user/oauth/grants?client_id={ID}")).bearer(&ann.access)).await;
}

async fn administrators_have_no_programs(told: &mut Telling) {
    let (ann, admin) = (told.member("ann").await, told.admin_key());
    told.ask(get("/admin/oauth/clients")).await;
    told.ask(get("/admin/oauth/clients").bearer(&ann.access)).await;
    told.ask(get("/admin/oauth/clients").bearer(&admin)).await;
    told.ask(post("/admin/oauth/clients").bearer(&admin).text("nonsense")).await;
    for id in [ID, "nonsense"] {
        let path = format!("/admin/oauth/clients/{id}");
        told.ask(get(&path)).await;
        told.ask(get(&path).bearer(&admin)).await;
        told.ask(put(&path).bearer(&admin).json(json!({ "client_name": "x" }))).await;
        told.ask(delete(&path).bearer(&admin)).await;
        told.ask(post(format!("{path}/regenerate_secret")).bearer(&admin)).await;
    }
}

async fn where_tokens_come_from_is_told_all_the_same(told: &mut Telling) {
    told.ask(get("/.well-known/openid-configuration")).await;
}

async fn what_a_server_for_programs_tells_is_not_told(told: &mut Telling) {
    told.ask(get("/.well-known/oauth-authorization-server")).await;
    told.ask(get("/.well-known/oauth-authorization-server").newer_errors()).await;
}
