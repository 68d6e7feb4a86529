//! `POST /factors/{id}/verify`: which codes prove an app, and when (gotrue-contract §1.13).

use std::time::Duration;

use serde_json::json;

use crate::contract::ask::{get, post};
use crate::contract::second_factor::{challenge, verify};
use crate::contract::story::stories;
use crate::contract::telling::{Member, Telling};

stories! {
    PassingTime {
        the_right_code_makes_the_session_whole,
        the_code_of_the_step_before_is_taken,
        the_code_of_the_next_step_is_taken,
        blanks_about_a_code_are_passed_over,
        a_code_is_taken_once,
        a_proved_factor_is_proved_again,
        each_of_several_challenges_can_be_answered,
        a_challenge_runs_out_after_five_minutes,
        shortly_before_it_can_be_answered,
        what_was_begun_beside_it_goes_when_a_factor_is_proved,
        other_members_are_passed_over,
    }
}

/// Enough for what happens afterwards to be told apart by the second.
const A_MOMENT: Duration = Duration::from_secs(5);

/// Longer than a code is taken.
const A_WHILE: Duration = Duration::from_mins(2);

async fn the_right_code_makes_the_session_whole(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    told.let_time_pass(A_MOMENT).await;
    let code = told.code(&app);
    let whole = Member::new(&told.ask(verify(&ann, &app.id, &challenge, &code)).await);
    told.ask(get("/user").bearer(&whole.access)).await;
}

async fn the_code_of_the_step_before_is_taken(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    told.let_time_pass(A_MOMENT).await;
    let code = told.code_in(&app, -1);
    told.ask(verify(&ann, &app.id, &challenge, &code)).await;
}

async fn the_code_of_the_next_step_is_taken(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    told.let_time_pass(A_MOMENT).await;
    let code = told.code_in(&app, 1);
    told.ask(verify(&ann, &app.id, &challenge, &code)).await;
}

async fn blanks_about_a_code_are_passed_over(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    told.let_time_pass(A_MOMENT).await;
    let code = format!(" {}\n", told.code(&app));
    told.call(&code, "<the app's code between blanks>");
    told.ask(verify(&ann, &app.id, &challenge, &code)).await;
}

async fn a_code_is_taken_once(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    told.let_time_pass(A_MOMENT).await;
    let code = told.code(&app);
    let whole = Member::new(&told.quietly(verify(&ann, &app.id, &challenge, &code)).await);
    let again = told.challenged(&whole, &app).await;
    told.ask(verify(&whole, &app.id, &again, &code)).await;
}

async fn a_proved_factor_is_proved_again(told: &mut Telling) {
    let (ann, app, first) = told.begun().await;
    told.let_time_pass(A_MOMENT).await;
    let code = told.code(&app);
    let whole = Member::new(&told.quietly(verify(&ann, &app.id, &first, &code)).await);
    told.let_time_pass(A_WHILE).await;
    let second = told.ask(challenge(&whole, &app.id)).await.at("/id");
    let code = told.code(&app);
    told.ask(verify(&whole, &app.id, &second, &code)).await;
}

async fn each_of_several_challenges_can_be_answered(told: &mut Telling) {
    let (ann, app, first) = told.begun().await;
    let second = told.challenged(&ann, &app).await;
    told.let_time_pass(A_MOMENT).await;
    let code = told.code(&app);
    let answer = told.ask(verify(&ann, &app.id, &second, &code)).await;
    told.let_time_pass(A_WHILE).await;
    let code = told.code(&app);
    told.ask(verify(&Member::new(&answer), &app.id, &first, &code)).await;
}

async fn a_challenge_runs_out_after_five_minutes(told: &mut Telling) {
    // Of a proved factor: another one would be cleared away at any time.
    let (ann, app) = told.protected("ann").await;
    let challenge = told.challenged(&ann, &app).await;
    let another = told.challenged(&ann, &app).await;
    told.let_time_pass(Duration::from_secs(302)).await;
    let code = told.code(&app);
    told.ask(verify(&ann, &app.id, &challenge, &code)).await;
    told.ask(verify(&ann, &app.id, &challenge, &code)).await;
    told.ask(verify(&ann, &app.id, &another, "000000").newer_errors()).await;
}

async fn shortly_before_it_can_be_answered(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    told.let_time_pass(Duration::from_mins(4)).await;
    let code = told.code(&app);
    told.ask(verify(&ann, &app.id, &challenge, &code)).await;
}

async fn what_was_begun_beside_it_goes_when_a_factor_is_proved(told: &mut Telling) {
    let ann = told.member("ann").await;
    let other = told.app(&ann, "begun").await;
    // They are shown in the order in which they were begun.
    told.let_time_pass(A_MOMENT).await;
    let app = told.app(&ann, "app").await;
    told.challenged(&ann, &other).await;
    let asked = told.challenged(&ann, &app).await;
    told.let_time_pass(A_MOMENT).await;
    let code = told.code(&app);
    let whole = Member::new(&told.ask(verify(&ann, &app.id, &asked, &code)).await);
    told.ask(get("/user").bearer(&whole.access)).await;
    told.ask(challenge(&whole, &other.id)).await;
}

async fn other_members_are_passed_over(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    told.let_time_pass(A_MOMENT).await;
    let code = told.code(&app);
    let webauthn = json!({"type": "create", "credential_response": {"id": "x"}});
    let said = json!({"challenge_id": challenge, "code": code, "webauthn": webauthn, "aal": "aal3"});
    let path = format!("/factors/{}/verify", app.id);
    told.ask(post(path).bearer(&ann.access).json(said)).await;
}
