//! A provider that does not know this server: apps bring its ID tokens, and no browser is sent there
//! (gotrue-contract §1.2, §1.11).

use serde_json::json;

use crate::contract::ask::get;
use crate::contract::at_provider::out;
use crate::contract::id_token::bring_token;
use crate::contract::provider::APP_CLIENT_ID;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    ProvidersOfApps {
        an_app_brings_a_token_of_it,
        an_app_brings_a_token_for_others,
        no_browser_is_sent_there,
        nobody_links_it_in_a_browser,
        settings_name_it,
    }
}

async fn an_app_brings_a_token_of_it(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({ "aud": APP_CLIENT_ID }));
    told.ask(bring_token(&token)).await;
}

async fn an_app_brings_a_token_for_others(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({ "aud": "others" }));
    told.ask(bring_token(&token)).await;
}

async fn no_browser_is_sent_there(told: &mut Telling) {
    told.ask(get(out("keycloak"))).await;
    told.ask(get(out("keycloak")).newer_errors()).await;
}

async fn nobody_links_it_in_a_browser(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(get("/user/identities/authorize?provider=keycloak").bearer(&ann.access)).await;
}

async fn settings_name_it(told: &mut Telling) {
    let settings = told.quietly(get("/settings")).await;
    told.note("keycloak", settings.body()["external"]["keycloak"].clone());
}
