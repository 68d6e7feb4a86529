//! `GET /oauth/authorize`: a program sends a browser here (gotrue-contract §1.18).

use serde_json::json;

use crate::contract::ask::get;
use crate::contract::challenge::VERIFIER;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Programs {
        a_browser_is_sent_to_the_page_where_people_decide,
        everything_may_be_said,
        what_is_usual_may_be_left_out,
        a_program_and_a_way_back_are_needed,
        an_unknown_program_is_refused,
        a_way_back_is_as_it_is_registered,
        another_type_of_response_is_refused,
        an_unknown_scope_is_refused,
        every_known_scope_is_taken,
        a_resource_is_whole,
        a_challenge_is_needed,
        a_challenge_has_a_known_method,
        a_challenge_is_neither_short_nor_long,
        a_refusal_keeps_the_state_and_the_query,
        a_refusal_without_a_state_has_none,
        a_refusal_goes_back_to_an_app,
        what_is_too_long_is_not_kept,
        nobody_needs_to_be_signed_in,
    }
    ProgramsClosed {
        without_a_page_nobody_decides,
    }
}

const ID: &str = "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001";

async fn a_browser_is_sent_to_the_page_where_people_decide(told: &mut Telling) {
    let program = told.program().await;
    told.ask(told.sends(&program, &[])).await;
}

async fn everything_may_be_said(told: &mut Telling) {
    let program = told.program().await;
    let more = [("scope", "openid email profile"), ("nonce", "n"), ("resource", "https://api.example/v1")];
    told.ask(told.sends(&program, &more)).await;
}

async fn what_is_usual_may_be_left_out(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[("scope", ""), ("response_type", ""), ("state", "")]).await;
    told.ask(get(format!("/oauth/authorizations/{id}")).bearer(&ann.access)).await;
}

async fn a_program_and_a_way_back_are_needed(told: &mut Telling) {
    let program = told.program().await;
    told.ask(get("/oauth/authorize")).await;
    told.ask(told.sends(&program, &[("client_id", "")])).await;
    told.ask(told.sends(&program, &[("redirect_uri", "")])).await;
    told.ask(told.sends(&program, &[("redirect_uri", "")]).newer_errors()).await;
}

async fn an_unknown_program_is_refused(told: &mut Telling) {
    let program = told.program().await;
    for id in [ID, "x", "'"] {
        told.ask(told.sends(&program, &[("client_id", id)])).await;
    }
    told.ask(told.sends(&program, &[("client_id", ID)]).newer_errors()).await;
}

async fn a_way_back_is_as_it_is_registered(told: &mut Telling) {
    let program = told.program().await;
    for more in ["/", "?a=b", "#part", "/more"] {
        let back = format!("{}{more}", program.back);
        told.ask(told.sends(&program, &[("redirect_uri", &back)])).await;
    }
    told.ask(told.sends(&program, &[("redirect_uri", "https://app.example/back")])).await;
}

async fn another_type_of_response_is_refused(told: &mut Telling) {
    let program = told.program().await;
    for kind in ["token", "code id_token", "CODE"] {
        told.ask(told.sends(&program, &[("response_type", kind)])).await;
    }
}

async fn an_unknown_scope_is_refused(told: &mut Telling) {
    let program = told.program().await;
    for scope in ["everything", "email everything", "Email", "email,profile", " "] {
        told.ask(told.sends(&program, &[("scope", scope)])).await;
    }
}

async fn every_known_scope_is_taken(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let scope = "openid profile email phone offline_access";
    let id = told.asked_for(&program, &[("scope", scope)]).await;
    told.ask(get(format!("/oauth/authorizations/{id}")).bearer(&ann.access)).await;
    told.ask(told.sends(&program, &[("scope", "  email   phone ")])).await;
}

async fn a_resource_is_whole(told: &mut Telling) {
    let program = told.program().await;
    for resource in ["api", "/v1", "https://api.example/#part", "https://api.example/?a=b"] {
        told.ask(told.sends(&program, &[("resource", resource)])).await;
    }
    told.ask(told.sends(&program, &[("resource", "urn:api:1")])).await;
}

async fn a_challenge_is_needed(told: &mut Telling) {
    let program = told.program().await;
    told.ask(told.sends(&program, &[("code_challenge", "")])).await;
    told.ask(told.sends(&program, &[("code_challenge_method", "")])).await;
    told.ask(told.sends(&program, &[("code_challenge", ""), ("code_challenge_method", "")])).await;
}

async fn a_challenge_has_a_known_method(told: &mut Telling) {
    let program = told.program().await;
    told.ask(told.sends(&program, &[("code_challenge_method", "S512")])).await;
    told.ask(told.sends(&program, &[("code_challenge_method", "s256")])).await;
    told.ask(told.sends(&program, &[("code_challenge_method", "plain"), ("code_challenge", VERIFIER)])).await;
}

async fn a_challenge_is_neither_short_nor_long(told: &mut Telling) {
    let program = told.program().await;
    for length in [42, 129] {
        told.ask(told.sends(&program, &[("code_challenge", &"a".repeat(length))])).await;
    }
    told.ask(told.sends(&program, &[("code_challenge", &"a".repeat(128))])).await;
}

async fn a_refusal_keeps_the_state_and_the_query(told: &mut Telling) {
    let back = format!("{}?a=b&state=own&error=own", told.way_back());
    let program = told.program_with(json!({ "redirect_uris": [back] })).await;
    told.ask(told.sends(&program, &[("scope", "x"), ("state", "a & b")])).await;
}

async fn a_refusal_without_a_state_has_none(told: &mut Telling) {
    let program = told.program().await;
    told.ask(told.sends(&program, &[("scope", "x"), ("state", "")])).await;
}

async fn a_refusal_goes_back_to_an_app(told: &mut Telling) {
    let program = told.program_with(json!({ "redirect_uris": ["com.example.app://back/here"] })).await;
    told.ask(told.sends(&program, &[("scope", "x")])).await;
}

async fn what_is_too_long_is_not_kept(told: &mut Telling) {
    let program = told.program().await;
    told.note_refused(&program, ("state", "x".repeat(4097))).await;
    told.note_refused(&program, ("nonce", "x".repeat(256))).await;
    told.note_refused(&program, ("resource", format!("https://a.example/{}", "x".repeat(2048)))).await;
    told.ask(told.sends(&program, &[("nonce", &"x".repeat(255))])).await;
}

async fn nobody_needs_to_be_signed_in(told: &mut Telling) {
    let program = told.program().await;
    told.ask(told.sends(&program, &[]).bearer("x")).await;
}

async fn without_a_page_nobody_decides(told: &mut Telling) {
    let program = told.program().await;
    told.ask(told.sends(&program, &[])).await;
    told.ask(told.sends(&program, &[("scope", "x")])).await;
}

impl Telling {
    /// Keeps where a browser is sent with something long.
    async fn note_refused(
        &mut self,
        program: &crate::contract::program::Program,
        (name, value): (&str, String),
    ) {
        let ask = self.sends(program, &[(name, &value)]);
        let answer = self.quietly(ask).await;
        let error = answer
            .location()
            .query_pairs()
            .find(|(name, _)| name == "error")
            .map(|(_, error)| error.into_owned());
        self.note(&format!("status and error of a long {name}"), json!([answer.status, error]));
    }
}
