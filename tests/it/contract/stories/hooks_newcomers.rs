//! A hook lets people have accounts, or does not, and another is told of those who have one.

use doorward::auth_server::Hook;
use serde_json::json;

use crate::contract::ask::{get, post, put};
use crate::contract::hooked::Reply;
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Hooks {
        the_hooks_are_told_of_a_sign_up,
        the_hooks_are_told_of_a_sign_in_by_mail,
        the_hooks_are_told_of_a_magic_link,
        the_hooks_are_told_of_an_anonymous_account,
        the_hooks_are_told_of_an_invitation,
        the_hooks_are_told_of_a_handed_link,
        the_first_hook_is_told_of_somebody_from_a_provider,
        the_second_hook_is_told_of_somebody_from_a_provider,
        nobody_is_asked_about_accounts_of_administrators,
        nobody_is_asked_about_somebody_with_an_account,
        nobody_is_asked_again_about_somebody_who_waits,
        a_refused_sign_up_makes_no_account,
        a_refused_sign_in_by_mail_makes_no_account,
        a_refused_magic_link_makes_no_account,
        a_refused_anonymous_account_is_not_made,
        a_refused_invitation_makes_no_account,
        a_refused_link_makes_no_account,
        somebody_refused_comes_in_through_no_provider,
        who_is_told_afterwards_cannot_undo_a_sign_up,
        who_is_told_afterwards_cannot_undo_an_invitation,
        who_is_told_afterwards_cannot_undo_an_anonymous_account,
        who_is_told_afterwards_cannot_undo_a_handed_link,
    }
    HooksAutoconfirm {
        the_hooks_are_told_of_a_sign_up_without_a_mail,
        a_refused_sign_up_without_a_mail_makes_no_account,
    }
}

fn note_hooks(told: &mut Telling) {
    told.note_hook(Hook::BeforeUserCreated);
    told.note_hook(Hook::AfterUserCreated);
}

fn refuse(told: &mut Telling) {
    told.hook_answers(Hook::BeforeUserCreated, Reply::refusal(403, "not you"));
}

async fn note_accounts(told: &mut Telling) {
    let admin = told.admin_key();
    let filter = told.mark().trim_start_matches('.').to_owned();
    let list = told.quietly(get(format!("/admin/users?filter={filter}")).bearer(&admin)).await;
    told.note("accounts", list.body()["users"].as_array().map_or(0, Vec::len));
}

async fn the_hooks_are_told_of_a_sign_up(told: &mut Telling) {
    let email = told.address("Ann").to_uppercase();
    let body = json!({"email": email, "password": PASSWORD, "data": {"name": "Ann", "nothing": null}});
    told.ask(post("/signup").json(body).header("x-forwarded-for", "192.0.2.7, 192.0.2.8")).await;
    note_hooks(told);
}

async fn the_hooks_are_told_of_a_sign_in_by_mail(told: &mut Telling) {
    let body = json!({"email": told.address("ann"), "data": {"name": "Ann"}});
    told.ask(post("/otp").json(body)).await;
    note_hooks(told);
}

async fn the_hooks_are_told_of_a_magic_link(told: &mut Telling) {
    told.ask(post("/magiclink").json(json!({"email": told.address("ann")}))).await;
    note_hooks(told);
}

async fn the_hooks_are_told_of_an_anonymous_account(told: &mut Telling) {
    // The real server writes the audience of its very first token in another way.
    told.member("first").await;
    let name = format!("nobody{}", told.mark());
    told.ask(post("/signup").json(json!({"data": {"name": name}}))).await;
    told.note_hook_of(Hook::BeforeUserCreated, &name);
    told.note_hook_of(Hook::AfterUserCreated, &name);
}

async fn the_hooks_are_told_of_an_invitation(told: &mut Telling) {
    let admin = told.admin_key();
    let body = json!({"email": told.address("ann"), "data": {"name": "Ann"}});
    told.ask(post("/invite").bearer(&admin).json(body)).await;
    note_hooks(told);
}

async fn the_hooks_are_told_of_a_handed_link(told: &mut Telling) {
    let admin = told.admin_key();
    for (name, kind) in [("ann", "signup"), ("bob", "invite"), ("eve", "magiclink"), ("eve", "recovery")] {
        let body = json!({"type": kind, "email": told.address(name), "password": PASSWORD, "data": {"a": 1}});
        told.quietly(post("/admin/generate_link").bearer(&admin).json(body)).await;
    }
    note_hooks(told);
}

/// Comes through a provider, with no account and then with one.
async fn come_twice(told: &mut Telling) {
    let ann = told.person("ann");
    for _ in 0..2 {
        let back = told.back_as("keycloak", &ann).await;
        told.quietly(back).await;
    }
}

async fn the_first_hook_is_told_of_somebody_from_a_provider(told: &mut Telling) {
    come_twice(told).await;
    told.note_hook(Hook::BeforeUserCreated);
}

async fn the_second_hook_is_told_of_somebody_from_a_provider(told: &mut Telling) {
    come_twice(told).await;
    told.note_hook(Hook::AfterUserCreated);
}

async fn nobody_is_asked_about_accounts_of_administrators(told: &mut Telling) {
    let (ask, email) = (post("/admin/users"), told.address("ann"));
    told.as_admin(ask, json!({"email": email, "email_confirm": true, "password": PASSWORD})).await;
    note_hooks(told);
}

async fn nobody_is_asked_about_somebody_with_an_account(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.quietly(post("/signup").json(json!({"email": ann.email, "password": PASSWORD}))).await;
    told.quietly(post("/otp").json(json!({"email": ann.email}))).await;
    let person = told.person("ann");
    let back = told.back_as("keycloak", &person).await;
    told.quietly(back).await;
    let bob = json!({"email": told.address("bob")});
    told.quietly(put("/user").bearer(&ann.access).json(bob)).await;
    note_hooks(told);
}

async fn nobody_is_asked_again_about_somebody_who_waits(told: &mut Telling) {
    let email = told.address("ann");
    for _ in 0..2 {
        told.quietly(post("/signup").json(json!({"email": email, "password": PASSWORD}))).await;
    }
    note_hooks(told);
}

async fn a_refused_sign_up_makes_no_account(told: &mut Telling) {
    refuse(told);
    let body = json!({"email": told.address("ann"), "password": PASSWORD});
    told.ask(post("/signup").json(body)).await;
    note_accounts(told).await;
}

async fn a_refused_sign_in_by_mail_makes_no_account(told: &mut Telling) {
    refuse(told);
    told.ask(post("/otp").json(json!({"email": told.address("ann")}))).await;
    note_accounts(told).await;
}

async fn a_refused_magic_link_makes_no_account(told: &mut Telling) {
    refuse(told);
    told.ask(post("/magiclink").json(json!({"email": told.address("ann")}))).await;
    note_accounts(told).await;
}

async fn a_refused_anonymous_account_is_not_made(told: &mut Telling) {
    refuse(told);
    let mark = told.mark().to_owned();
    told.ask(post("/signup").json(json!({"data": {"name": mark}}))).await;
    told.note_hook(Hook::CustomAccessToken);
}

async fn a_refused_invitation_makes_no_account(told: &mut Telling) {
    refuse(told);
    let admin = told.admin_key();
    told.ask(post("/invite").bearer(&admin).json(json!({"email": told.address("ann")}))).await;
    note_accounts(told).await;
}

async fn a_refused_link_makes_no_account(told: &mut Telling) {
    refuse(told);
    let admin = told.admin_key();
    for kind in ["signup", "invite", "magiclink"] {
        let body = json!({"type": kind, "email": told.address("ann"), "password": PASSWORD});
        told.ask(post("/admin/generate_link").bearer(&admin).json(body)).await;
    }
    note_accounts(told).await;
}

async fn somebody_refused_comes_in_through_no_provider(told: &mut Telling) {
    refuse(told);
    let ann = told.person("ann");
    let back = told.back_as("keycloak", &ann).await;
    told.ask(back).await;
    note_accounts(told).await;
}

async fn who_is_told_afterwards_cannot_undo_a_sign_up(told: &mut Telling) {
    told.hook_answers(Hook::AfterUserCreated, Reply::refusal(403, "too late"));
    let body = json!({"email": told.address("ann"), "password": PASSWORD});
    told.ask(post("/signup").json(body)).await;
    note_accounts(told).await;
}

async fn who_is_told_afterwards_cannot_undo_an_invitation(told: &mut Telling) {
    told.hook_answers(Hook::AfterUserCreated, Reply::refusal(403, "too late"));
    let admin = told.admin_key();
    told.ask(post("/invite").bearer(&admin).json(json!({"email": told.address("ann")}))).await;
    note_accounts(told).await;
}

async fn who_is_told_afterwards_cannot_undo_an_anonymous_account(told: &mut Telling) {
    told.hook_answers(Hook::AfterUserCreated, Reply::refusal(403, "too late"));
    let mark = told.mark().to_owned();
    told.ask(post("/signup").json(json!({"data": {"name": mark}}))).await;
}

async fn who_is_told_afterwards_cannot_undo_a_handed_link(told: &mut Telling) {
    told.hook_answers(Hook::AfterUserCreated, Reply::refusal(403, "too late"));
    let admin = told.admin_key();
    let body = json!({"type": "invite", "email": told.address("ann")});
    told.ask(post("/admin/generate_link").bearer(&admin).json(body)).await;
    note_accounts(told).await;
}

async fn the_hooks_are_told_of_a_sign_up_without_a_mail(told: &mut Telling) {
    let (first, email) = (told.address("first"), told.address("ann"));
    told.quietly(post("/signup").json(json!({"email": first, "password": PASSWORD}))).await;
    told.ask(post("/signup").json(json!({"email": email, "password": PASSWORD}))).await;
    told.note_hook_of(Hook::BeforeUserCreated, &email);
    told.note_hook_of(Hook::AfterUserCreated, &email);
}

async fn a_refused_sign_up_without_a_mail_makes_no_account(told: &mut Telling) {
    refuse(told);
    let body = json!({"email": told.address("ann"), "password": PASSWORD});
    told.ask(post("/signup").json(body)).await;
    note_accounts(told).await;
}
