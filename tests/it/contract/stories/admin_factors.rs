//! `/admin/users/{id}/factors`: administrators and the second factors of people (gotrue-contract §1.17).

use std::time::Duration;

use serde_json::{Value, json};

use crate::contract::ask::{Ask, delete, get, put};
use crate::contract::second_factor::{App, challenge, refresh};
use crate::contract::story::stories;
use crate::contract::telling::{Member, Telling};

stories! {
    Usual {
        somebody_without_factors_has_an_empty_list,
        the_factors_of_a_person_are_listed,
        an_unknown_person_is_not_found,
        a_factor_is_renamed,
        an_empty_name_renames_nothing,
        a_taken_name_cannot_be_given,
        a_name_of_somebody_elses_factor_can_be_given,
        a_number_means_nothing_to_an_app,
        wrong_types_and_broken_bodies_are_refused,
        a_factor_is_taken_away_whatever_its_owner_has_shown,
        what_was_never_proved_is_taken_away_too,
        an_unknown_factor_is_not_found,
        the_factor_of_another_person_is_not_found,
        only_administrators_look_at_factors,
        only_administrators_change_factors,
    }
    PassingTime {
        sessions_that_showed_a_factor_are_worth_less_when_it_is_taken_away,
        a_renamed_factor_is_proved_as_before,
    }
}

const NOWHERE: &str = "11111111-2222-4333-8444-555555555555";

fn path(member: &Member, app: &App) -> String {
    format!("/admin/users/{}/factors/{}", member.id, app.id)
}

fn rename(told: &Telling, member: &Member, app: &App, body: Value) -> Ask {
    put(path(member, app)).bearer(&told.admin_key()).json(body)
}

async fn somebody_without_factors_has_an_empty_list(told: &mut Telling) {
    let ann = told.member("ann").await;
    let admin = told.admin_key();
    told.ask(get(format!("/admin/users/{}/factors", ann.id)).bearer(&admin)).await;
}

async fn the_factors_of_a_person_are_listed(told: &mut Telling) {
    let ann = told.member("ann").await;
    let admin = told.admin_key();
    told.app(&ann, "one").await;
    told.app(&ann, "").await;
    told.ask(get(format!("/admin/users/{}/factors", ann.id)).bearer(&admin)).await;
    told.ask(get(format!("/admin/users/{}/factors/", ann.id)).bearer(&admin)).await;
}

async fn an_unknown_person_is_not_found(told: &mut Telling) {
    let admin = told.admin_key();
    for id in [NOWHERE, "nonsense"] {
        let path = format!("/admin/users/{id}/factors");
        told.ask(get(path.as_str()).bearer(&admin)).await;
        told.ask(get(path.as_str()).bearer(&admin).newer_errors()).await;
        told.ask(delete(format!("{path}/{NOWHERE}")).bearer(&admin)).await;
        told.ask(put(format!("{path}/nonsense")).bearer(&admin).json(json!({"friendly_name": "x"}))).await;
    }
}

async fn a_factor_is_renamed(told: &mut Telling) {
    let (ann, app) = told.protected("ann").await;
    told.ask(rename(told, &ann, &app, json!({"friendly_name": "renamed"}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
    told.ask(rename(told, &ann, &app, json!({"friendly_name": "renamed"}))).await;
}

async fn an_empty_name_renames_nothing(told: &mut Telling) {
    let (ann, app) = told.protected("ann").await;
    for body in [json!({"friendly_name": ""}), json!({"friendly_name": null}), json!({}), Value::Null] {
        told.ask(rename(told, &ann, &app, body)).await;
    }
}

async fn a_taken_name_cannot_be_given(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.app(&ann, "taken").await;
    told.ask(rename(told, &ann, &app, json!({"friendly_name": "taken"})).newer_errors()).await;
}

async fn a_name_of_somebody_elses_factor_can_be_given(told: &mut Telling) {
    let (ann, bob) = (told.member("ann").await, told.member("bob").await);
    told.app(&bob, "taken").await;
    let app = told.app(&ann, "app").await;
    told.ask(rename(told, &ann, &app, json!({"friendly_name": "taken"}))).await;
}

async fn a_number_means_nothing_to_an_app(told: &mut Telling) {
    let (ann, app) = told.protected("ann").await;
    told.ask(rename(told, &ann, &app, json!({"phone": "+491234567"}))).await;
    told.ask(rename(told, &ann, &app, json!({"phone": "no number", "friendly_name": "new"}))).await;
}

async fn wrong_types_and_broken_bodies_are_refused(told: &mut Telling) {
    let (ann, app) = told.protected("ann").await;
    let admin = told.admin_key();
    for body in [json!({"friendly_name": 1}), json!({"phone": []}), json!([])] {
        told.ask(rename(told, &ann, &app, body)).await;
    }
    for body in ["", "{"] {
        told.ask(put(path(&ann, &app)).bearer(&admin).text(body)).await;
    }
}

async fn a_factor_is_taken_away_whatever_its_owner_has_shown(told: &mut Telling) {
    let (half, app) = told.half_proved("ann").await;
    let admin = told.admin_key();
    told.ask(delete(path(&half, &app)).bearer(&admin)).await;
    told.ask(delete(path(&half, &app)).bearer(&admin)).await;
    told.ask(get("/user").bearer(&half.access)).await;
}

async fn what_was_never_proved_is_taken_away_too(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.challenged(&ann, &app).await;
    let admin = told.admin_key();
    told.ask(delete(path(&ann, &app)).bearer(&admin)).await;
    told.ask(challenge(&ann, &app.id)).await;
}

async fn an_unknown_factor_is_not_found(told: &mut Telling) {
    let ann = told.member("ann").await;
    let admin = told.admin_key();
    for id in [NOWHERE, "nonsense"] {
        let path = format!("/admin/users/{}/factors/{id}", ann.id);
        told.ask(delete(path.as_str()).bearer(&admin)).await;
        told.ask(delete(path.as_str()).bearer(&admin).newer_errors()).await;
        told.ask(put(path.as_str()).bearer(&admin).json(json!({"friendly_name": "x"}))).await;
        told.ask(put(path).bearer(&admin).text("{")).await;
    }
}

async fn the_factor_of_another_person_is_not_found(told: &mut Telling) {
    let (ann, app) = told.protected("ann").await;
    let bob = told.member("bob").await;
    let admin = told.admin_key();
    told.ask(delete(path(&bob, &app)).bearer(&admin)).await;
    told.ask(rename(told, &bob, &app, json!({"friendly_name": "x"}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn only_administrators_look_at_factors(told: &mut Telling) {
    let ann = told.member("ann").await;
    let path = format!("/admin/users/{}/factors", ann.id);
    told.ask(get(path.as_str())).await;
    told.ask(get(path.as_str()).newer_errors()).await;
    for token in ["garbled".to_owned(), told.publishable_key(), ann.access.clone()] {
        told.ask(get(path.as_str()).bearer(&token)).await;
    }
}

async fn only_administrators_change_factors(told: &mut Telling) {
    let (ann, app) = told.protected("ann").await;
    told.ask(delete(path(&ann, &app))).await;
    told.ask(put(path(&ann, &app)).json(json!({"friendly_name": "x"}))).await;
    told.ask(delete(path(&ann, &app)).bearer(&ann.access)).await;
    told.ask(put(path(&ann, &app)).bearer(&ann.access).json(json!({"friendly_name": "x"}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn sessions_that_showed_a_factor_are_worth_less_when_it_is_taken_away(told: &mut Telling) {
    let (ann, app) = told.protected("ann").await;
    let admin = told.admin_key();
    told.quietly(delete(path(&ann, &app)).bearer(&admin)).await;
    told.ask(refresh(&ann.refresh)).await;
}

async fn a_renamed_factor_is_proved_as_before(told: &mut Telling) {
    let (ann, app) = told.protected("ann").await;
    told.quietly(rename(told, &ann, &app, json!({"friendly_name": "renamed"}))).await;
    told.let_time_pass(Duration::from_mins(2)).await;
    let whole = told.proved(&ann, &app).await;
    told.ask(get("/user").bearer(&whole.access)).await;
}
