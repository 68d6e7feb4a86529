//! Ways in that the operator switched off (gotrue-contract §1.1, §1.2, §1.8).

use serde_json::json;

use crate::contract::ask::{get, post};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    NoAddresses {
        the_settings_say_that_addresses_are_not_taken,
        nobody_signs_up_by_address,
        nobody_signs_in_by_address,
        nobody_is_sent_a_mail_to_sign_in,
        nobody_recovers_by_mail,
        nobody_is_sent_a_mail_once_more,
        administrators_make_accounts_all_the_same,
    }
    NoSignInByMail {
        the_settings_say_nothing_of_mails,
        a_mail_alone_signs_nobody_in,
        a_password_still_does,
        a_forgotten_password_is_still_replaced,
    }
}

async fn the_settings_say_that_addresses_are_not_taken(told: &mut Telling) {
    let settings = told.quietly(get("/settings")).await;
    told.note("whether addresses are taken", settings.body()["external"]["email"].clone());
}

async fn nobody_signs_up_by_address(told: &mut Telling) {
    let body = json!({"email": told.address("ann"), "password": PASSWORD});
    told.ask(post("/signup").json(body.clone())).await;
    told.ask(post("/signup").json(body).newer_errors()).await;
    told.ask(post("/signup").json(json!({"email": told.address("ann"), "password": "12345"}))).await;
}

async fn nobody_signs_in_by_address(told: &mut Telling) {
    let body = json!({"email": told.address("ann"), "password": PASSWORD});
    told.ask(post("/token?grant_type=password").json(body.clone())).await;
    told.ask(post("/token?grant_type=password").json(body).newer_errors()).await;
}

async fn nobody_is_sent_a_mail_to_sign_in(told: &mut Telling) {
    let email = told.address("ann");
    for path in ["/otp", "/magiclink"] {
        told.ask(post(path).json(json!({"email": email}))).await;
        told.ask(post(path).json(json!({"email": email})).newer_errors()).await;
    }
    told.ask(post("/otp").json(json!({"email": email, "create_user": false}))).await;
}

async fn nobody_recovers_by_mail(told: &mut Telling) {
    told.ask(post("/recover").json(json!({"email": told.address("ann")}))).await;
    told.ask(post("/recover").json(json!({"email": ""}))).await;
}

async fn nobody_is_sent_a_mail_once_more(told: &mut Telling) {
    for kind in ["signup", "email_change"] {
        told.ask(post("/resend").json(json!({"type": kind, "email": told.address("ann")}))).await;
    }
}

async fn administrators_make_accounts_all_the_same(told: &mut Telling) {
    let body = json!({"email": told.address("ann"), "password": PASSWORD, "email_confirm": true});
    told.ask(post("/admin/users").bearer(&told.admin_key()).json(body.clone())).await;
    told.ask(post("/token?grant_type=password").json(body)).await;
}

async fn the_settings_say_nothing_of_mails(told: &mut Telling) {
    let settings = told.quietly(get("/settings")).await;
    told.note("whether addresses are taken", settings.body()["external"]["email"].clone());
}

async fn a_mail_alone_signs_nobody_in(told: &mut Telling) {
    let email = told.address("ann");
    for path in ["/otp", "/magiclink"] {
        told.ask(post(path).json(json!({"email": email}))).await;
        told.ask(post(path).json(json!({"email": email})).newer_errors()).await;
    }
}

async fn a_password_still_does(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"email": ann.email, "password": PASSWORD});
    told.ask(post("/token?grant_type=password").json(body)).await;
}

async fn a_forgotten_password_is_still_replaced(told: &mut Telling) {
    let ann = told.member("ann").await;
    let asked = told.quietly(post("/recover").json(json!({"email": ann.email}))).await;
    let proof = json!({"type": "recovery", "token_hash": asked.letter(&ann.email).hash()});
    told.ask(post("/verify").json(proof)).await;
}
