//! What a proved factor means to sessions and to what they may do (gotrue-contract §1.5, §1.13, §2.1).

use std::time::Duration;

use serde_json::{Value, json};

use crate::contract::ask::{Ask, delete, get, post, put};
use crate::contract::second_factor::{refresh, verify};
use crate::contract::story::stories;
use crate::contract::telling::{Member, PASSWORD, Telling};

stories! {
    Usual {
        other_sessions_end_when_a_factor_is_proved,
        half_proved_nobody_changes_the_password,
        half_proved_nobody_changes_the_address,
        half_proved_nobody_changes_the_number,
        half_proved_people_change_what_is_no_way_to_sign_in,
        what_is_wrong_with_a_change_is_told_before_the_factor_is_asked_for,
        a_factor_is_asked_for_before_the_old_password_is_compared,
        a_factor_that_was_never_proved_is_not_asked_for,
        after_a_recovery_the_factor_is_asked_for_too,
        a_whole_session_changes_the_password,
        a_whole_session_changes_the_address,
        the_old_token_of_a_whole_session_changes_the_password,
        a_link_of_an_administrator_shows_the_factors,
        an_administrator_sees_the_factors_of_one_person,
        lists_of_people_show_no_factors,
        a_deleted_account_keeps_no_factor,
        a_password_set_by_an_administrator_leaves_the_factor,
    }
    PassingTime {
        a_password_alone_makes_half_a_session,
        a_code_by_mail_and_an_app_make_a_whole_session,
        a_refresh_keeps_what_a_session_is_worth,
        the_token_from_before_the_proof_gives_the_whole_pair,
        proofs_are_told_with_the_newest_first,
        whole_sessions_live_on_when_a_factor_is_proved_elsewhere,
        a_session_found_stolen_is_not_made_whole,
        signing_in_again_after_the_factor_is_gone_is_enough,
    }
}

const NEW: &str = "a wholly new password";

/// Enough for what happens afterwards to be told apart by the second.
const A_MOMENT: Duration = Duration::from_secs(5);

/// Longer than a code is taken, and than older refresh tokens are forgiven.
const A_WHILE: Duration = Duration::from_mins(2);

fn change(member: &Member, body: Value) -> Ask {
    put("/user").bearer(&member.access).json(body)
}

async fn other_sessions_end_when_a_factor_is_proved(told: &mut Telling) {
    let ann = told.member("ann").await;
    let elsewhere = told.sign_in(&ann.email, PASSWORD).await;
    let app = told.app(&ann, "app").await;
    told.proved(&ann, &app).await;
    told.ask(get("/user").bearer(&elsewhere.access)).await;
    told.ask(refresh(&elsewhere.refresh)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn half_proved_nobody_changes_the_password(told: &mut Telling) {
    let (half, _) = told.half_proved("ann").await;
    told.ask(change(&half, json!({"password": NEW}))).await;
    told.ask(change(&half, json!({"password": NEW})).newer_errors()).await;
    told.ask(change(&half, json!({"password": NEW, "data": {"name": "Ann"}}))).await;
    told.ask(get("/user").bearer(&half.access)).await;
}

async fn half_proved_nobody_changes_the_address(told: &mut Telling) {
    let (half, _) = told.half_proved("ann").await;
    let new = told.address("new");
    told.ask(change(&half, json!({"email": new}))).await;
    told.ask(change(&half, json!({"email": new})).newer_errors()).await;
    // The one that is theirs already is no change.
    told.ask(change(&half, json!({"email": half.email}))).await;
}

async fn half_proved_nobody_changes_the_number(told: &mut Telling) {
    let (half, _) = told.half_proved("ann").await;
    told.ask(change(&half, json!({"phone": "+491234567"}))).await;
    told.ask(change(&half, json!({"phone": "not a number"}))).await;
}

async fn half_proved_people_change_what_is_no_way_to_sign_in(told: &mut Telling) {
    let (half, _) = told.half_proved("ann").await;
    told.ask(change(&half, json!({"data": {"name": "Ann"}}))).await;
    told.ask(change(&half, json!({}))).await;
    told.ask(change(&half, json!({"email": "", "phone": ""}))).await;
}

async fn what_is_wrong_with_a_change_is_told_before_the_factor_is_asked_for(told: &mut Telling) {
    let (half, _) = told.half_proved("ann").await;
    told.ask(change(&half, json!({"password": "12345"}))).await;
    told.ask(change(&half, json!({"email": "no address"}))).await;
    told.ask(change(&half, json!({"password": NEW, "app_metadata": {"role": "admin"}}))).await;
}

async fn a_factor_is_asked_for_before_the_old_password_is_compared(told: &mut Telling) {
    let (half, _) = told.half_proved("ann").await;
    let bob = told.member("bob").await;
    told.ask(change(&half, json!({"password": PASSWORD}))).await;
    told.ask(change(&half, json!({"email": bob.email}))).await;
}

async fn a_factor_that_was_never_proved_is_not_asked_for(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.app(&ann, "app").await;
    told.ask(change(&ann, json!({"password": NEW}))).await;
}

async fn after_a_recovery_the_factor_is_asked_for_too(told: &mut Telling) {
    let (ann, _) = told.protected("ann").await;
    let asked = told.quietly(post("/recover").json(json!({"email": ann.email}))).await;
    let hash = asked.letter(&ann.email).hash().to_owned();
    let body = json!({"type": "recovery", "token_hash": hash});
    let session = Member::new(&told.quietly(post("/verify").json(body)).await);
    told.ask(change(&session, json!({"password": NEW}))).await;
}

async fn a_whole_session_changes_the_password(told: &mut Telling) {
    let (ann, _) = told.protected("ann").await;
    let half = told.sign_in(&ann.email, PASSWORD).await;
    told.ask(change(&ann, json!({"password": NEW}))).await;
    told.ask(get("/user").bearer(&half.access)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn a_whole_session_changes_the_address(told: &mut Telling) {
    let (ann, _) = told.protected("ann").await;
    let new = told.address("new");
    told.ask(change(&ann, json!({"email": new}))).await;
}

async fn the_old_token_of_a_whole_session_changes_the_password(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.proved(&ann, &app).await;
    told.ask(change(&ann, json!({"password": NEW}))).await;
}

async fn a_link_of_an_administrator_shows_the_factors(told: &mut Telling) {
    let (ann, _) = told.protected("ann").await;
    let admin = told.admin_key();
    let body = json!({"type": "magiclink", "email": ann.email});
    told.ask(post("/admin/generate_link").bearer(&admin).json(body)).await;
}

async fn an_administrator_sees_the_factors_of_one_person(told: &mut Telling) {
    let (ann, _) = told.protected("ann").await;
    let admin = told.admin_key();
    let path = format!("/admin/users/{}", ann.id);
    told.ask(get(path.as_str()).bearer(&admin)).await;
    told.ask(put(path).bearer(&admin).json(json!({"user_metadata": {"a": 1}}))).await;
}

async fn lists_of_people_show_no_factors(told: &mut Telling) {
    told.protected("ann").await;
    let (admin, mark) = (told.admin_key(), told.mark().to_owned());
    let found = told.quietly(get(format!("/admin/users?filter={mark}")).bearer(&admin)).await;
    told.note("factors in a list", found.body()["users"][0].get("factors").is_some());
}

async fn a_deleted_account_keeps_no_factor(told: &mut Telling) {
    let (ann, _) = told.protected("ann").await;
    let admin = told.admin_key();
    let path = format!("/admin/users/{}", ann.id);
    told.quietly(delete(path.as_str()).bearer(&admin).json(json!({"should_soft_delete": true}))).await;
    told.ask(get(format!("{path}/factors")).bearer(&admin)).await;
}

async fn a_password_set_by_an_administrator_leaves_the_factor(told: &mut Telling) {
    let (ann, _) = told.protected("ann").await;
    let admin = told.admin_key();
    let path = format!("/admin/users/{}", ann.id);
    told.quietly(put(path).bearer(&admin).json(json!({"password": NEW}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
    let half = told.sign_in(&ann.email, NEW).await;
    told.ask(change(&half, json!({"password": PASSWORD}))).await;
}

async fn a_password_alone_makes_half_a_session(told: &mut Telling) {
    let (ann, _) = told.protected("ann").await;
    let body = json!({"email": ann.email, "password": PASSWORD});
    told.ask(post("/token?grant_type=password").json(body)).await;
}

async fn a_code_by_mail_and_an_app_make_a_whole_session(told: &mut Telling) {
    let (ann, app) = told.protected("ann").await;
    told.let_time_pass(A_WHILE).await;
    let asked = told.quietly(post("/otp").json(json!({"email": ann.email}))).await;
    let code = asked.letter(&ann.email).code().to_owned();
    let body = json!({"type": "email", "email": ann.email, "token": code});
    let half = Member::new(&told.quietly(post("/verify").json(body)).await);
    told.let_time_pass(A_MOMENT).await;
    let challenge = told.challenged(&half, &app).await;
    let code = told.code(&app);
    told.ask(verify(&half, &app.id, &challenge, &code)).await;
}

async fn a_refresh_keeps_what_a_session_is_worth(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.let_time_pass(A_MOMENT).await;
    let whole = told.proved(&ann, &app).await;
    told.let_time_pass(A_MOMENT).await;
    let next = told.ask(refresh(&whole.refresh)).await.at("/refresh_token");
    told.ask(refresh(&next)).await;
}

async fn the_token_from_before_the_proof_gives_the_whole_pair(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.let_time_pass(A_MOMENT).await;
    let whole = told.proved(&ann, &app).await;
    told.let_time_pass(A_WHILE).await;
    told.ask(refresh(&ann.refresh)).await;
    told.ask(refresh(&whole.refresh)).await;
}

async fn proofs_are_told_with_the_newest_first(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.let_time_pass(A_MOMENT).await;
    let first = told.proved(&ann, &app).await;
    told.let_time_pass(A_WHILE).await;
    let second = told.proved(&first, &app).await;
    told.ask(refresh(&second.refresh)).await;
}

async fn whole_sessions_live_on_when_a_factor_is_proved_elsewhere(told: &mut Telling) {
    let (first, app) = told.protected("ann").await;
    told.let_time_pass(A_WHILE).await;
    let half = told.sign_in(&first.email, PASSWORD).await;
    told.proved(&half, &app).await;
    told.ask(get("/user").bearer(&first.access)).await;
    let still = told.quietly(refresh(&first.refresh)).await;
    told.note("a refresh there", still.status);
}

async fn a_session_found_stolen_is_not_made_whole(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    let second = told.quietly(refresh(&ann.refresh)).await.at("/refresh_token");
    let third = told.quietly(refresh(&second)).await;
    told.let_time_pass(A_WHILE).await;
    told.ask(refresh(&ann.refresh)).await;
    let stolen = Member::new(&third);
    let challenge = told.challenged(&stolen, &app).await;
    let code = told.code(&app);
    told.ask(verify(&stolen, &app.id, &challenge, &code)).await;
}

async fn signing_in_again_after_the_factor_is_gone_is_enough(told: &mut Telling) {
    let (ann, app) = told.protected("ann").await;
    let admin = told.admin_key();
    let path = format!("/admin/users/{}/factors/{}", ann.id, app.id);
    told.quietly(delete(path).bearer(&admin)).await;
    let again = told.sign_in(&ann.email, PASSWORD).await;
    told.ask(change(&again, json!({"password": NEW}))).await;
}
