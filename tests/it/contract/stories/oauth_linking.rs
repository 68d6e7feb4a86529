//! Whose account it is that somebody comes to through a provider (gotrue-contract §1.11).

use serde_json::{Value, json};

use crate::contract::ask::{get, post, put};
use crate::contract::at_provider::{back, keycloak, out, token_in};
use crate::contract::provider::Person;
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Providers {
        a_verified_address_leads_to_its_account,
        the_password_of_a_linked_account_goes_on,
        what_was_said_before_stays_beside_what_the_provider_says,
        an_unconfirmed_account_loses_what_its_maker_knew,
        an_unverified_address_leads_to_no_account,
        two_providers_with_one_verified_address_lead_to_one_account,
        the_same_subject_elsewhere_is_somebody_else,
        an_address_that_changed_at_the_provider_changes_nothing_here,
        a_subject_leads_to_its_account_whatever_its_address,
        an_unverified_second_address_leads_nowhere,
        a_verified_address_in_capitals_leads_to_its_account,
        somebody_banned_is_linked_and_turned_away,
        an_unconfirmed_account_of_a_provider_is_confirmed_by_another,
        an_account_made_by_administrators_is_found,
        somebody_invited_comes_by_themselves,
        an_invitation_is_taken_through_a_provider,
        an_invitation_is_taken_with_a_code,
        an_invitation_is_for_its_address_only,
        an_invitation_is_for_its_address_in_whatever_place,
        an_invitation_that_is_gone_is_not_found,
        an_invitation_is_taken_once,
        a_pending_change_of_address_goes_on,
        two_people_of_one_provider_are_two_accounts,
        a_deleted_account_is_made_anew,
    }
    ProvidersAutoconfirm {
        unverified_addresses_lead_to_accounts_where_none_is_confirmed,
        addresses_of_several_accounts_lead_to_none,
    }
}

fn unverified(told: &Telling, name: &str) -> Person {
    keycloak(&told.subject(name), &told.address(name), false)
}

fn gitlab(told: &mut Telling, name: &str, is_confirmed: bool) -> Person {
    let confirmed_at = if is_confirmed { json!("2026-01-02T03:04:05Z") } else { Value::Null };
    Person::new(json!({
        "id": told.number(name), "email": told.address(name), "name": "Of GitLab", "confirmed_at": confirmed_at,
    }))
}

async fn a_verified_address_leads_to_its_account(told: &mut Telling) {
    let ann = told.member("ann").await;
    let person = told.person("ann");
    let ask = told.back_as("keycloak", &person).await;
    let came = told.ask(ask).await;
    told.shows_account(&token_in(&came, "access_token")).await;
    told.note("whether it is the same account", token_in(&came, "access_token") != ann.access);
}

async fn the_password_of_a_linked_account_goes_on(told: &mut Telling) {
    let ann = told.member("ann").await;
    let person = told.person("ann");
    told.comes_in(&person).await;
    told.note_password(&ann.email, PASSWORD).await;
    told.shows_account(&ann.access).await;
}

async fn what_was_said_before_stays_beside_what_the_provider_says(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"data": {"colour": "green", "name": "Ann Before"}});
    told.quietly(put("/user").bearer(&ann.access).json(body)).await;
    let person = told.person("ann");
    let session = told.comes_in(&person).await;
    told.shows_account(&session.access).await;
}

async fn an_unconfirmed_account_loses_what_its_maker_knew(told: &mut Telling) {
    let body = json!({"email": told.address("ann"), "password": PASSWORD, "data": {"colour": "green"}});
    told.quietly(post("/signup").json(body)).await;
    let person = told.person("ann");
    let session = told.comes_in(&person).await;
    told.shows_account(&session.access).await;
    let email = told.address("ann");
    told.note_password(&email, PASSWORD).await;
}

async fn an_unverified_address_leads_to_no_account(told: &mut Telling) {
    let ann = told.member("ann").await;
    let person = unverified(told, "ann");
    let ask = told.back_as("keycloak", &person).await;
    told.ask(ask).await;
    told.shows_account(&ann.access).await;
}

async fn two_providers_with_one_verified_address_lead_to_one_account(told: &mut Telling) {
    let person = told.person("ann");
    told.comes_in(&person).await;
    let person = gitlab(told, "ann", true);
    let ask = told.back_as("gitlab", &person).await;
    let came = told.ask(ask).await;
    told.shows_account(&token_in(&came, "access_token")).await;
}

async fn the_same_subject_elsewhere_is_somebody_else(told: &mut Telling) {
    let number = told.number("ann").to_string();
    let person = keycloak(&number, &told.address("one"), true);
    told.comes_in(&person).await;
    let person = gitlab(told, "ann", true);
    let ask = told.back_as("gitlab", &person).await;
    told.ask(ask).await;
}

async fn an_address_that_changed_at_the_provider_changes_nothing_here(told: &mut Telling) {
    let person = told.person("ann");
    told.comes_in(&person).await;
    let later = told.person("ann").says("email", told.address("later"));
    let ask = told.back_as("keycloak", &later).await;
    told.ask(ask).await;
}

async fn a_subject_leads_to_its_account_whatever_its_address(told: &mut Telling) {
    let bob = told.member("bob").await;
    let person = told.person("ann");
    told.comes_in(&person).await;
    let later = told.person("ann").says("email", bob.email.clone());
    let session = told.comes_in(&later).await;
    told.shows_account(&session.access).await;
    told.shows_account(&bob.access).await;
}

async fn an_unverified_second_address_leads_nowhere(told: &mut Telling) {
    let bob = told.member("bob").await;
    let more = json!([{"id": 1, "email": bob.email}]);
    let person = gitlab(told, "ann", true).with("emails", more);
    let ask = told.back_as("gitlab", &person).await;
    told.ask(ask).await;
    told.shows_account(&bob.access).await;
}

async fn a_verified_address_in_capitals_leads_to_its_account(told: &mut Telling) {
    let ann = told.member("ann").await;
    let person = told.person("ann").says("email", ann.email.to_uppercase());
    let session = told.comes_in(&person).await;
    told.note("whether it is the same account", session.id == ann.id);
}

async fn somebody_banned_is_linked_and_turned_away(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ban(&ann.id).await;
    let person = told.person("ann");
    let ask = told.back_as("keycloak", &person).await;
    told.ask(ask).await;
}

async fn an_unconfirmed_account_of_a_provider_is_confirmed_by_another(told: &mut Telling) {
    let person = unverified(told, "ann");
    let ask = told.back_as("keycloak", &person).await;
    told.quietly(ask).await;
    let person = gitlab(told, "ann", true);
    let ask = told.back_as("gitlab", &person).await;
    let came = told.ask(ask).await;
    told.shows_account(&token_in(&came, "access_token")).await;
}

async fn an_account_made_by_administrators_is_found(told: &mut Telling) {
    let body = json!({
        "email": told.address("ann"), "email_confirm": true, "user_metadata": {"a": 1},
        "app_metadata": {"plan": "gold"},
    });
    told.as_admin(post("/admin/users"), body).await;
    let person = told.person("ann");
    let session = told.comes_in(&person).await;
    told.shows_account(&session.access).await;
}

/// The token of an invitation.
async fn invited(told: &mut Telling) -> String {
    let email = told.address("ann");
    let body = json!({"email": email, "data": {"invited": true}});
    told.as_admin(post("/invite"), body).await.letter(&email).hash().to_owned()
}

async fn somebody_invited_comes_by_themselves(told: &mut Telling) {
    invited(told).await;
    let person = told.person("ann");
    let session = told.comes_in(&person).await;
    told.shows_account(&session.access).await;
}

async fn an_invitation_is_taken_through_a_provider(told: &mut Telling) {
    let token = invited(told).await;
    let state = told.state(&format!("{}&invite_token={token}", out("keycloak"))).await;
    // The invitation proved the address.
    let person = unverified(told, "ann");
    let code = told.code_for(&person);
    let came = told.ask(back(&[("state", &state), ("code", &code)])).await;
    told.shows_account(&token_in(&came, "access_token")).await;
}

async fn an_invitation_is_taken_with_a_code(told: &mut Telling) {
    let token = invited(told).await;
    let out = crate::contract::at_provider::out_challenged("keycloak");
    let state = told.state(&format!("{out}&invite_token={token}")).await;
    let person = told.person("ann");
    let code = told.code_for(&person);
    told.ask(back(&[("state", &state), ("code", &code)])).await;
}

async fn an_invitation_is_for_its_address_only(told: &mut Telling) {
    let token = invited(told).await;
    let state = told.state(&format!("{}&invite_token={token}", out("keycloak"))).await;
    let person = told.person("bob");
    let code = told.code_for(&person);
    told.ask(back(&[("state", &state), ("code", &code)])).await;
    // It may still be taken.
    let person = told.person("ann");
    let code = told.code_for(&person);
    told.ask(back(&[("state", &state), ("code", &code)])).await;
}

async fn an_invitation_is_for_its_address_in_whatever_place(told: &mut Telling) {
    let token = invited(told).await;
    let state = told.state(&format!("{}&invite_token={token}", out("gitlab"))).await;
    let more = json!([{"id": 1, "email": told.address("ann")}]);
    let person = gitlab(told, "bob", true).with("emails", more);
    let code = told.code_for(&person);
    told.ask(back(&[("state", &state), ("code", &code)])).await;
}

async fn an_invitation_that_is_gone_is_not_found(told: &mut Telling) {
    let token = invited(told).await;
    let state = told.state(&format!("{}&invite_token={token}", out("keycloak"))).await;
    let body = json!({"type": "invite", "token_hash": token});
    told.quietly(post("/verify").json(body)).await;
    let person = told.person("ann");
    let code = told.code_for(&person);
    told.ask(back(&[("state", &state), ("code", &code)])).await;
}

async fn an_invitation_is_taken_once(told: &mut Telling) {
    let token = invited(told).await;
    let out = format!("{}&invite_token={token}", out("keycloak"));
    let state = told.state(&out).await;
    let person = told.person("ann");
    let code = told.code_for(&person);
    told.quietly(back(&[("state", &state), ("code", &code)])).await;
    told.ask(get(out)).await;
    told.ask(post("/verify").json(json!({"type": "invite", "token_hash": token}))).await;
}

async fn a_pending_change_of_address_goes_on(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"email": told.address("new")});
    told.quietly(put("/user").bearer(&ann.access).json(body)).await;
    let person = told.person("ann");
    let session = told.comes_in(&person).await;
    told.shows_account(&session.access).await;
}

async fn two_people_of_one_provider_are_two_accounts(told: &mut Telling) {
    let (ann, bob) = (told.person("ann"), told.person("bob"));
    let (ann, bob) = (told.comes_in(&ann).await, told.comes_in(&bob).await);
    told.note("whether they are the same", ann.id == bob.id);
}

async fn a_deleted_account_is_made_anew(told: &mut Telling) {
    let person = told.person("ann");
    let before = told.comes_in(&person).await;
    let ask = crate::contract::ask::delete(format!("/admin/users/{}", before.id));
    told.as_admin(ask, json!({})).await;
    let after = told.comes_in(&person).await;
    told.note("whether it is the same account", before.id == after.id);
}

async fn unverified_addresses_lead_to_accounts_where_none_is_confirmed(told: &mut Telling) {
    let body = json!({"email": told.address("ann"), "password": PASSWORD});
    told.quietly(post("/signup").json(body)).await;
    let person = unverified(told, "ann");
    let ask = told.back_as("keycloak", &person).await;
    let came = told.ask(ask).await;
    told.shows_account(&token_in(&came, "access_token")).await;
}

async fn addresses_of_several_accounts_lead_to_none(told: &mut Telling) {
    for name in ["ann", "bob"] {
        let body = json!({"email": told.address(name), "password": PASSWORD});
        told.quietly(post("/signup").json(body)).await;
    }
    let more = json!([{"id": 1, "email": told.address("bob")}]);
    let person = gitlab(told, "ann", true).with("emails", more);
    let ask = told.back_as("gitlab", &person).await;
    told.ask(ask).await;
}
