//! Hooks decide about passwords and codes that were tried.

use doorward::auth_server::Hook;
use serde_json::json;

use crate::contract::ask::get;
use crate::contract::at_hooks::signing_in;
use crate::contract::hooked::Reply;
use crate::contract::second_factor::verify;
use crate::contract::story::stories;
use crate::contract::telling::{Member, PASSWORD, Telling};

stories! {
    Hooks {
        the_hook_is_told_of_right_and_wrong_passwords,
        the_hook_is_not_told_of_somebody_banned,
        the_hook_is_told_of_somebody_unconfirmed,
        a_password_counts_when_the_hook_agrees,
        a_wrong_password_stays_wrong,
        a_right_password_is_rejected,
        a_wrong_password_is_rejected,
        a_rejection_needs_no_message,
        a_rejection_ends_sessions_when_it_says_so,
        a_rejection_alone_ends_no_session,
        other_decisions_are_no_rejection,
        decisions_of_another_form_are_failures,
        a_refusing_hook_refuses_the_password,
        the_hook_is_told_of_right_and_wrong_codes,
        a_code_counts_when_the_hook_agrees,
        a_wrong_code_stays_wrong,
        a_right_code_is_rejected_and_every_session_over,
        a_wrong_code_is_rejected_too,
        a_rejection_of_a_code_needs_no_message,
        a_refusing_hook_refuses_the_code,
        other_decisions_about_a_code_are_no_rejection,
    }
}

const WRONG: &str = "wrong horse battery";

fn rejects(message: &str) -> Reply {
    Reply::json(&json!({"decision": "reject", "message": message}))
}

/// Lets the hook for passwords answer this about somebody.
fn about_passwords(told: &mut Telling, member: &Member, reply: Reply) {
    told.hook_answers_to(Hook::PasswordVerificationAttempt, &member.id, &[reply]);
}

/// Lets the hook for codes answer this about somebody.
fn about_codes(told: &mut Telling, member: &Member, reply: Reply) {
    told.hook_answers_to(Hook::MfaVerificationAttempt, &member.id, &[reply]);
}

async fn the_hook_is_told_of_right_and_wrong_passwords(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(signing_in(&ann.email, PASSWORD)).await;
    told.ask(signing_in(&ann.email, WRONG)).await;
    told.note_hook_of(Hook::PasswordVerificationAttempt, &ann.id);
}

async fn the_hook_is_not_told_of_somebody_banned(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ban(&ann.id).await;
    told.ask(signing_in(&ann.email, PASSWORD)).await;
    told.note_hook_calls(Hook::PasswordVerificationAttempt, &ann.id);
}

async fn the_hook_is_told_of_somebody_unconfirmed(told: &mut Telling) {
    told.newcomer("ann").await;
    let email = told.address("ann");
    let about = told.hooks().told(Hook::AfterUserCreated, &email).pop().expect("an account");
    let id = about["payload"]["user"]["id"].as_str().expect("an id").to_owned();
    told.ask(signing_in(&email, PASSWORD)).await;
    told.note_hook_of(Hook::PasswordVerificationAttempt, &id);
}

async fn a_password_counts_when_the_hook_agrees(told: &mut Telling) {
    let ann = told.member("ann").await;
    about_passwords(told, &ann, Reply::json(&json!({"decision": "continue"})));
    told.ask(signing_in(&ann.email, PASSWORD)).await;
}

async fn a_wrong_password_stays_wrong(told: &mut Telling) {
    let ann = told.member("ann").await;
    about_passwords(told, &ann, Reply::json(&json!({"decision": "continue", "message": "fine"})));
    told.ask(signing_in(&ann.email, WRONG)).await;
}

async fn a_right_password_is_rejected(told: &mut Telling) {
    let ann = told.member("ann").await;
    about_passwords(told, &ann, rejects("too many tries"));
    let refused = told.ask(signing_in(&ann.email, PASSWORD)).await;
    told.note("in the words of the hook", refused.at("/msg") == "too many tries");
    told.ask(signing_in(&ann.email, PASSWORD).newer_errors()).await;
}

async fn a_wrong_password_is_rejected(told: &mut Telling) {
    let ann = told.member("ann").await;
    about_passwords(told, &ann, rejects("too many tries"));
    let refused = told.ask(signing_in(&ann.email, WRONG)).await;
    told.note("in the words of the hook", refused.at("/msg") == "too many tries");
}

async fn a_rejection_needs_no_message(told: &mut Telling) {
    let ann = told.member("ann").await;
    about_passwords(told, &ann, rejects(""));
    told.ask(signing_in(&ann.email, PASSWORD)).await;
}

async fn a_rejection_ends_sessions_when_it_says_so(told: &mut Telling) {
    let ann = told.member("ann").await;
    let reply = Reply::json(&json!({"decision": "reject", "should_logout_user": true}));
    about_passwords(told, &ann, reply);
    told.ask(signing_in(&ann.email, WRONG)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn a_rejection_alone_ends_no_session(told: &mut Telling) {
    let ann = told.member("ann").await;
    about_passwords(told, &ann, Reply::json(&json!({"decision": "reject", "should_logout_user": false})));
    told.ask(signing_in(&ann.email, PASSWORD)).await;
    let looked = told.quietly(get("/user").bearer(&ann.access)).await;
    told.note("status of a look", looked.status);
}

async fn other_decisions_are_no_rejection(told: &mut Telling) {
    let ann = told.member("ann").await;
    for decision in ["", "Reject", "no", "allow"] {
        let reply = json!({"decision": decision, "should_logout_user": true});
        about_passwords(told, &ann, Reply::json(&reply));
        let answer = told.quietly(signing_in(&ann.email, PASSWORD)).await;
        told.note(&format!("status after {decision}"), answer.status);
    }
}

async fn decisions_of_another_form_are_failures(told: &mut Telling) {
    let ann = told.member("ann").await;
    for reply in [
        json!({"decision": 1}),
        json!({"decision": "continue", "message": []}),
        json!({"decision": "continue", "should_logout_user": "yes"}),
        json!({"decision": null, "message": null, "should_logout_user": null}),
    ] {
        about_passwords(told, &ann, Reply::json(&reply));
        let answer = told.quietly(signing_in(&ann.email, PASSWORD)).await;
        told.note(&format!("status after {reply}"), answer.status);
    }
}

async fn a_refusing_hook_refuses_the_password(told: &mut Telling) {
    let ann = told.member("ann").await;
    about_passwords(told, &ann, Reply::refusal(429, "slowly"));
    told.ask(signing_in(&ann.email, PASSWORD)).await;
}

async fn the_hook_is_told_of_right_and_wrong_codes(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    let (wrong, right) = (told.wrong_code(&app), told.code(&app));
    told.ask(verify(&ann, &app.id, &challenge, &wrong)).await;
    told.ask(verify(&ann, &app.id, &challenge, &right)).await;
    told.note_hook_of(Hook::MfaVerificationAttempt, &ann.id);
}

async fn a_code_counts_when_the_hook_agrees(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    about_codes(told, &ann, Reply::json(&json!({"decision": "continue"})));
    let right = told.code(&app);
    told.ask(verify(&ann, &app.id, &challenge, &right)).await;
}

async fn a_wrong_code_stays_wrong(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    about_codes(told, &ann, Reply::json(&json!({"decision": "continue"})));
    let wrong = told.wrong_code(&app);
    told.ask(verify(&ann, &app.id, &challenge, &wrong)).await;
}

async fn a_right_code_is_rejected_and_every_session_over(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    let other = told.sign_in(&ann.email, PASSWORD).await;
    about_codes(told, &ann, rejects("too many tries"));
    let right = told.code(&app);
    let refused = told.ask(verify(&ann, &app.id, &challenge, &right)).await;
    told.note("in the words of the hook", refused.at("/msg") == "too many tries");
    told.ask(get("/user").bearer(&ann.access)).await;
    told.ask(get("/user").bearer(&other.access)).await;
    let admin = told.admin_key();
    told.ask(get(format!("/admin/users/{}/factors", ann.id)).bearer(&admin)).await;
}

async fn a_wrong_code_is_rejected_too(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    about_codes(told, &ann, rejects("too many tries"));
    let wrong = told.wrong_code(&app);
    told.ask(verify(&ann, &app.id, &challenge, &wrong).newer_errors()).await;
    let looked = told.quietly(get("/user").bearer(&ann.access)).await;
    told.note("status of a look", looked.status);
}

async fn a_rejection_of_a_code_needs_no_message(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    about_codes(told, &ann, rejects(""));
    let right = told.code(&app);
    told.ask(verify(&ann, &app.id, &challenge, &right)).await;
}

async fn a_refusing_hook_refuses_the_code(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    about_codes(told, &ann, Reply::refusal(429, "slowly"));
    let right = told.code(&app);
    told.ask(verify(&ann, &app.id, &challenge, &right)).await;
    let looked = told.quietly(get("/user").bearer(&ann.access)).await;
    told.note("status of a look", looked.status);
}

async fn other_decisions_about_a_code_are_no_rejection(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    about_codes(told, &ann, Reply::json(&json!({"decision": "Reject"})));
    let right = told.code(&app);
    let answer = told.quietly(verify(&ann, &app.id, &challenge, &right)).await;
    told.note("status", answer.status);
}
