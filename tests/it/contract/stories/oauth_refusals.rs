//! `GET /callback`: somebody is turned away (gotrue-contract §1.11).

use std::time::Duration;

use serde_json::json;

use crate::contract::ask::{get, post};
use crate::contract::at_provider::{back, keycloak, out, out_challenged};
use crate::contract::challenge::{VERIFIER, code_in, exchange};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        nobody_comes_back_where_there_is_no_provider,
    }
    Providers {
        a_missing_state_leads_to_the_site,
        a_state_that_is_none_leads_to_the_site,
        an_unknown_state_leads_to_the_site,
        a_state_with_a_challenge_is_used_once,
        a_state_without_a_challenge_is_used_once,
        a_state_survives_a_refusal,
        a_missing_code_is_told_at_the_target,
        what_the_provider_refuses_is_passed_on,
        what_the_provider_refuses_without_words_is_passed_on,
        a_refusal_keeps_the_query_of_the_target,
        a_code_that_the_provider_refuses,
        a_provider_that_answers_nonsense,
        a_provider_that_gives_no_token,
        a_provider_that_says_not_who_it_is,
        a_provider_that_fails,
        somebody_without_an_address_is_turned_away,
        somebody_without_a_subject_is_turned_away,
        a_subject_that_is_no_text_is_none,
        an_unverified_address_must_be_confirmed_first,
        a_confirmed_address_comes_in_the_next_time,
        an_unverified_address_that_is_taken_is_turned_away,
        a_gitlab_that_has_not_confirmed_the_address,
        somebody_banned_is_turned_away,
        somebody_banned_is_turned_away_with_a_challenge_too,
        a_refusal_with_a_challenge_stands_in_the_same_places,
        a_wrong_form_is_as_none,
    }
    ProvidersPassingTime {
        a_state_is_good_for_five_minutes,
        a_code_is_good_for_five_minutes_since_the_beginning,
        a_second_confirmation_may_have_to_wait,
    }
}

const TOO_LONG: Duration = Duration::from_mins(7);

async fn nobody_comes_back_where_there_is_no_provider(told: &mut Telling) {
    told.ask(get("/callback")).await;
    told.ask(back(&[("state", "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001"), ("code", "x")])).await;
}

async fn a_missing_state_leads_to_the_site(told: &mut Telling) {
    for query in ["", "?state=", "?code=x", "?error=access_denied"] {
        told.ask(get(format!("/callback{query}"))).await;
    }
    told.ask(get("/callback?redirect_to=https://app.example/back").newer_errors()).await;
}

async fn a_state_that_is_none_leads_to_the_site(told: &mut Telling) {
    for state in ["x", "eyJhbGciOiJub25lIn0.e30.", "'", "0b9b6d3e-8f51-4f0e-9f0b"] {
        told.ask(back(&[("state", state), ("code", "x")])).await;
    }
}

async fn an_unknown_state_leads_to_the_site(told: &mut Telling) {
    told.ask(back(&[("state", "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001"), ("code", "x")])).await;
}

async fn a_state_with_a_challenge_is_used_once(told: &mut Telling) {
    let state = told.state(&out_challenged("keycloak")).await;
    let ann = told.person("ann");
    let code = told.code_for(&ann);
    told.quietly(back(&[("state", &state), ("code", &code)])).await;
    told.ask(back(&[("state", &state), ("code", &code)])).await;
}

async fn a_state_without_a_challenge_is_used_once(told: &mut Telling) {
    let state = told.state(&out("keycloak")).await;
    let ann = told.person("ann");
    let code = told.code_for(&ann);
    told.quietly(back(&[("state", &state), ("code", &code)])).await;
    told.ask(back(&[("state", &state), ("code", &code)])).await;
}

async fn a_state_survives_a_refusal(told: &mut Telling) {
    let state = told.state(&out_challenged("keycloak")).await;
    told.ask(back(&[("state", &state)])).await;
    let ann = told.person("ann");
    let code = told.code_for(&ann);
    told.ask(back(&[("state", &state), ("code", &code)])).await;
}

async fn a_missing_code_is_told_at_the_target(told: &mut Telling) {
    for out in [out("keycloak"), out_challenged("gitlab")] {
        let state = told.state(&out).await;
        told.ask(back(&[("state", &state)])).await;
    }
}

async fn what_the_provider_refuses_is_passed_on(told: &mut Telling) {
    let state = told.state(&out("keycloak")).await;
    let words = "somebody pressed cancel & left";
    told.ask(back(&[("state", &state), ("error", "access_denied"), ("error_description", words)])).await;
}

async fn what_the_provider_refuses_without_words_is_passed_on(told: &mut Telling) {
    let state = told.state(&out_challenged("keycloak")).await;
    told.ask(back(&[("state", &state), ("error", "interaction_required"), ("code", "x")])).await;
}

async fn a_refusal_keeps_the_query_of_the_target(told: &mut Telling) {
    let to = "https%3A%2F%2Fapp.example%2Fback%3Fa%3Db%26error%3Dold%23part";
    let state = told.state(&format!("/authorize?provider=keycloak&redirect_to={to}")).await;
    told.ask(back(&[("state", &state)])).await;
}

async fn a_code_that_the_provider_refuses(told: &mut Telling) {
    for provider in ["keycloak", "gitlab"] {
        let state = told.state(&out(provider)).await;
        told.ask(back(&[("state", &state), ("code", "unknown at the provider")])).await;
    }
}

async fn a_provider_that_answers_nonsense(told: &mut Telling) {
    let ann = told.person("ann").with("token answer", "<html>nonsense</html>");
    let ask = told.back_as("keycloak", &ann).await;
    told.ask(ask).await;
}

async fn a_provider_that_gives_no_token(told: &mut Telling) {
    let ann = told.person("ann").with("token answer", r#"{"token_type":"bearer"}"#);
    let ask = told.back_as("keycloak", &ann).await;
    told.ask(ask).await;
}

async fn a_provider_that_says_not_who_it_is(told: &mut Telling) {
    let ann = told.person("ann").with("said", "nobody");
    let ask = told.back_as("keycloak", &ann).await;
    told.ask(ask).await;
}

async fn a_provider_that_fails(told: &mut Telling) {
    for status in [401, 500, 302] {
        let ann = told.person("ann").with("said", status);
        let ask = told.back_as("keycloak", &ann).await;
        told.ask(ask).await;
    }
}

async fn somebody_without_an_address_is_turned_away(told: &mut Telling) {
    for email in [json!(null), json!(""), json!(7)] {
        let ann = told.person("ann").says("email", email);
        let ask = told.back_as("keycloak", &ann).await;
        told.ask(ask).await;
    }
}

async fn somebody_without_a_subject_is_turned_away(told: &mut Telling) {
    let ann = told.person("ann").says("sub", "");
    let ask = told.back_as("keycloak", &ann).await;
    told.ask(ask).await;
}

async fn a_subject_that_is_no_text_is_none(told: &mut Telling) {
    let ann = told.person("ann").says("sub", 7);
    let ask = told.back_as("keycloak", &ann).await;
    told.ask(ask).await;
}

async fn an_unverified_address_must_be_confirmed_first(told: &mut Telling) {
    let ann = keycloak(&told.subject("ann"), &told.address("ann"), false);
    let ask = told.back_as("keycloak", &ann).await;
    told.ask(ask).await;
}

async fn a_confirmed_address_comes_in_the_next_time(told: &mut Telling) {
    let email = told.address("ann");
    let ann = keycloak(&told.subject("ann"), &email, false);
    let ask = told.back_as("keycloak", &ann).await;
    let letter = told.quietly(ask).await.letter(&email).clone();
    told.ask(post("/verify").json(json!({"type": "signup", "token_hash": letter.hash()}))).await;
    let ask = told.back_as("keycloak", &ann).await;
    told.ask(ask).await;
}

async fn an_unverified_address_that_is_taken_is_turned_away(told: &mut Telling) {
    let ann = told.member("ann").await;
    let other = keycloak(&told.subject("other"), &ann.email, false);
    let ask = told.back_as("keycloak", &other).await;
    told.ask(ask).await;
    told.shows_account(&ann.access).await;
    let ask = told.back_as("keycloak", &other).await;
    told.ask(ask).await;
}

async fn a_gitlab_that_has_not_confirmed_the_address(told: &mut Telling) {
    let said = json!({"id": told.number("ann"), "email": told.address("ann"), "confirmed_at": null});
    let ask = told.back_as("gitlab", &crate::contract::provider::Person::new(said)).await;
    told.ask(ask).await;
}

async fn somebody_banned_is_turned_away(told: &mut Telling) {
    let ann = told.person("ann");
    let member = told.comes_in(&ann).await;
    told.ban(&member.id).await;
    let ask = told.back_as("keycloak", &ann).await;
    told.ask(ask).await;
}

async fn somebody_banned_is_turned_away_with_a_challenge_too(told: &mut Telling) {
    let ann = told.person("ann");
    let member = told.comes_in(&ann).await;
    told.ban(&member.id).await;
    let state = told.state(&out_challenged("keycloak")).await;
    let code = told.code_for(&ann);
    told.ask(back(&[("state", &state), ("code", &code)])).await;
}

async fn a_refusal_with_a_challenge_stands_in_the_same_places(told: &mut Telling) {
    let state = told.state(&out_challenged("keycloak")).await;
    told.ask(back(&[("state", &state), ("error", "server_error"), ("error_description", "it fell")])).await;
}

async fn a_wrong_form_is_as_none(told: &mut Telling) {
    let form = post("/callback").untyped_text("nonsense");
    told.ask(form.header("content-type", "application/x-www-form-urlencoded")).await;
    told.ask(post("/callback").json(json!({"state": "x", "code": "y"}))).await;
}

/// Out, to a place by which the story's own state is known.
fn marked(told: &Telling, out: &str) -> String {
    format!("{out}%3Fm%3D{}", told.mark())
}

async fn a_state_is_good_for_five_minutes(told: &mut Telling) {
    let out = marked(told, &out("keycloak"));
    let state = told.state(&out).await;
    told.let_time_pass(TOO_LONG).await;
    let ann = told.person("ann");
    let code = told.code_for(&ann);
    told.ask(back(&[("state", &state), ("code", &code)])).await;
}

async fn a_code_is_good_for_five_minutes_since_the_beginning(told: &mut Telling) {
    let state = told.state(&out_challenged("keycloak")).await;
    let ann = told.person("ann");
    let code = told.code_for(&ann);
    let came = told.quietly(back(&[("state", &state), ("code", &code)])).await;
    told.let_time_pass(TOO_LONG).await;
    told.ask(exchange(&code_in(&came), VERIFIER)).await;
}

async fn a_second_confirmation_may_have_to_wait(told: &mut Telling) {
    let ann = keycloak(&told.subject("ann"), &told.address("ann"), false);
    let ask = told.back_as("keycloak", &ann).await;
    told.quietly(ask).await;
    let ask = told.back_as("keycloak", &ann).await;
    told.ask(ask).await;
    told.let_time_pass(TOO_LONG).await;
    let ask = told.back_as("keycloak", &ann).await;
    told.ask(ask).await;
}
