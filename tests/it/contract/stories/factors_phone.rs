//! Telephones as second factors: they are enrolled, and codes go out to them through the hook
//! (gotrue-contract §1.13).

use std::time::Duration;

use doorward::auth_server::Hook;
use serde_json::{Value, json};

use crate::contract::ask::{Ask, delete, get, post, put};
use crate::contract::hooked::Reply;
use crate::contract::second_factor::{challenge, refresh, verify};
use crate::contract::story::stories;
use crate::contract::telephone::{begun, enrol, protected, send_code, sent, shows};
use crate::contract::telling::{Member, Telling};

stories! {
    HookedPhones {
        a_telephone_is_enrolled,
        a_number_is_kept_without_plus_and_spaces,
        a_telephone_needs_a_number,
        what_is_no_number_is_refused,
        a_number_of_another_type_is_refused,
        a_name_is_taken_once,
        an_unproved_telephone_makes_place_for_itself,
        two_people_may_have_the_same_telephone,
        a_code_is_sent_to_a_telephone,
        a_code_is_asked_for_with_a_body,
        any_channel_may_be_asked_for,
        a_channel_of_another_type_is_refused,
        a_proved_telephone_is_enrolled_no_more,
        a_hook_that_refuses_sends_no_code,
        a_hook_that_refuses_leaves_the_code_before_good,
        an_administrator_gives_another_number,
        an_administrator_gives_no_number_that_is_none,
        an_administrator_gives_an_app_no_number,
        an_administrator_sees_and_takes_a_telephone,
        somebody_elses_telephone_is_not_found,
    }
    HookedPhonesPaused {
        a_second_code_is_too_soon,
        after_a_minute_another_code_is_sent,
    }
}

async fn a_telephone_is_enrolled(told: &mut Telling) {
    let (ann, number) = (told.member("ann").await, told.phone("ann"));
    told.ask(enrol(&ann, "telephone", &number)).await;
    shows(told, &ann).await;
}

async fn a_number_is_kept_without_plus_and_spaces(told: &mut Telling) {
    let (ann, number) = (told.member("ann").await, told.phone("ann"));
    let written = format!("+{} {}", &number[..4], &number[4..]);
    told.call(&written, "<number as it was written>");
    told.ask(enrol(&ann, "", &written)).await;
    shows(told, &ann).await;
}

async fn a_telephone_needs_a_number(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(enrol(&ann, "telephone", "")).await;
    told.ask(post("/factors").bearer(&ann.access).json(json!({"factor_type": "phone"})).newer_errors()).await;
}

async fn what_is_no_number_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    for number in ["1", "0123456789", "12345678901234567", "+1-555-0100", "number", "++15550100", " "] {
        told.ask(enrol(&ann, "telephone", number)).await;
    }
}

async fn a_number_of_another_type_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"factor_type": "phone", "phone": 15_550_100});
    told.ask(post("/factors").bearer(&ann.access).json(body)).await;
}

async fn a_name_is_taken_once(told: &mut Telling) {
    let (ann, _, _) = begun(told).await;
    let number = told.phone("bob");
    told.ask(enrol(&ann, "telephone", &number)).await;
    told.ask(enrol(&ann, "another", &number)).await;
}

async fn an_unproved_telephone_makes_place_for_itself(told: &mut Telling) {
    let (ann, _, number) = begun(told).await;
    told.ask(enrol(&ann, "telephone", &number)).await;
    shows(told, &ann).await;
}

async fn two_people_may_have_the_same_telephone(told: &mut Telling) {
    let (_, _, number) = begun(told).await;
    let bob = told.member("bob").await;
    told.ask(enrol(&bob, "telephone", &number)).await;
}

async fn a_code_is_sent_to_a_telephone(told: &mut Telling) {
    let (ann, factor, _) = begun(told).await;
    told.ask(send_code(&ann, &factor)).await;
    told.note_hook(Hook::SendSms);
    shows(told, &ann).await;
}

async fn a_code_is_asked_for_with_a_body(told: &mut Telling) {
    let (ann, factor, _) = begun(told).await;
    told.ask(challenge(&ann, &factor)).await;
    told.ask(challenge(&ann, &factor).text("{")).await;
    told.note_hook(Hook::SendSms);
}

async fn any_channel_may_be_asked_for(told: &mut Telling) {
    let (ann, factor, _) = begun(told).await;
    for channel in ["sms", "whatsapp", "pigeon", ""] {
        told.ask(challenge(&ann, &factor).json(json!({"channel": channel}))).await;
    }
}

async fn a_channel_of_another_type_is_refused(told: &mut Telling) {
    let (ann, factor, _) = begun(told).await;
    told.ask(challenge(&ann, &factor).json(json!({"channel": 1}))).await;
}

async fn a_proved_telephone_is_enrolled_no_more(told: &mut Telling) {
    let (ann, _, number) = protected(told).await;
    told.ask(enrol(&ann, "telephone", &number)).await;
    told.ask(enrol(&ann, "another", &number).newer_errors()).await;
}

async fn a_hook_that_refuses_sends_no_code(told: &mut Telling) {
    let (ann, factor, _) = begun(told).await;
    told.hook_answers(Hook::SendSms, Reply::refusal(403, "no"));
    told.ask(send_code(&ann, &factor)).await;
    told.ask(send_code(&ann, &factor).newer_errors()).await;
    shows(told, &ann).await;
}

async fn a_hook_that_refuses_leaves_the_code_before_good(told: &mut Telling) {
    let (ann, factor, number) = begun(told).await;
    let (challenge, code) = sent(told, &ann, &factor, &number).await;
    told.hook_answers(Hook::SendSms, Reply::text("{}").status(500));
    told.quietly(send_code(&ann, &factor)).await;
    let proved = told.quietly(verify(&ann, &factor, &challenge, &code)).await;
    told.note("status of the code before", proved.status);
}

fn as_admin(told: &Telling, member: &Member, factor: &str, body: Value) -> Ask {
    put(format!("/admin/users/{}/factors/{factor}", member.id)).bearer(&told.admin_key()).json(body)
}

async fn an_administrator_gives_another_number(told: &mut Telling) {
    let (ann, factor, _) = begun(told).await;
    let other = told.phone("bob");
    let written = format!("+{other}");
    let ask = as_admin(told, &ann, &factor, json!({"phone": written, "friendly_name": "renamed"}));
    told.ask(ask).await;
    told.quietly(send_code(&ann, &factor)).await;
    told.note_hook(Hook::SendSms);
}

async fn an_administrator_gives_no_number_that_is_none(told: &mut Telling) {
    let (ann, factor, _) = begun(told).await;
    for body in [json!({"phone": "none"}), json!({"phone": 1}), json!({"phone": ""})] {
        let ask = as_admin(told, &ann, &factor, body);
        told.ask(ask).await;
    }
}

async fn an_administrator_gives_an_app_no_number(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    let number = told.phone("ann");
    let ask = as_admin(told, &ann, &app.id, json!({"phone": number}));
    told.ask(ask).await;
}

async fn an_administrator_sees_and_takes_a_telephone(told: &mut Telling) {
    let (ann, factor, _) = protected(told).await;
    let admin = told.admin_key();
    told.ask(get(format!("/admin/users/{}/factors", ann.id)).bearer(&admin)).await;
    let path = format!("/admin/users/{}/factors/{factor}", ann.id);
    told.ask(delete(path).bearer(&admin)).await;
    told.ask(refresh(&ann.refresh)).await;
}

async fn somebody_elses_telephone_is_not_found(told: &mut Telling) {
    let (_, factor, _) = begun(told).await;
    let bob = told.member("bob").await;
    told.ask(send_code(&bob, &factor)).await;
}

async fn a_second_code_is_too_soon(told: &mut Telling) {
    let (ann, factor, number) = begun(told).await;
    let (challenge, code) = sent(told, &ann, &factor, &number).await;
    told.ask(send_code(&ann, &factor)).await;
    told.ask(send_code(&ann, &factor).newer_errors()).await;
    let proved = told.quietly(verify(&ann, &factor, &challenge, &code)).await;
    told.note("status of the code before", proved.status);
}

async fn after_a_minute_another_code_is_sent(told: &mut Telling) {
    let (ann, factor, number) = begun(told).await;
    sent(told, &ann, &factor, &number).await;
    told.let_time_pass(Duration::from_secs(61)).await;
    told.ask(send_code(&ann, &factor)).await;
}
