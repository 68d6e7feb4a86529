//! `GET` and `POST /callback`: somebody comes in through a provider (gotrue-contract §1.11).

use serde_json::json;

use crate::contract::ask::post;
use crate::contract::at_provider::{back, keycloak, out, out_challenged, token_in};
use crate::contract::challenge::{VERIFIER, code_in, exchange};
use crate::contract::provider::Person;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Providers {
        a_newcomer_gets_tokens,
        a_newcomer_with_a_challenge_gets_a_code,
        a_newcomer_from_a_gitlab_gets_tokens,
        a_gitlab_names_more_addresses,
        somebody_comes_again,
        somebody_comes_again_with_a_code,
        what_the_provider_says_replaces_what_it_said,
        what_a_keycloak_says_beside_is_kept,
        an_address_in_capitals_is_the_same_address,
        somebody_without_a_name_comes_in,
        a_provider_without_refresh_tokens,
        a_provider_that_wants_the_secret_in_the_body,
        a_provider_that_answers_with_a_form,
        a_target_keeps_its_query,
        a_target_that_is_not_allowed_becomes_the_site,
        a_browser_may_come_back_with_a_form,
        a_form_may_leave_all_to_the_url,
        the_code_is_exchanged_once,
        a_wrong_verifier_leaves_the_code_as_it_is,
        a_session_through_a_provider_refreshes,
    }
    ProvidersClosed {
        nobody_new_comes_in_while_closed,
        members_come_in_while_closed,
    }
    ProvidersAutoconfirm {
        an_unverified_address_comes_in_where_none_is_confirmed,
    }
    ProvidersUnconfirmed {
        an_unverified_address_comes_in_where_that_is_allowed,
    }
}

async fn a_newcomer_gets_tokens(told: &mut Telling) {
    let ann = told.person("ann");
    let ask = told.back_as("keycloak", &ann).await;
    let came = told.ask(ask).await;
    told.shows_account(&token_in(&came, "access_token")).await;
}

async fn a_newcomer_with_a_challenge_gets_a_code(told: &mut Telling) {
    let ann = told.person("ann");
    let state = told.state(&out_challenged("keycloak")).await;
    let code = told.code_for(&ann);
    let came = told.ask(back(&[("state", &state), ("code", &code)])).await;
    let session = told.ask(exchange(&code_in(&came), VERIFIER)).await;
    told.shows_account(&session.at("/access_token")).await;
}

async fn a_newcomer_from_a_gitlab_gets_tokens(told: &mut Telling) {
    let said = json!({
        "id": told.number("ann"), "email": told.address("ann"), "name": "Ann Other",
        "avatar_url": "https://pictures.example/ann.png", "confirmed_at": "2026-01-02T03:04:05Z",
    });
    let ask = told.back_as("gitlab", &Person::new(said)).await;
    let came = told.ask(ask).await;
    told.shows_account(&token_in(&came, "access_token")).await;
}

async fn a_gitlab_names_more_addresses(told: &mut Telling) {
    let said = json!({
        "id": told.number("ann"), "email": told.address("ann"), "name": "Ann", "confirmed_at": "yes",
    });
    let more = json!([{"id": 1, "email": told.address("other")}, {"id": 2, "email": ""}]);
    let ask = told.back_as("gitlab", &Person::new(said).with("emails", more)).await;
    told.ask(ask).await;
}

async fn somebody_comes_again(told: &mut Telling) {
    let ann = told.person("ann");
    told.comes_in(&ann).await;
    let ask = told.back_as("keycloak", &ann).await;
    let came = told.ask(ask).await;
    told.shows_account(&token_in(&came, "access_token")).await;
}

async fn somebody_comes_again_with_a_code(told: &mut Telling) {
    let ann = told.person("ann");
    told.comes_in(&ann).await;
    let state = told.state(&out_challenged("keycloak")).await;
    let code = told.code_for(&ann);
    let came = told.quietly(back(&[("state", &state), ("code", &code)])).await;
    told.ask(exchange(&code_in(&came), VERIFIER)).await;
}

async fn what_the_provider_says_replaces_what_it_said(told: &mut Telling) {
    let ann = told.person("ann").says("nickname", "a");
    told.comes_in(&ann).await;
    let later = told.person("ann").says("name", "Ann Married").says("email", told.address("married"));
    let session = told.comes_in(&later).await;
    told.shows_account(&session.access).await;
}

async fn what_a_keycloak_says_beside_is_kept(told: &mut Telling) {
    let ann = told.person("ann").says("groups", json!(["a", "b"])).says("preferred_username", "ann");
    let ask = told.back_as("keycloak", &ann.says("locale", "de").says("nothing", json!(null))).await;
    told.ask(ask).await;
}

async fn an_address_in_capitals_is_the_same_address(told: &mut Telling) {
    let ann = told.person("ann").says("email", told.address("ann").to_uppercase());
    let session = told.comes_in(&ann).await;
    told.shows_account(&session.access).await;
}

async fn somebody_without_a_name_comes_in(told: &mut Telling) {
    let ann = told.person("ann").says("name", json!(null));
    let ask = told.back_as("keycloak", &ann).await;
    told.ask(ask).await;
}

async fn a_provider_without_refresh_tokens(told: &mut Telling) {
    let ann = told.person("ann").with("refresh_token", json!(null));
    let ask = told.back_as("keycloak", &ann).await;
    told.ask(ask).await;
    let session = {
        let state = told.state(&out_challenged("keycloak")).await;
        let code = told.code_for(&ann);
        told.quietly(back(&[("state", &state), ("code", &code)])).await
    };
    told.ask(exchange(&code_in(&session), VERIFIER)).await;
}

async fn a_provider_that_wants_the_secret_in_the_body(told: &mut Telling) {
    let said = json!({"id": told.number("ann"), "email": told.address("ann"), "confirmed_at": "yes"});
    let ann = Person::new(said).with("wants the secret in the body", true);
    let ask = told.back_as("gitlab", &ann).await;
    told.ask(ask).await;
}

async fn a_provider_that_answers_with_a_form(told: &mut Telling) {
    let ann = told.person("ann").with("answers with a form", true);
    let ask = told.back_as("keycloak", &ann).await;
    told.ask(ask).await;
}

async fn a_target_keeps_its_query(told: &mut Telling) {
    let to = "https%3A%2F%2Fapp.example%2Fback%3Fz%3D1%26a%3D%25C3%25A4%26code%3Dforged";
    let query = format!("/authorize?provider=keycloak&redirect_to={to}");
    let state = told.state(&query).await;
    let ann = told.person("ann");
    let code = told.code_for(&ann);
    told.ask(back(&[("state", &state), ("code", &code)])).await;
    let out = out_challenged("keycloak").replace("https://app.example/back", to);
    let state = told.state(&out).await;
    told.ask(back(&[("state", &state), ("code", &code)])).await;
}

async fn a_target_that_is_not_allowed_becomes_the_site(told: &mut Telling) {
    let state = told.state("/authorize?provider=keycloak&redirect_to=https://evil.example/").await;
    let ann = told.person("ann");
    let code = told.code_for(&ann);
    told.ask(back(&[("state", &state), ("code", &code)])).await;
}

async fn a_browser_may_come_back_with_a_form(told: &mut Telling) {
    let state = told.state(&out("keycloak")).await;
    let ann = told.person("ann");
    let code = told.code_for(&ann);
    let form = format!("state={state}&code={code}");
    let ask = post("/callback").untyped_text(&form);
    told.ask(ask.header("content-type", "application/x-www-form-urlencoded")).await;
}

async fn a_form_may_leave_all_to_the_url(told: &mut Telling) {
    let state = told.state(&out("keycloak")).await;
    let ann = told.person("ann");
    let code = told.code_for(&ann);
    let ask = post(format!("/callback?state={state}&code={code}")).untyped_text("code=wrong");
    told.ask(ask.header("content-type", "text/plain")).await;
}

async fn the_code_is_exchanged_once(told: &mut Telling) {
    let state = told.state(&out_challenged("keycloak")).await;
    let ann = told.person("ann");
    let code = told.code_for(&ann);
    let came = told.quietly(back(&[("state", &state), ("code", &code)])).await;
    told.quietly(exchange(&code_in(&came), VERIFIER)).await;
    told.ask(exchange(&code_in(&came), VERIFIER)).await;
}

async fn a_wrong_verifier_leaves_the_code_as_it_is(told: &mut Telling) {
    let state = told.state(&out_challenged("keycloak")).await;
    let ann = told.person("ann");
    let code = told.code_for(&ann);
    let came = told.quietly(back(&[("state", &state), ("code", &code)])).await;
    told.ask(exchange(&code_in(&came), "wrong")).await;
    told.ask(exchange(&code_in(&came), VERIFIER)).await;
}

async fn a_session_through_a_provider_refreshes(told: &mut Telling) {
    let ann = told.person("ann");
    let session = told.comes_in(&ann).await;
    let body = json!({"refresh_token": session.refresh});
    told.ask(post("/token?grant_type=refresh_token").json(body)).await;
}

async fn nobody_new_comes_in_while_closed(told: &mut Telling) {
    let ann = told.person("ann");
    let ask = told.back_as("keycloak", &ann).await;
    told.ask(ask).await;
    let unverified = keycloak(&told.subject("bob"), &told.address("bob"), false);
    let ask = told.back_as("keycloak", &unverified).await;
    told.ask(ask).await;
}

async fn members_come_in_while_closed(told: &mut Telling) {
    let body = json!({"email": told.address("ann"), "email_confirm": true});
    told.as_admin(post("/admin/users"), body).await;
    let ann = told.person("ann");
    let ask = told.back_as("keycloak", &ann).await;
    told.ask(ask).await;
    let ask = told.back_as("keycloak", &ann).await;
    told.ask(ask).await;
}

async fn an_unverified_address_comes_in_where_none_is_confirmed(told: &mut Telling) {
    let ann = keycloak(&told.subject("ann"), &told.address("ann"), false);
    let ask = told.back_as("keycloak", &ann).await;
    let came = told.ask(ask).await;
    told.shows_account(&token_in(&came, "access_token")).await;
}

async fn an_unverified_address_comes_in_where_that_is_allowed(told: &mut Telling) {
    let ann = keycloak(&told.subject("ann"), &told.address("ann"), false);
    let ask = told.back_as("keycloak", &ann).await;
    let came = told.ask(ask).await;
    told.shows_account(&token_in(&came, "access_token")).await;
}
