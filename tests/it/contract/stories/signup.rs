//! `POST /signup` with an address (gotrue-contract §1.1).

use serde_json::json;

use crate::contract::ask::{get, post};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Usual {
        a_new_address_gets_a_user_and_a_mail,
        capitals_in_an_address_are_made_small,
        what_people_say_of_themselves_is_kept,
        signing_up_again_before_the_confirmation_sends_another_mail,
        a_second_sign_up_changes_neither_password_nor_data,
        a_confirmed_address_gets_a_look_alike_and_no_mail,
        the_look_alike_repeats_what_was_said,
        only_the_newest_mail_confirms,
        fields_it_does_not_know_are_passed_over,
        the_mail_leads_back_to_a_page_of_the_site,
    }
    Autoconfirm {
        without_confirmation_a_new_address_is_signed_in_at_once,
        without_confirmation_a_taken_address_is_told,
    }
    Closed {
        no_new_address_is_taken_while_closed,
    }
    Throttled {
        a_second_mail_within_a_minute_is_refused,
    }
}

async fn a_new_address_gets_a_user_and_a_mail(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(post("/signup").json(json!({"email": email, "password": PASSWORD}))).await;
}

async fn capitals_in_an_address_are_made_small(told: &mut Telling) {
    let email = told.address("ann").to_uppercase();
    told.ask(post("/signup").json(json!({"email": email, "password": PASSWORD}))).await;
}

async fn what_people_say_of_themselves_is_kept(told: &mut Telling) {
    let email = told.address("ann");
    let data = json!({"full_name": "Ann", "age": 41, "tags": ["a", {"b": null}], "nothing": null});
    let body = json!({"email": email, "password": PASSWORD, "data": data});
    let signed_up = told.ask(post("/signup").json(body)).await;
    let hash = signed_up.letter(&email).hash().to_owned();
    told.ask(post("/verify").json(json!({"type": "signup", "token_hash": hash}))).await;
}

async fn signing_up_again_before_the_confirmation_sends_another_mail(told: &mut Telling) {
    let email = told.address("ann");
    let body = json!({"email": email, "password": PASSWORD});
    told.ask(post("/signup").json(body.clone())).await;
    told.ask(post("/signup").json(body)).await;
}

async fn a_second_sign_up_changes_neither_password_nor_data(told: &mut Telling) {
    let email = told.address("ann");
    let first = json!({"email": email, "password": PASSWORD, "data": {"name": "first"}});
    told.ask(post("/signup").json(first)).await;
    let second = json!({"email": email, "password": "another password", "data": {"name": "second"}});
    let letter = told.ask(post("/signup").json(second)).await.letter(&email).clone();
    told.ask(post("/verify").json(json!({"type": "signup", "token_hash": letter.hash()}))).await;
    let tries = ["another password", PASSWORD];
    for password in tries {
        let body = json!({"email": email, "password": password});
        told.ask(post("/token?grant_type=password").json(body)).await;
    }
}

async fn a_confirmed_address_gets_a_look_alike_and_no_mail(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"email": ann.email, "password": "another password"});
    told.ask(post("/signup").json(body)).await;
    let body = json!({"email": ann.email.to_uppercase(), "password": "another password"});
    told.ask(post("/signup").json(body)).await;
    // The account is as it was.
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn the_look_alike_repeats_what_was_said(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"email": ann.email, "password": PASSWORD, "data": {"name": "somebody else"}});
    told.ask(post("/signup").json(body)).await;
}

async fn only_the_newest_mail_confirms(told: &mut Telling) {
    let email = told.address("ann");
    let body = json!({"email": email, "password": PASSWORD});
    let old = told.ask(post("/signup").json(body.clone())).await.letter(&email).clone();
    let new = told.ask(post("/signup").json(body)).await.letter(&email).clone();
    told.ask(post("/verify").json(json!({"type": "signup", "token_hash": old.hash()}))).await;
    let by_code = |code: &str| json!({"type": "signup", "email": email, "token": code});
    told.ask(post("/verify").json(by_code(old.code()))).await;
    told.ask(post("/verify").json(by_code(new.code()))).await;
}

async fn fields_it_does_not_know_are_passed_over(told: &mut Telling) {
    let email = told.address("ann");
    let body = json!({"email": email, "password": PASSWORD, "role": "service_role", "colour": "blue"});
    told.ask(post("/signup").json(body)).await;
}

async fn the_mail_leads_back_to_a_page_of_the_site(told: &mut Telling) {
    let body = |email: String| json!({"email": email, "password": PASSWORD});
    let (ann, bob) = (told.address("ann"), told.address("bob"));
    told.ask(post("/signup?redirect_to=https://site.example/welcome").json(body(ann))).await;
    told.ask(post("/signup?redirect_to=https://evil.example/").json(body(bob))).await;
}

async fn without_confirmation_a_new_address_is_signed_in_at_once(told: &mut Telling) {
    let email = told.address("ann");
    let body = json!({"email": email, "password": PASSWORD, "data": {"name": "Ann"}});
    let session = told.ask(post("/signup").json(body)).await;
    told.ask(get("/user").bearer(&session.at("/access_token"))).await;
}

async fn without_confirmation_a_taken_address_is_told(told: &mut Telling) {
    let email = told.address("ann");
    let body = json!({"email": email, "password": PASSWORD});
    told.ask(post("/signup").json(body.clone())).await;
    told.ask(post("/signup").json(body.clone())).await;
    told.ask(post("/signup").newer_errors().json(body)).await;
}

async fn no_new_address_is_taken_while_closed(told: &mut Telling) {
    let email = told.address("ann");
    let body = json!({"email": email, "password": PASSWORD});
    told.ask(post("/signup").json(body.clone())).await;
    told.ask(post("/signup").newer_errors().json(body)).await;
}

async fn a_second_mail_within_a_minute_is_refused(told: &mut Telling) {
    let email = told.address("ann");
    let body = json!({"email": email, "password": PASSWORD});
    told.ask(post("/signup").json(body.clone())).await;
    told.ask(post("/signup").json(body.clone())).await;
    told.ask(post("/signup").newer_errors().json(body)).await;
}
