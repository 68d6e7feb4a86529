//! Providers that administrators set up, where they set up none (gotrue-contract §1.17).

use serde_json::json;

use crate::contract::ask::{delete, get, post, put};
use crate::contract::id_token::bring;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    NoCustomProviders {
        only_administrators_ask_for_them,
        administrators_are_told_that_there_are_none,
        nobody_goes_out_to_one,
        nobody_brings_an_id_token_of_one,
    }
}

const PATHS: [&str; 2] = ["/admin/custom-providers", "/admin/custom-providers/custom:acme"];

async fn only_administrators_ask_for_them(told: &mut Telling) {
    let ann = told.member("ann").await;
    for path in PATHS {
        told.ask(get(path)).await;
        told.ask(get(path).bearer(&ann.access)).await;
        told.ask(get(path).bearer("x").newer_errors()).await;
    }
}

async fn administrators_are_told_that_there_are_none(told: &mut Telling) {
    let admin = told.admin_key();
    let body = json!({ "provider_type": "oidc", "identifier": "custom:acme", "name": "Acme" });
    told.ask(get(PATHS[0]).bearer(&admin)).await;
    told.ask(get(format!("{}?type=oidc", PATHS[0])).bearer(&admin).newer_errors()).await;
    told.ask(post(PATHS[0]).bearer(&admin).json(body.clone())).await;
    told.ask(post(PATHS[0]).bearer(&admin).text("nonsense")).await;
    told.ask(get(PATHS[1]).bearer(&admin)).await;
    told.ask(put(PATHS[1]).bearer(&admin).json(body)).await;
    told.ask(delete(PATHS[1]).bearer(&admin)).await;
}

async fn nobody_goes_out_to_one(told: &mut Telling) {
    told.ask(get("/authorize?provider=custom:acme")).await;
    told.ask(get("/authorize?provider=custom:").newer_errors()).await;
}

async fn nobody_brings_an_id_token_of_one(told: &mut Telling) {
    told.ask(bring(json!({ "provider": "custom:acme", "id_token": "x" }))).await;
    told.ask(bring(json!({ "provider": "custom:acme", "id_token": "x" })).newer_errors()).await;
}
