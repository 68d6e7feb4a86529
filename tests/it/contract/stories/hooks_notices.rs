//! A hook tells owners what was changed, in the place of our mails (gotrue-contract §4.1, §4.6).

use doorward::auth_server::Hook;
use serde_json::json;

use crate::contract::ask::{delete, post, put};
use crate::contract::hooked::Reply;
use crate::contract::linking::{identities, links};
use crate::contract::numbers::{change, verify as verify_phone};
use crate::contract::second_factor::{unenrol, verify};
use crate::contract::story::stories;
use crate::contract::telling::{Member, Telling};

stories! {
    HookedNotices {
        the_hook_tells_of_a_new_password,
        the_hook_tells_of_a_password_beside_other_changes,
        the_hook_tells_of_a_new_address,
        the_hook_tells_of_a_first_number,
        the_hook_tells_of_another_number,
        the_hook_tells_of_a_provider,
        the_hook_tells_of_a_provider_that_is_gone,
        the_hook_tells_of_a_second_factor,
        the_hook_tells_of_a_second_factor_that_is_gone,
        the_hook_tells_nothing_of_administrators,
        the_hook_tells_nothing_of_what_did_not_last,
        the_hook_is_told_where_to_lead_back_to,
        a_hook_that_refuses_changes_nothing,
        a_hook_that_is_broken_changes_nothing,
    }
    HookedMails {
        the_hook_tells_nothing_unless_the_operator_wants_it,
    }
}

/// Keeps what the hook was told last.
fn note_notice(told: &mut Telling) {
    let mark = told.mark().to_owned();
    let last = told.hooks().told(Hook::SendEmail, &mark).pop().expect("a call");
    let last = told.named(&last);
    told.note("what the hook was told last", last);
}

/// Keeps which mails the hook sent.
fn note_kinds(told: &mut Telling) {
    let mark = told.mark().to_owned();
    let calls = told.hooks().told(Hook::SendEmail, &mark);
    let kinds: Vec<_> =
        calls.iter().map(|call| call["payload"]["email_data"]["email_action_type"].clone()).collect();
    told.note("what the hook sent", kinds);
}

fn new_password(ann: &Member) -> crate::contract::ask::Ask {
    put("/user").bearer(&ann.access).json(json!({"password": "another password"}))
}

async fn the_hook_tells_of_a_new_password(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    told.ask(new_password(&ann)).await;
    note_notice(told);
    note_kinds(told);
}

async fn the_hook_tells_of_a_password_beside_other_changes(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    let body = json!({"password": "another password", "email": told.address("other"), "data": {"a": 1}});
    told.ask(put("/user").bearer(&ann.access).json(body)).await;
    note_kinds(told);
}

async fn the_hook_tells_of_a_new_address(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    let new = told.address("other");
    told.quietly(put("/user").bearer(&ann.access).json(json!({"email": new}))).await;
    let data = told.last_email_data();
    for hash in [data["token_hash"].clone(), data["token_hash_new"].clone()] {
        told.quietly(post("/verify").json(json!({"type": "email_change", "token_hash": hash}))).await;
    }
    note_notice(told);
    note_kinds(told);
}

async fn gives_number(told: &mut Telling, ann: &Member) {
    let phone = told.known_phone();
    told.quietly(change(&ann.access, json!({"phone": phone.number}))).await;
    told.quietly(verify_phone("phone_change", &phone.number, &phone.code)).await;
}

async fn the_hook_tells_of_a_first_number(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    gives_number(told, &ann).await;
    note_notice(told);
    note_kinds(told);
}

async fn the_hook_tells_of_another_number(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    gives_number(told, &ann).await;
    gives_number(told, &ann).await;
    note_notice(told);
    note_kinds(told);
}

async fn the_hook_tells_of_a_provider(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    let person = told.person("other");
    let ask = links(told, &ann.access, &person).await;
    told.quietly(ask).await;
    note_notice(told);
}

async fn the_hook_tells_of_a_provider_that_is_gone(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    let person = told.person("other");
    let ask = links(told, &ann.access, &person).await;
    told.quietly(ask).await;
    let known = identities(told, &ann.access).await;
    let by_provider = known.iter().find(|identity| identity["provider"] == "keycloak").expect("an identity");
    let id = by_provider["identity_id"].as_str().expect("an id").to_owned();
    told.ask(delete(format!("/user/identities/{id}")).bearer(&ann.access)).await;
    let data = told.last_email_data();
    told.note_value("what the mail was made of", &data.into());
}

/// Lets somebody prove an app; the session and the app.
async fn proves(told: &mut Telling, ann: &Member) -> (Member, String) {
    let app = told.app(ann, "app").await;
    let challenge = told.challenged(ann, &app).await;
    let code = told.code_in(&app, 0);
    let raised = Member::new(&told.quietly(verify(ann, &app.id, &challenge, &code)).await);
    (raised, app.id)
}

async fn the_hook_tells_of_a_second_factor(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    proves(told, &ann).await;
    note_notice(told);
    note_kinds(told);
}

async fn the_hook_tells_of_a_second_factor_that_is_gone(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    let (ann, app) = proves(told, &ann).await;
    told.ask(unenrol(&ann, &app)).await;
    note_notice(told);
    note_kinds(told);
}

async fn the_hook_tells_nothing_of_administrators(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    let body = json!({"password": "another password", "email": told.address("other")});
    told.as_admin(put(format!("/admin/users/{}", ann.id)), body).await;
    note_kinds(told);
}

async fn the_hook_tells_nothing_of_what_did_not_last(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    told.member_by_hook("bob").await;
    let body = json!({"password": "another password", "email": told.address("bob")});
    told.ask(put("/user").bearer(&ann.access).json(body)).await;
    told.ask(put("/user").bearer(&ann.access).json(json!({"password": "x"}))).await;
    let id = "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001";
    told.ask(delete(format!("/user/identities/{id}")).bearer(&ann.access)).await;
    let of_ann = format!("\"{}\"", ann.email);
    told.note_hook_calls(Hook::SendEmail, &of_ann);
}

async fn the_hook_is_told_where_to_lead_back_to(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    let ask = put("/user?redirect_to=https://app.example/back").bearer(&ann.access);
    told.quietly(ask.json(json!({"password": "another password"}))).await;
    note_notice(told);
}

async fn a_hook_that_refuses_changes_nothing(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    told.hook_answers(Hook::SendEmail, Reply::refusal(400, "no"));
    told.ask(new_password(&ann)).await;
    told.note_password(&ann.email, "another password").await;
    let (raised, app) = proves(told, &ann).await;
    told.ask(unenrol(&raised, &app)).await;
}

async fn a_hook_that_is_broken_changes_nothing(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    told.hook_answers(Hook::SendEmail, Reply::text("nonsense").status(500));
    told.ask(new_password(&ann)).await;
    told.note_password(&ann.email, "another password").await;
}

async fn the_hook_tells_nothing_unless_the_operator_wants_it(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    told.quietly(new_password(&ann)).await;
    note_kinds(told);
}
