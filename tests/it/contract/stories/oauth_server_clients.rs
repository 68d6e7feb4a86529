//! `/admin/oauth/clients`: administrators look after the programs (gotrue-contract §1.18).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, delete, get, post, put};
use crate::contract::program::Program;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Programs {
        a_program_is_looked_at,
        a_program_that_is_not_there_is_not_found,
        what_is_no_id_is_refused,
        only_administrators_look_after_programs,
        programs_are_listed_the_newest_first,
        everything_of_a_program_is_changed,
        one_thing_is_changed_and_the_rest_stays,
        what_a_program_shows_is_taken_away,
        a_program_shows_itself_in_another_way,
        a_program_neither_gets_a_secret_nor_loses_it,
        nothing_to_change_is_refused,
        what_cannot_be_is_not_changed,
        what_has_another_type_is_not_changed,
        a_program_gets_a_new_secret,
        the_secret_before_is_good_no_more,
        a_public_program_gets_no_secret,
        a_program_is_deleted,
        a_program_that_is_deleted_asks_for_nothing,
    }
}

const ID: &str = "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001";

impl Telling {
    /// A request about a program, by an administrator.
    fn about(&self, program: &Program, ask: impl Fn(String) -> Ask) -> Ask {
        ask(format!("/admin/oauth/clients/{}", program.id)).bearer(&self.admin_key())
    }

    async fn changes(&mut self, program: &Program, body: Value) {
        let ask = self.about(program, put).json(body);
        self.ask(ask).await;
    }
}

async fn a_program_is_looked_at(told: &mut Telling) {
    let program = told.program().await;
    let ask = told.about(&program, get);
    told.ask(ask).await;
}

async fn a_program_that_is_not_there_is_not_found(told: &mut Telling) {
    let admin = told.admin_key();
    let path = format!("/admin/oauth/clients/{ID}");
    told.ask(get(&path).bearer(&admin)).await;
    told.ask(get(&path).bearer(&admin).newer_errors()).await;
    told.ask(put(&path).bearer(&admin).json(json!({ "client_name": "x" }))).await;
    told.ask(put(&path).bearer(&admin).text("nonsense")).await;
    told.ask(delete(&path).bearer(&admin)).await;
    told.ask(post(format!("{path}/regenerate_secret")).bearer(&admin)).await;
}

async fn what_is_no_id_is_refused(told: &mut Telling) {
    let admin = told.admin_key();
    for id in ["x", "0b9b6d3e-8f51-4f0e-9f0b", "'"] {
        told.ask(get(format!("/admin/oauth/clients/{id}")).bearer(&admin)).await;
    }
    told.ask(delete("/admin/oauth/clients/x").bearer(&admin).newer_errors()).await;
}

async fn only_administrators_look_after_programs(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let path = format!("/admin/oauth/clients/{}", program.id);
    told.ask(get(&path)).await;
    told.ask(get(&path).bearer(&ann.access)).await;
    told.ask(put(&path).bearer(&ann.access).json(json!({ "client_name": "x" }))).await;
    told.ask(delete(&path)).await;
    told.ask(post(format!("{path}/regenerate_secret")).bearer(&ann.access)).await;
    told.ask(get("/admin/oauth/clients")).await;
}

async fn programs_are_listed_the_newest_first(told: &mut Telling) {
    for name in ["first", "second"] {
        told.program_with(json!({ "client_name": name })).await;
    }
    let admin = told.admin_key();
    let listed = told.quietly(get("/admin/oauth/clients").bearer(&admin)).await;
    let back = told.way_back();
    let mine = |client: &&Value| client["redirect_uris"][0] == back.as_str();
    let clients = listed.body()["clients"].as_array().expect("a list").clone();
    let mine: Vec<_> = clients.iter().filter(mine).cloned().collect();
    told.note_value("the programs of this story", &Value::Array(mine));
}

async fn everything_of_a_program_is_changed(told: &mut Telling) {
    let program = told.program().await;
    told.changes(
        &program,
        json!({
            "redirect_uris": ["https://new.example/back"], "grant_types": ["authorization_code"],
            "client_name": "New", "client_uri": "https://new.example", "logo_uri": "https://new.example/logo",
            "token_endpoint_auth_method": "client_secret_basic",
        }),
    )
    .await;
    let ask = told.about(&program, get);
    told.ask(ask).await;
}

async fn one_thing_is_changed_and_the_rest_stays(told: &mut Telling) {
    let program = told.program().await;
    told.changes(&program, json!({ "client_name": "New", "client_type": "public" })).await;
    told.changes(&program, json!({ "redirect_uris": ["https://new.example/back"] })).await;
}

async fn what_a_program_shows_is_taken_away(told: &mut Telling) {
    let program = told.program().await;
    told.changes(&program, json!({ "client_name": "", "client_uri": "" })).await;
}

async fn a_program_shows_itself_in_another_way(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    told.changes(&program, json!({ "token_endpoint_auth_method": "client_secret_basic" })).await;
    let code = told.code_from(&ann, &program, &[]).await;
    told.ask(told.exchange(&program, program.code_body(&code))).await;
    let ask = told.exchange_by_header(&program, program.code_body(&code));
    told.ask(ask).await;
}

async fn a_program_neither_gets_a_secret_nor_loses_it(told: &mut Telling) {
    let program = told.program().await;
    told.changes(&program, json!({ "token_endpoint_auth_method": "none" })).await;
    let public = told.program_with(json!({ "token_endpoint_auth_method": "none" })).await;
    told.changes(&public, json!({ "token_endpoint_auth_method": "client_secret_post" })).await;
    told.changes(&public, json!({ "token_endpoint_auth_method": "none" })).await;
}

async fn nothing_to_change_is_refused(told: &mut Telling) {
    let program = told.program().await;
    told.changes(&program, json!({})).await;
    told.changes(&program, json!({ "client_name": null, "redirect_uris": null, "other": 1 })).await;
}

async fn what_cannot_be_is_not_changed(told: &mut Telling) {
    let program = told.program().await;
    for body in [
        json!({ "redirect_uris": [] }),
        json!({ "redirect_uris": ["http://a.example"] }),
        json!({ "grant_types": [] }),
        json!({ "grant_types": ["password"] }),
        json!({ "client_name": "x".repeat(1025) }),
        json!({ "client_uri": "nowhere" }),
        json!({ "logo_uri": "nowhere" }),
        json!({ "token_endpoint_auth_method": "" }),
        json!({ "token_endpoint_auth_method": "by heart" }),
        json!({ "client_name": "New", "logo_uri": "nowhere" }),
    ] {
        told.changes(&program, body).await;
    }
    let ask = told.about(&program, get);
    told.ask(ask).await;
}

async fn what_has_another_type_is_not_changed(told: &mut Telling) {
    let program = told.program().await;
    told.changes(&program, json!({ "client_name": 5 })).await;
    told.changes(&program, json!({ "redirect_uris": "https://a.example" })).await;
    let ask = told.about(&program, put);
    told.ask(ask.clone()).await;
    told.ask(ask.text("nonsense").newer_errors()).await;
}

async fn a_program_gets_a_new_secret(told: &mut Telling) {
    let program = told.program().await;
    let renew = format!("/admin/oauth/clients/{}/regenerate_secret", program.id);
    let admin = told.admin_key();
    told.ask(post(&renew).bearer(&admin)).await;
    let renewed = told.ask(post(&renew).bearer(&admin)).await;
    told.note("whether it is another", renewed.at("/client_secret") != program.secret);
}

async fn the_secret_before_is_good_no_more(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let code = told.code_from(&ann, &program, &[]).await;
    let renew = format!("/admin/oauth/clients/{}/regenerate_secret", program.id);
    let admin = told.admin_key();
    let renewed = told.quietly(post(renew).bearer(&admin)).await;
    told.ask(told.exchange(&program, program.code_body(&code))).await;
    let program = Program { secret: renewed.at("/client_secret"), ..program };
    told.ask(told.exchange(&program, program.code_body(&code))).await;
}

async fn a_public_program_gets_no_secret(told: &mut Telling) {
    let program = told.program_with(json!({ "token_endpoint_auth_method": "none" })).await;
    let renew = format!("/admin/oauth/clients/{}/regenerate_secret", program.id);
    let admin = told.admin_key();
    told.ask(post(renew).bearer(&admin)).await;
}

async fn a_program_is_deleted(told: &mut Telling) {
    let program = told.program().await;
    let ask = told.about(&program, delete);
    told.ask(ask.clone()).await;
    told.ask(ask).await;
    let ask = told.about(&program, get);
    told.ask(ask).await;
}

async fn a_program_that_is_deleted_asks_for_nothing(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let (access, refresh) = told.lets_in(&ann, &program, "email").await;
    let code = told.code_from(&ann, &program, &[]).await;
    let id = told.asked_for(&program, &[("scope", "phone")]).await;
    let ask = told.about(&program, delete);
    told.quietly(ask).await;
    let ask = told.sends(&program, &[]);
    told.ask(ask).await;
    told.ask(get(format!("/oauth/authorizations/{id}")).bearer(&ann.access)).await;
    told.ask(told.exchange(&program, program.code_body(&code))).await;
    let body = json!({ "grant_type": "refresh_token", "refresh_token": refresh });
    told.ask(told.exchange(&program, body)).await;
    told.ask(get("/user/oauth/grants").bearer(&ann.access)).await;
    told.ask(get("/oauth/userinfo").bearer(&access)).await;
}
