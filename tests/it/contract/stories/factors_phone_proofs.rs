//! Telephones as second factors: the code that came to one proves it (gotrue-contract §1.13).

use std::time::Duration;

use doorward::auth_server::Hook;
use serde_json::{Value, json};

use crate::contract::ask::{get, put};
use crate::contract::hooked::Reply;
use crate::contract::second_factor::{self, refresh, unenrol, verify};
use crate::contract::story::stories;
use crate::contract::telephone::{begun, enrol, other_code, protected, prove, sent, shows};
use crate::contract::telling::{Member, PASSWORD, Telling};

stories! {
    HookedPhones {
        a_wrong_code_proves_nothing,
        a_code_is_good_once,
        a_code_is_for_its_own_challenge,
        what_is_no_code_proves_nothing,
        another_address_cannot_answer,
        an_unknown_challenge_proves_nothing,
        the_first_code_proves_a_telephone,
        a_proved_telephone_is_proved_again,
        a_second_session_is_worth_less_without_the_code,
        a_refresh_keeps_the_proof,
        a_telephone_is_taken_away,
        what_happens_to_a_telephone_is_noted,
        a_proved_telephone_needs_a_proof_to_be_taken_away,
        beside_a_proved_telephone_an_app_needs_a_proof,
        proving_one_telephone_takes_the_unproved_away,
        the_hook_for_codes_is_told_of_it,
        the_hook_for_codes_rejects_it,
    }
    HookedPhonesPaused {
        a_code_is_over_after_five_minutes,
    }
    HookedPhonesLong {
        a_code_may_have_eight_digits,
    }
}

async fn a_wrong_code_proves_nothing(told: &mut Telling) {
    let (ann, factor, number) = begun(told).await;
    let (challenge, code) = sent(told, &ann, &factor, &number).await;
    let wrong = other_code(told, &code);
    told.ask(verify(&ann, &factor, &challenge, &wrong)).await;
    told.ask(verify(&ann, &factor, &challenge, &wrong).newer_errors()).await;
    let right = told.quietly(verify(&ann, &factor, &challenge, &code)).await;
    told.note("the right code after it", right.status);
}

async fn a_code_is_good_once(told: &mut Telling) {
    let (ann, factor, number) = begun(told).await;
    let (challenge, code) = sent(told, &ann, &factor, &number).await;
    let proved = Member::new(&told.quietly(verify(&ann, &factor, &challenge, &code)).await);
    told.ask(verify(&proved, &factor, &challenge, &code)).await;
}

async fn a_code_is_for_its_own_challenge(told: &mut Telling) {
    let (ann, factor, number) = begun(told).await;
    let (first, code) = sent(told, &ann, &factor, &number).await;
    let (second, other) = sent(told, &ann, &factor, &number).await;
    if code != other {
        let crossed = told.quietly(verify(&ann, &factor, &second, &code)).await;
        assert_eq!(crossed.status, 422);
    }
    told.ask(verify(&ann, &factor, &first, &code)).await;
}

async fn what_is_no_code_proves_nothing(told: &mut Telling) {
    let (ann, factor, number) = begun(told).await;
    let (challenge, _) = sent(told, &ann, &factor, &number).await;
    for code in ["", "12345", "abcdef", "١٢٣٤٥٦"] {
        told.ask(verify(&ann, &factor, &challenge, code)).await;
    }
}

async fn another_address_cannot_answer(told: &mut Telling) {
    let (ann, factor, number) = begun(told).await;
    let (challenge, code) = sent(told, &ann, &factor, &number).await;
    told.ask(verify(&ann, &factor, &challenge, &code).header("x-forwarded-for", "192.0.2.9")).await;
}

async fn an_unknown_challenge_proves_nothing(told: &mut Telling) {
    let (ann, factor, number) = begun(told).await;
    let (_, code) = sent(told, &ann, &factor, &number).await;
    told.ask(verify(&ann, &factor, "11111111-2222-4333-8444-555555555555", &code)).await;
}

async fn the_first_code_proves_a_telephone(told: &mut Telling) {
    let (ann, factor, number) = begun(told).await;
    let other = told.sign_in(&ann.email, PASSWORD).await;
    let (challenge, code) = sent(told, &ann, &factor, &number).await;
    let proved = told.ask(verify(&ann, &factor, &challenge, &code)).await;
    shows(told, &Member::new(&proved)).await;
    shows(told, &other).await;
}

async fn a_proved_telephone_is_proved_again(told: &mut Telling) {
    let (ann, factor, number) = protected(told).await;
    let again = told.sign_in(&ann.email, PASSWORD).await;
    let (challenge, code) = sent(told, &again, &factor, &number).await;
    told.ask(verify(&again, &factor, &challenge, &code)).await;
}

async fn a_second_session_is_worth_less_without_the_code(told: &mut Telling) {
    let (ann, _, _) = protected(told).await;
    let again = told.sign_in(&ann.email, PASSWORD).await;
    told.ask(put("/user").bearer(&again.access).json(json!({"password": "another horse battery"}))).await;
}

async fn a_refresh_keeps_the_proof(told: &mut Telling) {
    let (ann, _, _) = protected(told).await;
    told.ask(refresh(&ann.refresh)).await;
}

async fn a_telephone_is_taken_away(told: &mut Telling) {
    let (ann, factor, _) = protected(told).await;
    told.ask(unenrol(&ann, &factor)).await;
    told.ask(refresh(&ann.refresh)).await;
}

async fn a_proved_telephone_needs_a_proof_to_be_taken_away(told: &mut Telling) {
    let (ann, factor, _) = protected(told).await;
    let again = told.sign_in(&ann.email, PASSWORD).await;
    told.ask(unenrol(&again, &factor)).await;
}

async fn beside_a_proved_telephone_an_app_needs_a_proof(told: &mut Telling) {
    let (ann, _, _) = protected(told).await;
    let again = told.sign_in(&ann.email, PASSWORD).await;
    told.ask(second_factor::enrol(&again, "app")).await;
    let number = told.phone("bob");
    told.ask(enrol(&again, "another", &number)).await;
}

async fn proving_one_telephone_takes_the_unproved_away(told: &mut Telling) {
    let (ann, factor, number) = begun(told).await;
    let other = told.phone("bob");
    told.quietly(enrol(&ann, "another", &other)).await;
    told.quietly(second_factor::enrol(&ann, "app")).await;
    let proved = prove(told, &ann, &factor, &number).await;
    let shown = told.quietly(get("/user").bearer(&proved.access)).await;
    let factors = shown.body()["factors"].as_array().expect("factors").clone();
    let mut names: Vec<_> = factors.iter().map(|factor| factor["friendly_name"].clone()).collect();
    names.sort_by_key(ToString::to_string);
    told.note("what is left", names);
}

async fn the_hook_for_codes_is_told_of_it(told: &mut Telling) {
    let (ann, factor, number) = begun(told).await;
    let (challenge, code) = sent(told, &ann, &factor, &number).await;
    let wrong = other_code(told, &code);
    told.quietly(verify(&ann, &factor, &challenge, &wrong)).await;
    told.quietly(verify(&ann, &factor, &challenge, &code)).await;
    told.note_hook_of(Hook::MfaVerificationAttempt, &ann.id);
}

async fn the_hook_for_codes_rejects_it(told: &mut Telling) {
    let (ann, factor, number) = begun(told).await;
    let (challenge, code) = sent(told, &ann, &factor, &number).await;
    let rejection: Value = json!({"decision": "reject", "message": "too many tries"});
    told.hook_answers_to(Hook::MfaVerificationAttempt, &ann.id, &[Reply::json(&rejection)]);
    told.ask(verify(&ann, &factor, &challenge, &code)).await;
    shows(told, &ann).await;
}

async fn a_code_is_over_after_five_minutes(told: &mut Telling) {
    let (ann, factor, number) = begun(told).await;
    let (challenge, code) = sent(told, &ann, &factor, &number).await;
    told.let_time_pass(Duration::from_secs(301)).await;
    told.ask(verify(&ann, &factor, &challenge, &code)).await;
}

async fn a_code_may_have_eight_digits(told: &mut Telling) {
    let (ann, factor, number) = begun(told).await;
    let (challenge, code) = sent(told, &ann, &factor, &number).await;
    told.note("digits", code.len());
    let proved = told.quietly(verify(&ann, &factor, &challenge, &code)).await;
    told.note("status", proved.status);
}

async fn what_happens_to_a_telephone_is_noted(told: &mut Telling) {
    let (ann, factor, _) = protected(told).await;
    told.quietly(unenrol(&ann, &factor)).await;
    told.notes_what_people_did().await;
}
