//! `DELETE /factors/{id}`: a factor is taken away, and what sessions are worth without it
//! (gotrue-contract §1.13).

use std::time::Duration;

use serde_json::json;

use crate::contract::ask::{delete, get, put};
use crate::contract::second_factor::{refresh, unenrol};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Usual {
        what_was_never_proved_is_taken_away_by_any_session,
        a_proved_factor_is_taken_away_only_after_it_was_shown,
        whoever_has_shown_a_factor_takes_it_away,
        a_session_that_was_made_whole_takes_away_with_its_old_token,
        a_factor_is_taken_away_once,
        an_unknown_factor_is_not_found,
        somebody_elses_factor_is_not_found,
        nobody_takes_away_without_a_token,
        no_body_is_read,
        without_the_last_factor_the_password_changes_as_before,
        somebody_half_proved_takes_away_what_another_session_began,
    }
    PassingTime {
        without_the_factor_a_session_is_worth_less,
        the_factor_is_gone_from_every_session_that_showed_it,
        a_session_that_showed_another_factor_last_keeps_its_worth,
        a_session_loses_its_worth_though_another_factor_is_left,
    }
}

const NOWHERE: &str = "11111111-2222-4333-8444-555555555555";

/// Longer than a code is taken.
const A_WHILE: Duration = Duration::from_mins(2);

async fn what_was_never_proved_is_taken_away_by_any_session(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.ask(unenrol(&ann, &app.id)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn a_proved_factor_is_taken_away_only_after_it_was_shown(told: &mut Telling) {
    let (half, app) = told.half_proved("ann").await;
    told.ask(unenrol(&half, &app.id)).await;
    told.ask(unenrol(&half, &app.id).newer_errors()).await;
    told.ask(get("/user").bearer(&half.access)).await;
}

async fn whoever_has_shown_a_factor_takes_it_away(told: &mut Telling) {
    let (ann, app) = told.protected("ann").await;
    told.ask(unenrol(&ann, &app.id)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn a_session_that_was_made_whole_takes_away_with_its_old_token(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.proved(&ann, &app).await;
    told.ask(unenrol(&ann, &app.id)).await;
}

async fn a_factor_is_taken_away_once(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.ask(unenrol(&ann, &app.id)).await;
    told.ask(unenrol(&ann, &app.id)).await;
    told.ask(unenrol(&ann, &app.id).newer_errors()).await;
}

async fn an_unknown_factor_is_not_found(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(unenrol(&ann, NOWHERE)).await;
    told.ask(unenrol(&ann, NOWHERE).newer_errors()).await;
    told.ask(unenrol(&ann, "nonsense")).await;
    told.ask(unenrol(&ann, "nonsense").newer_errors()).await;
}

async fn somebody_elses_factor_is_not_found(told: &mut Telling) {
    let (ann, app) = told.protected("ann").await;
    let eve = told.member("eve").await;
    told.ask(unenrol(&eve, &app.id)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn nobody_takes_away_without_a_token(told: &mut Telling) {
    let (_, app) = told.protected("ann").await;
    let path = format!("/factors/{}", app.id);
    told.ask(delete(path.as_str())).await;
    told.ask(delete(path.as_str()).bearer("garbled")).await;
    let admin = told.admin_key();
    told.ask(delete(path).bearer(&admin)).await;
}

async fn no_body_is_read(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.ask(unenrol(&ann, &app.id).text("{")).await;
}

async fn without_the_last_factor_the_password_changes_as_before(told: &mut Telling) {
    let (ann, app) = told.protected("ann").await;
    let half = told.sign_in(&ann.email, PASSWORD).await;
    told.quietly(unenrol(&ann, &app.id)).await;
    told.ask(put("/user").bearer(&half.access).json(json!({"password": "a wholly new password"}))).await;
}

async fn somebody_half_proved_takes_away_what_another_session_began(told: &mut Telling) {
    let (ann, _) = told.protected("ann").await;
    let begun = told.app(&ann, "begun").await;
    let half = told.sign_in(&ann.email, PASSWORD).await;
    told.ask(unenrol(&half, &begun.id)).await;
}

async fn without_the_factor_a_session_is_worth_less(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    let whole = told.proved(&ann, &app).await;
    told.ask(unenrol(&whole, &app.id)).await;
    told.ask(refresh(&whole.refresh)).await;
}

async fn the_factor_is_gone_from_every_session_that_showed_it(told: &mut Telling) {
    let (first, app) = told.protected("ann").await;
    told.let_time_pass(A_WHILE).await;
    let half = told.sign_in(&first.email, PASSWORD).await;
    let second = told.proved(&half, &app).await;
    told.quietly(unenrol(&second, &app.id)).await;
    told.ask(refresh(&first.refresh)).await;
    told.ask(refresh(&second.refresh)).await;
}

async fn a_session_that_showed_another_factor_last_keeps_its_worth(told: &mut Telling) {
    let (ann, app) = told.protected("ann").await;
    told.let_time_pass(A_WHILE).await;
    let other = told.app(&ann, "other").await;
    let ann = told.proved(&ann, &other).await;
    told.ask(unenrol(&ann, &app.id)).await;
    told.ask(refresh(&ann.refresh)).await;
}

async fn a_session_loses_its_worth_though_another_factor_is_left(told: &mut Telling) {
    let (ann, app) = told.protected("ann").await;
    told.let_time_pass(A_WHILE).await;
    let other = told.app(&ann, "other").await;
    let ann = told.proved(&ann, &other).await;
    told.quietly(unenrol(&ann, &other.id)).await;
    told.ask(unenrol(&ann, &app.id)).await;
    told.ask(put("/user").bearer(&ann.access).json(json!({"password": "a wholly new password"}))).await;
    told.ask(refresh(&ann.refresh)).await;
}
