//! Telephones as second factors where nobody sends codes, or none are sent (gotrue-contract §1.13).

use serde_json::json;

use crate::contract::ask::{Ask, get, post};
use crate::contract::second_factor::{challenge, verify};
use crate::contract::story::stories;
use crate::contract::telling::{Member, Telling};

stories! {
    Phones {
        without_a_hook_a_telephone_is_enrolled,
        without_a_hook_no_code_is_sent,
        without_a_hook_there_is_one_channel,
    }
    NoCodesToPhones {
        a_telephone_is_enrolled_all_the_same,
        no_code_is_sent,
        no_code_is_taken,
    }
    Usual {
        no_telephone_is_enrolled,
    }
}

const NOWHERE: &str = "11111111-2222-4333-8444-555555555555";

fn enrol(member: &Member, phone: &str) -> Ask {
    let body = json!({"factor_type": "phone", "friendly_name": "telephone", "phone": phone});
    post("/factors").bearer(&member.access).json(body)
}

/// Somebody with a telephone that nobody has proved.
async fn begun(told: &mut Telling) -> (Member, String) {
    let (ann, number) = (told.member("ann").await, told.phone("ann"));
    let factor = told.quietly(enrol(&ann, &number)).await.at("/id");
    (ann, factor)
}

async fn without_a_hook_a_telephone_is_enrolled(told: &mut Telling) {
    let (ann, number) = (told.member("ann").await, told.phone("ann"));
    told.ask(enrol(&ann, &number)).await;
}

async fn without_a_hook_no_code_is_sent(told: &mut Telling) {
    let (ann, factor) = begun(told).await;
    told.ask(challenge(&ann, &factor).json(json!({}))).await;
    told.ask(challenge(&ann, &factor).json(json!({"channel": "sms"})).newer_errors()).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn without_a_hook_there_is_one_channel(told: &mut Telling) {
    let (ann, factor) = begun(told).await;
    for channel in ["whatsapp", "pigeon", "SMS"] {
        told.ask(challenge(&ann, &factor).json(json!({"channel": channel}))).await;
    }
}

async fn a_telephone_is_enrolled_all_the_same(told: &mut Telling) {
    let (ann, number) = (told.member("ann").await, told.phone("ann"));
    told.ask(enrol(&ann, &number)).await;
}

async fn no_code_is_sent(told: &mut Telling) {
    let (ann, factor) = begun(told).await;
    told.ask(challenge(&ann, &factor).json(json!({}))).await;
    told.ask(challenge(&ann, &factor)).await;
}

async fn no_code_is_taken(told: &mut Telling) {
    let (ann, factor) = begun(told).await;
    told.ask(verify(&ann, &factor, NOWHERE, "123456")).await;
    told.ask(verify(&ann, &factor, NOWHERE, "")).await;
}

async fn no_telephone_is_enrolled(told: &mut Telling) {
    let (ann, number) = (told.member("ann").await, told.phone("ann"));
    told.ask(enrol(&ann, &number)).await;
}
