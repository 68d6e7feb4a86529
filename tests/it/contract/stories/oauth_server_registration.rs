//! Programs are registered by administrators, or register themselves (gotrue-contract §1.18).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, get, post};
use crate::contract::program::register;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Programs {
        a_program_needs_a_way_back_only,
        a_program_says_everything_of_itself,
        a_program_that_keeps_no_secret_is_public,
        a_program_without_a_way_to_show_itself_is_public,
        a_program_shows_itself_in_the_body,
        a_program_may_have_no_refresh_tokens,
        what_is_empty_counts_as_left_out,
        a_way_back_may_be_an_app_or_this_machine,
        ten_ways_back_are_enough,
        only_administrators_register_programs,
        a_way_back_is_needed,
        too_many_ways_back_are_refused,
        a_way_back_is_whole,
        a_way_back_is_safe,
        a_way_back_without_tls_leads_to_this_machine,
        unknown_grants_are_refused,
        an_unknown_type_is_refused,
        an_unknown_way_to_show_itself_is_refused,
        a_type_and_a_way_to_show_itself_fit,
        a_long_name_is_refused,
        what_it_shows_are_urls,
        what_is_no_object_is_refused,
        what_has_another_type_is_refused,
        a_program_registers_itself,
        a_public_program_registers_itself,
        a_program_that_registers_itself_is_held_to_the_same,
        both_tell_where_everything_is,
    }
    ProgramsClosed {
        no_program_registers_itself,
        administrators_register_programs_all_the_same,
        no_place_to_register_is_told,
    }
}

impl Telling {
    async fn registers(&mut self, body: Value) {
        let admin = self.admin_key();
        self.ask(register(body).bearer(&admin)).await;
    }
}

fn by_itself(body: Value) -> Ask {
    post("/oauth/clients/register").json(body)
}

async fn a_program_needs_a_way_back_only(told: &mut Telling) {
    told.registers(json!({ "redirect_uris": ["https://program.example/back"] })).await;
}

async fn a_program_says_everything_of_itself(told: &mut Telling) {
    told.registers(json!({
        "redirect_uris": ["https://program.example/back?a=b", "https://program.example/other"],
        "client_type": "confidential", "token_endpoint_auth_method": "client_secret_basic",
        "grant_types": ["authorization_code", "refresh_token"], "client_name": "A program",
        "client_uri": "https://program.example", "logo_uri": "https://program.example/logo.png",
        "response_types": ["token"], "registration_type": "dynamic", "scope": "openid",
    }))
    .await;
}

async fn a_program_that_keeps_no_secret_is_public(told: &mut Telling) {
    told.registers(json!({ "redirect_uris": ["https://program.example"], "client_type": "public" })).await;
}

async fn a_program_without_a_way_to_show_itself_is_public(told: &mut Telling) {
    let body = json!({ "redirect_uris": ["https://a.example"], "token_endpoint_auth_method": "none" });
    told.registers(body).await;
}

async fn a_program_shows_itself_in_the_body(told: &mut Telling) {
    told.registers(json!({
        "redirect_uris": ["https://a.example"], "token_endpoint_auth_method": "client_secret_post",
    }))
    .await;
}

async fn a_program_may_have_no_refresh_tokens(told: &mut Telling) {
    let body = json!({ "redirect_uris": ["https://a.example"], "grant_types": ["authorization_code"] });
    told.registers(body).await;
}

async fn what_is_empty_counts_as_left_out(told: &mut Telling) {
    told.registers(json!({
        "redirect_uris": ["https://a.example"], "client_type": "", "token_endpoint_auth_method": "",
        "grant_types": [], "client_name": "", "client_uri": null, "logo_uri": "",
    }))
    .await;
}

async fn a_way_back_may_be_an_app_or_this_machine(told: &mut Telling) {
    told.registers(json!({ "redirect_uris": [
        "com.example.app://back", "http://localhost:8080/back", "http://127.0.0.1/back",
        "http://[::1]:9999/back", "https://a.example:8443/back#",
    ] }))
    .await;
}

async fn ten_ways_back_are_enough(told: &mut Telling) {
    let uris: Vec<_> = (0..10).map(|number| format!("https://a.example/{number}")).collect();
    told.registers(json!({ "redirect_uris": uris })).await;
}

async fn only_administrators_register_programs(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({ "redirect_uris": ["https://a.example"] });
    told.ask(register(body.clone())).await;
    told.ask(register(body.clone()).bearer(&ann.access)).await;
    told.ask(register(body).bearer("x")).await;
}

async fn a_way_back_is_needed(told: &mut Telling) {
    for body in [json!({}), json!({ "redirect_uris": null }), json!({ "redirect_uris": [] })] {
        told.registers(body).await;
    }
    let admin = told.admin_key();
    told.ask(register(json!({})).bearer(&admin).newer_errors()).await;
}

async fn too_many_ways_back_are_refused(told: &mut Telling) {
    let uris: Vec<_> = (0..11).map(|number| format!("https://a.example/{number}")).collect();
    told.registers(json!({ "redirect_uris": uris })).await;
}

async fn a_way_back_is_whole(told: &mut Telling) {
    for uri in
        ["", "back", "/back", "a.example/back", "https:/a.example", "app:back", "https://", "https:///x"]
    {
        told.registers(json!({ "redirect_uris": [uri] })).await;
    }
}

async fn a_way_back_is_safe(told: &mut Telling) {
    for uri in [
        "javascript://a.example/%0aalert(1)",
        "JavaScript://a.example",
        "data://a.example",
        "file://a.example/x",
        "vbscript://a.example",
        "about://a.example",
        "blob://a.example",
        "https://a.example/#part",
    ] {
        told.registers(json!({ "redirect_uris": [uri] })).await;
    }
    told.registers(json!({ "redirect_uris": ["https://a.example", "data://a.example"] })).await;
}

async fn a_way_back_without_tls_leads_to_this_machine(told: &mut Telling) {
    for uri in [
        "http://a.example/",
        "http://10.0.0.1/",
        "http://localhost.a.example/",
        "http://localhost@a.example/",
    ] {
        told.registers(json!({ "redirect_uris": [uri] })).await;
    }
}

async fn unknown_grants_are_refused(told: &mut Telling) {
    for grants in [json!(["password"]), json!(["authorization_code", "implicit"]), json!([""])] {
        told.registers(json!({ "redirect_uris": ["https://a.example"], "grant_types": grants })).await;
    }
}

async fn an_unknown_type_is_refused(told: &mut Telling) {
    for kind in ["secret", "Public"] {
        told.registers(json!({ "redirect_uris": ["https://a.example"], "client_type": kind })).await;
    }
}

async fn an_unknown_way_to_show_itself_is_refused(told: &mut Telling) {
    for method in ["private_key_jwt", "None"] {
        let body = json!({ "redirect_uris": ["https://a.example"], "token_endpoint_auth_method": method });
        told.registers(body).await;
    }
}

async fn a_type_and_a_way_to_show_itself_fit(told: &mut Telling) {
    for (kind, method) in
        [("public", "client_secret_basic"), ("public", "client_secret_post"), ("confidential", "none")]
    {
        told.registers(json!({
            "redirect_uris": ["https://a.example"], "client_type": kind, "token_endpoint_auth_method": method,
        }))
        .await;
    }
}

async fn a_long_name_is_refused(told: &mut Telling) {
    told.registers(json!({ "redirect_uris": ["https://a.example"], "client_name": "x".repeat(1025) })).await;
    told.registers(json!({ "redirect_uris": ["https://a.example"], "client_name": "ü".repeat(513) })).await;
}

async fn what_it_shows_are_urls(told: &mut Telling) {
    let long = format!("https://a.example/{}", "x".repeat(2048));
    for name in ["client_uri", "logo_uri"] {
        for url in ["nowhere", long.as_str()] {
            told.registers(json!({ "redirect_uris": ["https://a.example"], name: url })).await;
        }
    }
}

async fn what_is_no_object_is_refused(told: &mut Telling) {
    let admin = told.admin_key();
    for text in ["", "nonsense", "[]", "5"] {
        told.ask(post("/admin/oauth/clients").bearer(&admin).text(text)).await;
    }
    told.ask(post("/admin/oauth/clients").bearer(&admin)).await;
}

async fn what_has_another_type_is_refused(told: &mut Telling) {
    for body in [
        json!({ "redirect_uris": "https://a.example" }),
        json!({ "redirect_uris": [5] }),
        json!({ "redirect_uris": ["https://a.example"], "client_name": 5 }),
        json!({ "redirect_uris": ["https://a.example"], "grant_types": "authorization_code" }),
    ] {
        told.registers(body).await;
    }
}

async fn a_program_registers_itself(told: &mut Telling) {
    let body = json!({ "redirect_uris": [told.way_back()], "client_name": "By itself" });
    let made = told.ask(by_itself(body)).await;
    let admin = told.admin_key();
    told.ask(get(format!("/admin/oauth/clients/{}", made.at("/client_id"))).bearer(&admin)).await;
}

async fn a_public_program_registers_itself(told: &mut Telling) {
    let body = json!({
        "redirect_uris": [told.way_back()], "token_endpoint_auth_method": "none",
        "grant_types": ["authorization_code"],
    });
    told.ask(by_itself(body)).await;
}

async fn a_program_that_registers_itself_is_held_to_the_same(told: &mut Telling) {
    told.ask(by_itself(json!({}))).await;
    told.ask(by_itself(json!({ "redirect_uris": ["http://a.example"] })).newer_errors()).await;
    told.ask(post("/oauth/clients/register").text("nonsense")).await;
    told.ask(post("/oauth/clients/register")).await;
}

async fn both_tell_where_everything_is(told: &mut Telling) {
    told.ask(get("/.well-known/openid-configuration")).await;
    told.ask(get("/.well-known/oauth-authorization-server")).await;
}

async fn no_program_registers_itself(told: &mut Telling) {
    told.ask(by_itself(json!({ "redirect_uris": ["https://a.example"] }))).await;
    told.ask(by_itself(json!({})).newer_errors()).await;
    told.ask(post("/oauth/clients/register").text("nonsense")).await;
}

async fn administrators_register_programs_all_the_same(told: &mut Telling) {
    told.registers(json!({ "redirect_uris": ["https://a.example"] })).await;
}

async fn no_place_to_register_is_told(told: &mut Telling) {
    told.ask(get("/.well-known/oauth-authorization-server")).await;
}
