//! A hook sends the mails in our place (gotrue-contract §4.6).

use doorward::auth_server::Hook;
use serde_json::{Value, json};

use crate::contract::ask::{get, post, put};
use crate::contract::at_hooks::signing_in;
use crate::contract::challenge::{challenge, challenged};
use crate::contract::hooked::Reply;
use crate::contract::story::stories;
use crate::contract::telling::{Member, PASSWORD, Telling};

stories! {
    HookedMails {
        the_hook_sends_the_confirmation,
        the_hook_sends_the_confirmation_once_more,
        the_hook_sends_an_invitation,
        the_hook_sends_a_code_to_sign_in_with,
        the_hook_sends_a_magic_link,
        the_hook_sends_a_recovery,
        the_hook_sends_a_challenged_recovery,
        the_hook_sends_the_code_for_a_change,
        the_hook_sends_both_ends_of_a_change_of_address,
        the_hook_is_told_where_links_lead_back_to,
        what_the_hook_sends_is_good,
        each_end_of_a_change_of_address_agrees,
        a_link_that_is_handed_out_is_sent_by_nobody,
        the_owner_of_a_taken_address_is_told_by_nobody,
        a_refused_confirmation_makes_no_account,
        a_refused_recovery_sends_nothing,
        a_refused_change_of_address_changes_nothing,
        a_refused_invitation_is_none,
        a_refused_code_leaves_the_one_before_good,
        a_broken_hook_sends_no_code_for_a_change,
        what_the_hook_answers_beside_does_not_matter,
    }
    HookedMailsToNewEnd {
        the_hook_sends_the_new_end_of_a_change_of_address,
        the_new_end_alone_agrees,
    }
}

fn note_mails(told: &mut Telling) {
    told.note_hook(Hook::SendEmail);
}

fn sign_up(email: &str) -> crate::contract::ask::Ask {
    post("/signup").json(json!({"email": email, "password": PASSWORD}))
}

async fn the_hook_sends_the_confirmation(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(sign_up(&email)).await;
    note_mails(told);
}

async fn the_hook_sends_the_confirmation_once_more(told: &mut Telling) {
    let email = told.address("ann");
    told.quietly(sign_up(&email)).await;
    told.ask(post("/resend").json(json!({"type": "signup", "email": email}))).await;
    note_mails(told);
}

async fn the_hook_sends_an_invitation(told: &mut Telling) {
    let admin = told.admin_key();
    let body = json!({"email": told.address("ann"), "data": {"name": "Ann"}});
    told.ask(post("/invite").bearer(&admin).json(body)).await;
    note_mails(told);
}

async fn the_hook_sends_a_code_to_sign_in_with(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    told.ask(post("/otp").json(json!({"email": ann.email}))).await;
    note_mails(told);
}

async fn the_hook_sends_a_magic_link(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    told.ask(post("/magiclink").json(json!({"email": ann.email}))).await;
    note_mails(told);
}

async fn the_hook_sends_a_recovery(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    told.ask(post("/recover").json(json!({"email": ann.email}))).await;
    note_mails(told);
}

async fn the_hook_sends_a_challenged_recovery(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    told.call(&challenge(), "<challenge>");
    told.ask(post("/recover").json(challenged(json!({"email": ann.email})))).await;
    note_mails(told);
}

async fn the_hook_sends_the_code_for_a_change(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    told.ask(get("/reauthenticate").bearer(&ann.access)).await;
    note_mails(told);
}

async fn the_hook_sends_both_ends_of_a_change_of_address(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    let body = json!({"email": told.address("bob")});
    told.ask(put("/user").bearer(&ann.access).json(body)).await;
    note_mails(told);
}

async fn the_hook_is_told_where_links_lead_back_to(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    for to in ["https://app.example/welcome?a=b", "https://nowhere.example/", ""] {
        told.quietly(post(format!("/recover?redirect_to={to}")).json(json!({"email": ann.email}))).await;
        let led = told.last_email_data()["redirect_to"].clone();
        told.note(&format!("where {to} leads back to"), led);
    }
}

async fn what_the_hook_sends_is_good(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    told.quietly(post("/otp").json(json!({"email": ann.email}))).await;
    let token = told.last_email_data()["token"].clone();
    let body = json!({"type": "email", "email": ann.email, "token": token});
    told.ask(post("/verify").json(body)).await;
}

/// What is sent for a change of address, and the answers to both of its codes.
async fn change_address(told: &mut Telling, ann: &Member) -> Vec<(String, Value)> {
    let new = told.address("bob");
    told.quietly(put("/user").bearer(&ann.access).json(json!({"email": new}))).await;
    let mail = told.last_email_data();
    [(ann.email.clone(), "token"), (new, "token_new")].map(|(to, name)| (to, mail[name].clone())).into()
}

async fn each_end_of_a_change_of_address_agrees(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    for (email, token) in change_address(told, &ann).await {
        let body = json!({"type": "email_change", "email": email, "token": token});
        told.ask(post("/verify").json(body)).await;
    }
}

async fn a_link_that_is_handed_out_is_sent_by_nobody(told: &mut Telling) {
    let admin = told.admin_key();
    let body = json!({"type": "signup", "email": told.address("ann"), "password": PASSWORD});
    told.quietly(post("/admin/generate_link").bearer(&admin).json(body)).await;
    note_mails(told);
}

async fn the_owner_of_a_taken_address_is_told_by_nobody(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    let email = ann.email.clone();
    told.quietly(sign_up(&email)).await;
    told.note_hook_calls(Hook::SendEmail, &email);
}

async fn a_refused_confirmation_makes_no_account(told: &mut Telling) {
    let email = told.address("ann");
    told.hook_answers_to(Hook::SendEmail, &email, &[Reply::refusal(403, "no"), Reply::json(&json!({}))]);
    told.ask(sign_up(&email)).await;
    let admin = told.admin_key();
    let filter = told.mark().trim_start_matches('.').to_owned();
    let list = told.quietly(get(format!("/admin/users?filter={filter}")).bearer(&admin)).await;
    told.note("accounts", list.body()["users"].as_array().map_or(0, Vec::len));
    told.ask(sign_up(&email)).await;
}

async fn a_refused_recovery_sends_nothing(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    told.hook_answers(Hook::SendEmail, Reply::refusal(403, "no"));
    told.ask(post("/recover").json(json!({"email": ann.email}))).await;
    told.ask(post("/otp").json(json!({"email": ann.email}))).await;
    told.ask(post("/magiclink").json(json!({"email": ann.email})).newer_errors()).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn a_refused_change_of_address_changes_nothing(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    told.hook_answers(Hook::SendEmail, Reply::refusal(403, "no"));
    let body = json!({"email": told.address("bob"), "data": {"name": "Bob"}});
    told.ask(put("/user").bearer(&ann.access).json(body)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn a_refused_invitation_is_none(told: &mut Telling) {
    let admin = told.admin_key();
    told.hook_answers(Hook::SendEmail, Reply::refusal(403, "no"));
    told.ask(post("/invite").bearer(&admin).json(json!({"email": told.address("ann")}))).await;
}

async fn a_refused_code_leaves_the_one_before_good(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    told.quietly(post("/otp").json(json!({"email": ann.email}))).await;
    let token = told.last_email_data()["token"].clone();
    told.hook_answers(Hook::SendEmail, Reply::refusal(403, "no"));
    told.quietly(post("/otp").json(json!({"email": ann.email}))).await;
    let body = json!({"type": "email", "email": ann.email, "token": token});
    let verified = told.quietly(post("/verify").json(body)).await;
    told.note("status of the code before", verified.status);
}

async fn a_broken_hook_sends_no_code_for_a_change(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    told.hook_answers(Hook::SendEmail, Reply::text("{}").status(500));
    told.ask(get("/reauthenticate").bearer(&ann.access)).await;
}

async fn what_the_hook_answers_beside_does_not_matter(told: &mut Telling) {
    let email = told.address("ann");
    told.hook_answers(Hook::SendEmail, Reply::json(&json!({"claims": 1, "decision": "reject"})));
    told.ask(sign_up(&email)).await;
    told.ask(signing_in(&email, PASSWORD)).await;
}

async fn the_hook_sends_the_new_end_of_a_change_of_address(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    let body = json!({"email": told.address("bob")});
    told.ask(put("/user").bearer(&ann.access).json(body)).await;
    note_mails(told);
}

async fn the_new_end_alone_agrees(told: &mut Telling) {
    let ann = told.member_by_hook("ann").await;
    let sent = change_address(told, &ann).await;
    let (new, token) = (sent[1].0.clone(), sent[0].1.clone());
    let body = json!({"type": "email_change", "email": new, "token": token});
    told.ask(post("/verify").json(body)).await;
}
