//! Linking and unlinking, as stories tell it.

use serde_json::Value;

use super::ask::{Ask, get};
use super::at_provider::{BACK, back, state_in};
use super::provider::Person;
use super::telling::{Member, Telling};

/// Out to the Keycloak to link it.
pub(super) fn out(parameters: &str) -> String {
    format!("/user/identities/authorize?provider=keycloak&redirect_to={BACK}{parameters}")
}

/// The identities of somebody.
pub(super) async fn identities(told: &mut Telling, access: &str) -> Vec<Value> {
    let account = told.quietly(get("/user").bearer(access)).await;
    account.body()["identities"].as_array().expect("identities").clone()
}

/// Keeps which providers know somebody.
pub(super) async fn notes_providers(told: &mut Telling, access: &str) {
    let account = told.quietly(get("/user").bearer(access)).await;
    told.note("providers", account.body()["app_metadata"].clone());
    let known = identities(told, access).await;
    let mut known: Vec<_> = known.iter().map(|one| one["provider"].as_str().unwrap_or_default()).collect();
    known.sort_unstable();
    told.note("identities", known);
}

/// The way back of somebody who links.
pub(super) async fn links(told: &mut Telling, access: &str, person: &Person) -> Ask {
    let sent = told.quietly(get(out("")).bearer(access)).await;
    let code = told.code_for(person);
    back(&[("state", &state_in(&sent)), ("code", &code)])
}

/// Somebody with a password who has linked the Keycloak that knows them as `name`.
pub(super) async fn linked(told: &mut Telling, name: &str) -> Member {
    let ann = told.member("ann").await;
    let person = told.person(name);
    let ask = links(told, &ann.access, &person).await;
    told.quietly(ask).await;
    ann
}
