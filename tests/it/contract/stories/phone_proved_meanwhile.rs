//! Accounts that somebody has proved by one name, and whose other name nobody has proved: who types that
//! one gets nothing of what is theirs.

use serde_json::json;

use crate::contract::ask::{get, post};
use crate::contract::numbers::{otp, sign_up, verify};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Numbers {
        a_number_signs_nobody_up_for_somebody_elses_account,
        an_address_signs_nobody_up_for_somebody_elses_account,
        the_code_still_proves_the_number,
        a_code_alone_still_proves_the_number,
    }
    NumbersBelieved {
        a_believed_number_signs_nobody_up_for_somebody_elses_account,
    }
}

async fn a_number_signs_nobody_up_for_somebody_elses_account(told: &mut Telling) {
    let (phone, email) = (told.known_phone(), told.address("ann"));
    told.made(json!({"phone": phone.number, "email": email, "email_confirm": true})).await;
    told.ask(sign_up(&phone.number)).await;
}

async fn an_address_signs_nobody_up_for_somebody_elses_account(told: &mut Telling) {
    let (phone, email) = (told.known_phone(), told.address("ann"));
    told.made(json!({"phone": phone.number, "email": email, "phone_confirm": true})).await;
    told.ask(post("/signup").json(json!({"email": email, "password": PASSWORD}))).await;
}

async fn the_code_still_proves_the_number(told: &mut Telling) {
    let (phone, email) = (told.known_phone(), told.address("ann"));
    let id = told.made(json!({"phone": phone.number, "email": email, "email_confirm": true})).await;
    told.quietly(sign_up(&phone.number)).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
    told.ask(get(format!("/admin/users/{id}")).bearer(&told.admin_key())).await;
}

async fn a_code_alone_still_proves_the_number(told: &mut Telling) {
    let (phone, email) = (told.known_phone(), told.address("ann"));
    told.made(json!({"phone": phone.number, "email": email, "email_confirm": true})).await;
    told.ask(otp(json!({"phone": phone.number}))).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn a_believed_number_signs_nobody_up_for_somebody_elses_account(told: &mut Telling) {
    let (number, email) = (told.far_phone(), told.address("ann"));
    told.made(json!({"phone": number, "email": email, "email_confirm": true})).await;
    told.ask(sign_up(&number)).await;
}
