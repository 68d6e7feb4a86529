//! `GET /authorize`: out to a provider (gotrue-contract §1.11).

use serde_json::json;

use crate::contract::ask::{get, post};
use crate::contract::at_provider::{out, out_challenged};
use crate::contract::challenge::challenge;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        a_provider_that_is_off_is_refused,
        nobody_is_sent_to_a_provider_without_a_name,
        settings_name_no_provider,
    }
    Providers {
        a_browser_is_sent_to_a_keycloak,
        a_browser_is_sent_to_a_gitlab,
        a_target_goes_along,
        a_target_that_is_not_allowed_goes_along_all_the_same,
        more_scopes_are_asked_for,
        scopes_with_spaces_are_taken_as_they_are,
        no_scopes_are_as_none,
        a_scope_by_its_own_name_takes_the_place_of_all,
        other_parameters_are_passed_on,
        a_doubled_parameter_counts_once,
        a_code_challenge_stays_here,
        half_a_challenge_is_refused,
        a_challenge_that_is_none_is_refused,
        an_unknown_method_is_refused,
        an_unknown_provider_is_refused,
        a_provider_beside_those_that_are_on_is_refused,
        a_custom_provider_is_refused,
        a_provider_may_be_named_in_capitals,
        refusals_come_in_the_newer_shape,
        an_unknown_invitation_is_refused,
        an_invitation_goes_along,
        what_is_no_invitation_is_refused,
        a_parameter_of_ours_cannot_be_given,
        each_browser_gets_a_state_of_its_own,
        settings_name_the_providers,
    }
}

async fn a_provider_that_is_off_is_refused(told: &mut Telling) {
    for provider in ["keycloak", "gitlab", "google", "apple"] {
        told.ask(get(format!("/authorize?provider={provider}"))).await;
    }
}

async fn nobody_is_sent_to_a_provider_without_a_name(told: &mut Telling) {
    told.ask(get("/authorize")).await;
    told.ask(get("/authorize?provider=")).await;
}

async fn settings_name_no_provider(told: &mut Telling) {
    let settings = told.quietly(get("/settings")).await;
    told.note("keycloak", settings.body()["external"]["keycloak"].clone());
}

async fn a_browser_is_sent_to_a_keycloak(told: &mut Telling) {
    told.ask(get("/authorize?provider=keycloak")).await;
}

async fn a_browser_is_sent_to_a_gitlab(told: &mut Telling) {
    told.ask(get("/authorize?provider=gitlab")).await;
}

async fn a_target_goes_along(told: &mut Telling) {
    told.ask(get(out("keycloak"))).await;
}

async fn a_target_that_is_not_allowed_goes_along_all_the_same(told: &mut Telling) {
    told.ask(get("/authorize?provider=keycloak&redirect_to=https://evil.example/")).await;
}

async fn more_scopes_are_asked_for(told: &mut Telling) {
    told.ask(get("/authorize?provider=keycloak&scopes=openid,offline_access")).await;
    told.ask(get("/authorize?provider=gitlab&scopes=openid")).await;
}

async fn scopes_with_spaces_are_taken_as_they_are(told: &mut Telling) {
    told.ask(get("/authorize?provider=keycloak&scopes=openid%20offline_access")).await;
}

async fn no_scopes_are_as_none(told: &mut Telling) {
    told.ask(get("/authorize?provider=keycloak&scopes=")).await;
}

async fn a_scope_by_its_own_name_takes_the_place_of_all(told: &mut Telling) {
    told.ask(get("/authorize?provider=keycloak&scope=openid")).await;
}

async fn other_parameters_are_passed_on(told: &mut Telling) {
    told.ask(get("/authorize?provider=keycloak&prompt=login&login_hint=ann%40example.com&empty=")).await;
}

async fn a_doubled_parameter_counts_once(told: &mut Telling) {
    told.ask(get("/authorize?provider=keycloak&provider=gitlab&prompt=login&prompt=none")).await;
}

async fn a_code_challenge_stays_here(told: &mut Telling) {
    told.ask(get(out_challenged("keycloak"))).await;
}

async fn half_a_challenge_is_refused(told: &mut Telling) {
    told.ask(get(format!("{}&code_challenge={}", out("keycloak"), challenge()))).await;
    told.ask(get(format!("{}&code_challenge_method=s256", out("keycloak")))).await;
}

async fn a_challenge_that_is_none_is_refused(told: &mut Telling) {
    for wrong in ["short".to_owned(), "a".repeat(129), format!("{}%2B", "a".repeat(43))] {
        told.ask(get(format!("{}&code_challenge={wrong}&code_challenge_method=s256", out("keycloak")))).await;
    }
}

async fn an_unknown_method_is_refused(told: &mut Telling) {
    let challenge = challenge();
    told.ask(get(format!("{}&code_challenge={challenge}&code_challenge_method=s512", out("keycloak")))).await;
}

async fn an_unknown_provider_is_refused(told: &mut Telling) {
    for provider in ["nowhere", "email", "phone", "..%2F", "keycloak%00"] {
        told.ask(get(format!("/authorize?provider={provider}"))).await;
    }
}

async fn a_provider_beside_those_that_are_on_is_refused(told: &mut Telling) {
    for provider in ["google", "github", "discord", "azure", "apple"] {
        told.ask(get(format!("/authorize?provider={provider}"))).await;
    }
}

async fn a_custom_provider_is_refused(told: &mut Telling) {
    told.ask(get("/authorize?provider=custom:acme")).await;
}

async fn a_provider_may_be_named_in_capitals(told: &mut Telling) {
    told.ask(get("/authorize?provider=KeyCloak")).await;
}

async fn refusals_come_in_the_newer_shape(told: &mut Telling) {
    told.ask(get("/authorize?provider=nowhere").newer_errors()).await;
    told.ask(get(format!("{}&code_challenge_method=s256", out("keycloak"))).newer_errors()).await;
    told.ask(get(format!("{}&invite_token=unknown", out("keycloak"))).newer_errors()).await;
}

async fn an_unknown_invitation_is_refused(told: &mut Telling) {
    told.ask(get(format!("{}&invite_token={}", out("keycloak"), "0".repeat(56)))).await;
    told.ask(get(format!("{}&invite_token=x", out("nowhere")))).await;
}

async fn an_invitation_goes_along(told: &mut Telling) {
    let email = told.address("ann");
    let invited = told.as_admin(post("/invite"), json!({"email": email})).await;
    let token = invited.letter(&email).hash().to_owned();
    told.ask(get(format!("{}&invite_token={token}", out("keycloak")))).await;
}

async fn what_is_no_invitation_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    let sent = told.quietly(post("/recover").json(json!({"email": ann.email}))).await;
    let token = sent.letter(&ann.email).hash().to_owned();
    told.ask(get(format!("{}&invite_token={token}", out("keycloak")))).await;
}

async fn a_parameter_of_ours_cannot_be_given(told: &mut Telling) {
    let forged = "client_id=evil&redirect_uri=https://evil.example/&response_type=token&state=forged";
    told.ask(get(format!("/authorize?provider=keycloak&{forged}"))).await;
}

async fn each_browser_gets_a_state_of_its_own(told: &mut Telling) {
    let first = told.state(&out("keycloak")).await;
    let second = told.state(&out("keycloak")).await;
    told.note("whether they are the same", first == second);
}

async fn settings_name_the_providers(told: &mut Telling) {
    let settings = told.quietly(get("/settings")).await;
    told.note("what is on", settings.body()["external"].clone());
}
