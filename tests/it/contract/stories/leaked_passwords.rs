//! Passwords that have leaked, where the service answers (gotrue-contract §3).

use serde_json::json;

use crate::contract::ask::{Ask, post};
use crate::contract::at_leaks::{change, link, make, set, sign_in};
use crate::contract::ranges::{
    ABSENT, FAILING, LEAKED, LEAKED_AND_SHORT, LEAKED_IN_DISORDER, NEVER_LEAKED, NONSENSE,
};
use crate::contract::story::stories;
use crate::contract::telling::{Member, PASSWORD, Telling};

stories! {
    Leaks {
        a_leaked_password_signs_nobody_up,
        a_password_that_nobody_has_heard_of_signs_up,
        what_only_hides_how_many_there_are_has_not_leaked,
        a_range_in_disorder_is_read,
        every_reason_is_told_at_once,
        a_password_over_the_ceiling_is_not_looked_up,
        a_leaked_password_is_no_new_one,
        a_leaked_password_is_told_before_that_it_is_the_same,
        a_leaked_password_is_told_before_what_only_administrators_change,
        an_administrator_sets_no_leaked_password,
        an_address_that_is_none_is_told_before_a_leaked_password,
        an_administrator_makes_an_account_with_a_leaked_password,
        a_leaked_password_signs_in_with_a_note,
        a_short_one_that_leaked_signs_in_with_every_reason,
        a_wrong_password_has_no_note,
        a_leaked_password_of_an_unconfirmed_account_has_no_note,
        no_link_signs_up_with_a_leaked_password,
        a_link_for_an_account_that_is_there_sets_no_password,
        a_range_that_is_not_there_lets_a_password_through,
        a_failing_service_lets_a_password_through,
        a_failing_service_lets_a_new_password_through,
        a_failing_service_says_nothing_at_a_sign_in,
        nonsense_lists_nothing,
    }
    LeaksClosed {
        closed_a_leaked_password_signs_nobody_up,
        closed_a_range_that_is_not_there_lets_nothing_through,
        closed_a_failing_service_lets_nothing_through,
        closed_a_failing_service_says_nothing_at_a_sign_in,
        closed_nonsense_lists_nothing,
    }
    LeaksRemembered {
        a_remembered_password_is_refused_again,
        a_password_beside_a_remembered_one_is_taken,
    }
}

fn sign_up(told: &Telling, name: &str, password: &str) -> Ask {
    post("/signup").json(json!({"email": told.address(name), "password": password}))
}

async fn made(told: &mut Telling, password: &str) -> Member {
    let email = told.address("ann");
    told.quietly(make(told, &email, password)).await;
    told.sign_in(&email, password).await
}

async fn a_leaked_password_signs_nobody_up(told: &mut Telling) {
    told.ask(sign_up(told, "ann", LEAKED)).await;
    told.ask(sign_up(told, "ann", LEAKED).newer_errors()).await;
    told.ask(sign_up(told, "ann", PASSWORD)).await;
}

async fn a_password_that_nobody_has_heard_of_signs_up(told: &mut Telling) {
    told.ask(sign_up(told, "ann", PASSWORD)).await;
}

async fn what_only_hides_how_many_there_are_has_not_leaked(told: &mut Telling) {
    told.ask(sign_up(told, "ann", NEVER_LEAKED)).await;
}

async fn a_range_in_disorder_is_read(told: &mut Telling) {
    told.ask(sign_up(told, "ann", LEAKED_IN_DISORDER)).await;
}

async fn every_reason_is_told_at_once(told: &mut Telling) {
    told.ask(sign_up(told, "ann", LEAKED_AND_SHORT)).await;
    told.ask(sign_up(told, "ann", LEAKED_AND_SHORT).newer_errors()).await;
}

async fn a_password_over_the_ceiling_is_not_looked_up(told: &mut Telling) {
    told.ask(sign_up(told, "ann", &"a".repeat(73))).await;
    told.ask(sign_up(told, "ann", "")).await;
}

async fn a_leaked_password_is_no_new_one(told: &mut Telling) {
    let ann = made(told, PASSWORD).await;
    told.ask(change(&ann, json!({"password": LEAKED}))).await;
    told.ask(change(&ann, json!({"password": LEAKED_AND_SHORT})).newer_errors()).await;
    told.ask(change(&ann, json!({"password": NEVER_LEAKED}))).await;
    told.ask(sign_in(&ann.email, NEVER_LEAKED)).await;
}

async fn a_leaked_password_is_told_before_that_it_is_the_same(told: &mut Telling) {
    let ann = made(told, LEAKED).await;
    told.ask(change(&ann, json!({"password": LEAKED}))).await;
}

async fn a_leaked_password_is_told_before_what_only_administrators_change(told: &mut Telling) {
    let ann = made(told, PASSWORD).await;
    told.ask(change(&ann, json!({"password": LEAKED, "app_metadata": {"plan": "large"}}))).await;
    told.ask(change(&ann, json!({"password": LEAKED, "email": "no address"}))).await;
}

async fn an_administrator_sets_no_leaked_password(told: &mut Telling) {
    let ann = made(told, PASSWORD).await;
    told.ask(set(told, &ann, json!({"password": LEAKED}))).await;
    told.ask(set(told, &ann, json!({"password": LEAKED_AND_SHORT})).newer_errors()).await;
    told.ask(sign_in(&ann.email, PASSWORD)).await;
}

async fn an_address_that_is_none_is_told_before_a_leaked_password(told: &mut Telling) {
    let ann = made(told, PASSWORD).await;
    told.ask(set(told, &ann, json!({"password": LEAKED, "email": "no address"}))).await;
    told.ask(set(told, &ann, json!({"password": LEAKED, "ban_duration": "long"}))).await;
}

async fn an_administrator_makes_an_account_with_a_leaked_password(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(make(told, &email, LEAKED)).await;
}

async fn a_leaked_password_signs_in_with_a_note(told: &mut Telling) {
    let email = told.address("ann");
    told.quietly(make(told, &email, LEAKED)).await;
    told.ask(sign_in(&email, LEAKED)).await;
}

async fn a_short_one_that_leaked_signs_in_with_every_reason(told: &mut Telling) {
    let email = told.address("ann");
    told.quietly(make(told, &email, LEAKED_AND_SHORT)).await;
    told.ask(sign_in(&email, LEAKED_AND_SHORT)).await;
}

async fn a_wrong_password_has_no_note(told: &mut Telling) {
    let email = told.address("ann");
    told.quietly(make(told, &email, PASSWORD)).await;
    told.ask(sign_in(&email, LEAKED)).await;
    told.ask(sign_in(&told.address("nobody"), LEAKED)).await;
}

async fn a_leaked_password_of_an_unconfirmed_account_has_no_note(told: &mut Telling) {
    let email = told.address("ann");
    let body = json!({"email": email, "password": LEAKED});
    told.quietly(post("/admin/users").bearer(&told.admin_key()).json(body)).await;
    told.ask(sign_in(&email, LEAKED)).await;
}

async fn no_link_signs_up_with_a_leaked_password(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(link(told, json!({"type": "signup", "email": email, "password": LEAKED}))).await;
    told.ask(link(told, json!({"type": "invite", "email": email, "password": LEAKED}))).await;
}

async fn a_link_for_an_account_that_is_there_sets_no_password(told: &mut Telling) {
    told.quietly(sign_up(told, "ann", PASSWORD)).await;
    let email = told.address("ann");
    told.ask(link(told, json!({"type": "signup", "email": email, "password": LEAKED}))).await;
}

async fn a_range_that_is_not_there_lets_a_password_through(told: &mut Telling) {
    told.ask(sign_up(told, "ann", ABSENT)).await;
}

async fn a_failing_service_lets_a_password_through(told: &mut Telling) {
    told.ask(sign_up(told, "ann", FAILING)).await;
}

async fn a_failing_service_lets_a_new_password_through(told: &mut Telling) {
    let ann = made(told, PASSWORD).await;
    told.ask(change(&ann, json!({"password": FAILING}))).await;
    told.ask(set(told, &ann, json!({"password": FAILING}))).await;
}

async fn a_failing_service_says_nothing_at_a_sign_in(told: &mut Telling) {
    let email = told.address("ann");
    told.quietly(make(told, &email, FAILING)).await;
    told.ask(sign_in(&email, FAILING)).await;
}

async fn nonsense_lists_nothing(told: &mut Telling) {
    told.ask(sign_up(told, "ann", NONSENSE)).await;
}

async fn closed_a_leaked_password_signs_nobody_up(told: &mut Telling) {
    told.ask(sign_up(told, "ann", LEAKED)).await;
    told.ask(sign_up(told, "ann", PASSWORD)).await;
}

async fn closed_a_range_that_is_not_there_lets_nothing_through(told: &mut Telling) {
    told.ask(sign_up(told, "ann", ABSENT)).await;
}

async fn closed_a_failing_service_lets_nothing_through(told: &mut Telling) {
    told.ask(sign_up(told, "ann", FAILING)).await;
    told.ask(sign_up(told, "ann", FAILING).newer_errors()).await;
    let ann = made(told, PASSWORD).await;
    told.ask(change(&ann, json!({"password": FAILING}))).await;
    told.ask(set(told, &ann, json!({"password": FAILING}))).await;
    told.ask(sign_in(&ann.email, PASSWORD)).await;
}

async fn closed_a_failing_service_says_nothing_at_a_sign_in(told: &mut Telling) {
    let email = told.address("ann");
    told.quietly(make(told, &email, FAILING)).await;
    told.ask(sign_in(&email, FAILING)).await;
}

async fn closed_nonsense_lists_nothing(told: &mut Telling) {
    told.ask(sign_up(told, "ann", NONSENSE)).await;
}

async fn a_remembered_password_is_refused_again(told: &mut Telling) {
    told.ask(sign_up(told, "ann", LEAKED)).await;
    told.ask(sign_up(told, "ann", LEAKED)).await;
}

async fn a_password_beside_a_remembered_one_is_taken(told: &mut Telling) {
    told.ask(sign_up(told, "ann", LEAKED_IN_DISORDER)).await;
    told.ask(sign_up(told, "ann", PASSWORD)).await;
    told.ask(sign_up(told, "bob", NEVER_LEAKED)).await;
}
