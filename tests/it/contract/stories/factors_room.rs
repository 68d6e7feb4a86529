//! `POST /factors`: for how many second factors there is room, and for whom (gotrue-contract §1.13).

use std::time::Duration;

use crate::contract::ask::get;
use crate::contract::second_factor::{challenge, enrol, verify};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Usual {
        an_eleventh_factor_is_refused,
        whoever_has_a_factor_shows_it_before_another,
        whoever_has_shown_a_factor_enrols_another,
        the_session_before_the_proof_enrols_another_too,
    }
    PassingTime {
        a_factor_that_nobody_tried_makes_room_after_five_minutes,
        before_that_it_keeps_its_name,
        a_factor_that_was_challenged_keeps_its_name,
        a_factor_whose_challenge_ran_out_makes_room,
    }
    FewFactors {
        a_third_factor_is_refused_where_two_are_allowed,
        beside_a_proved_factor_none_is_enrolled_where_one_is_allowed,
        a_taken_name_is_told_before_the_number,
    }
}

/// Longer than a factor that nobody tries keeps its place, and than a challenge can be answered.
const STALE: Duration = Duration::from_secs(302);

async fn an_eleventh_factor_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    for number in 1..=10 {
        told.app(&ann, &format!("app {number}")).await;
    }
    told.ask(enrol(&ann, "app 11")).await;
    told.ask(enrol(&ann, "app 11").newer_errors()).await;
}

async fn whoever_has_a_factor_shows_it_before_another(told: &mut Telling) {
    let (half, _) = told.half_proved("ann").await;
    told.ask(enrol(&half, "another")).await;
    told.ask(enrol(&half, "another").newer_errors()).await;
    told.ask(enrol(&half, "app")).await;
}

async fn whoever_has_shown_a_factor_enrols_another(told: &mut Telling) {
    let (ann, _) = told.protected("ann").await;
    told.ask(enrol(&ann, "another")).await;
}

async fn the_session_before_the_proof_enrols_another_too(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.proved(&ann, &app).await;
    // What a session is worth stands with the session, not in its old token.
    told.ask(enrol(&ann, "another")).await;
}

async fn a_factor_that_nobody_tried_makes_room_after_five_minutes(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.app(&ann, "app").await;
    told.let_time_pass(STALE).await;
    told.ask(enrol(&ann, "app")).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn before_that_it_keeps_its_name(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.app(&ann, "app").await;
    told.let_time_pass(Duration::from_mins(4)).await;
    told.ask(enrol(&ann, "app")).await;
}

async fn a_factor_that_was_challenged_keeps_its_name(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.challenged(&ann, &app).await;
    told.let_time_pass(STALE).await;
    told.ask(enrol(&ann, "app")).await;
}

async fn a_factor_whose_challenge_ran_out_makes_room(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    let challenge = told.challenged(&ann, &app).await;
    told.let_time_pass(STALE).await;
    let code = told.code(&app);
    told.quietly(verify(&ann, &app.id, &challenge, &code)).await;
    told.ask(enrol(&ann, "app")).await;
}

async fn a_third_factor_is_refused_where_two_are_allowed(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.app(&ann, "1").await;
    told.app(&ann, "2").await;
    told.ask(enrol(&ann, "3")).await;
}

async fn beside_a_proved_factor_none_is_enrolled_where_one_is_allowed(told: &mut Telling) {
    let (ann, _) = told.protected("ann").await;
    told.ask(enrol(&ann, "another")).await;
    // The number is told before the strength of the session.
    let half = told.sign_in(&ann.email, PASSWORD).await;
    told.ask(enrol(&half, "another")).await;
}

async fn a_taken_name_is_told_before_the_number(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.app(&ann, "1").await;
    let app = told.app(&ann, "2").await;
    told.ask(enrol(&ann, "2")).await;
    told.ask(challenge(&ann, &app.id)).await;
}
