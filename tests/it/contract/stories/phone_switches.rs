//! What an operator says about telephones (gotrue-contract §1.16, §4.3, §4.4).

use serde_json::json;

use crate::contract::ask::{get, post};
use crate::contract::numbers::{change, otp, resend, sign_in, sign_up, verify};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Numbers {
        the_settings_say_that_numbers_are_taken,
    }
    NumbersBelieved {
        the_settings_say_that_numbers_are_believed,
    }
    NumbersByTwilio {
        the_settings_say_who_sends_codes,
        the_channel_of_that_provider_is_known,
        other_channels_are_still_refused,
        nothing_goes_out_all_the_same,
    }
    NumbersOnly {
        the_settings_say_that_numbers_are_not_taken,
        no_number_signs_up_or_in,
    }
    NumbersClosed {
        no_new_number_is_taken,
        no_new_number_gets_a_code,
        members_get_their_code,
        accounts_that_were_never_proved_get_none,
    }
    NumbersUnsent {
        where_no_code_is_ever_sent_nobody_signs_up,
        nor_gets_a_code,
        known_codes_are_not_counted,
        a_new_number_is_not_asked,
    }
    OldCodes {
        a_code_that_is_over_is_not_sent,
        a_code_that_is_over_proves_nothing,
    }
}

async fn the_settings_say_that_numbers_are_taken(told: &mut Telling) {
    let settings = told.quietly(get("/settings")).await;
    told.note("whether numbers are taken", settings.body()["external"]["phone"].clone());
    told.note("whether they are believed", settings.body()["phone_autoconfirm"].clone());
    told.note("who sends codes", settings.body()["sms_provider"].clone());
}

async fn the_settings_say_that_numbers_are_believed(told: &mut Telling) {
    the_settings_say_that_numbers_are_taken(told).await;
}

async fn the_settings_say_who_sends_codes(told: &mut Telling) {
    the_settings_say_that_numbers_are_taken(told).await;
}

async fn the_settings_say_that_numbers_are_not_taken(told: &mut Telling) {
    the_settings_say_that_numbers_are_taken(told).await;
}

async fn the_channel_of_that_provider_is_known(told: &mut Telling) {
    let phone = told.known_phone();
    let body = json!({"phone": phone.number, "password": PASSWORD, "channel": "whatsapp"});
    told.ask(post("/signup").json(body)).await;
    told.ask(otp(json!({"phone": phone.number, "channel": "whatsapp"}))).await;
}

async fn other_channels_are_still_refused(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(otp(json!({"phone": phone.number, "channel": "fax"}))).await;
}

async fn nothing_goes_out_all_the_same(told: &mut Telling) {
    let number = told.far_phone();
    told.ask(otp(json!({"phone": number}))).await;
    told.ask(sign_up(&number).newer_errors()).await;
}

async fn no_number_signs_up_or_in(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(sign_up(&phone.number)).await;
    told.ask(sign_in(&phone.number)).await;
    told.ask(otp(json!({"phone": phone.number}))).await;
    told.ask(resend(json!({"type": "sms", "phone": phone.number}))).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn no_new_number_is_taken(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(sign_up(&phone.number)).await;
    told.ask(sign_up(&phone.number).newer_errors()).await;
    told.ask(post("/signup").json(json!({"phone": "nonsense"}))).await;
}

async fn no_new_number_gets_a_code(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(otp(json!({"phone": phone.number}))).await;
    told.ask(otp(json!({"phone": phone.number})).newer_errors()).await;
    told.ask(otp(json!({"phone": phone.number, "create_user": false}))).await;
    told.ask(otp(json!({"phone": "nonsense"}))).await;
}

async fn members_get_their_code(told: &mut Telling) {
    let phone = told.known_phone();
    told.made(json!({"phone": phone.number, "phone_confirm": true, "password": PASSWORD})).await;
    told.ask(otp(json!({"phone": phone.number}))).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
    told.ask(sign_in(&phone.number)).await;
}

async fn accounts_that_were_never_proved_get_none(told: &mut Telling) {
    let phone = told.known_phone();
    told.made(json!({"phone": phone.number})).await;
    told.ask(otp(json!({"phone": phone.number}))).await;
    told.ask(resend(json!({"type": "sms", "phone": phone.number}))).await;
}

async fn where_no_code_is_ever_sent_nobody_signs_up(told: &mut Telling) {
    let number = told.far_phone();
    told.ask(sign_up(&number)).await;
    told.ask(sign_up(&number).newer_errors()).await;
    told.ask(sign_in(&number)).await;
}

async fn nor_gets_a_code(told: &mut Telling) {
    let number = told.far_phone();
    told.made(json!({"phone": number, "phone_confirm": true})).await;
    told.ask(otp(json!({"phone": number}))).await;
    let number = told.far_phone();
    told.made(json!({"phone": number})).await;
    told.ask(resend(json!({"type": "sms", "phone": number}))).await;
}

async fn known_codes_are_not_counted(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(sign_up(&phone.number)).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn a_new_number_is_not_asked(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let number = told.far_phone();
    told.ask(change(&member.access, json!({"phone": number}))).await;
    told.ask(change(&member.access, json!({"phone": number})).newer_errors()).await;
}

async fn a_code_that_is_over_is_not_sent(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(sign_up(&phone.number)).await;
    told.ask(otp(json!({"phone": phone.number}))).await;
}

async fn a_code_that_is_over_proves_nothing(told: &mut Telling) {
    let phone = told.known_phone();
    told.made(json!({"phone": phone.number, "phone_confirm": true})).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}
