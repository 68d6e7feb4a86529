//! `/admin/sso/providers`: administrators keep companies, though nobody signs in with SAML
//! (gotrue-contract §1.18).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, delete, get, post, put};
use crate::contract::custom::public;
use crate::contract::provider::company;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    CustomProviders {
        a_company_is_kept,
        a_company_is_kept_with_all_it_may_have,
        a_company_says_itself_what_it_is,
        companies_are_listed_without_their_metadata,
        companies_are_listed_by_the_name_they_were_given,
        a_company_is_looked_at,
        a_company_is_looked_at_by_its_name,
        a_company_gets_other_domains,
        domains_stay_or_go,
        a_company_gets_another_mapping,
        the_form_of_names_stays_where_none_is_said,
        a_company_gets_another_name,
        a_company_is_switched_off,
        a_company_gets_newer_metadata,
        nothing_is_changed,
        a_company_is_taken_away,
        nobody_signs_in_through_one,
    }
}

pub(super) const PATH: &str = "/admin/sso/providers";

/// What a company of this story calls itself.
pub(super) fn entity(told: &Telling, name: &str) -> String {
    format!("https://{name}{}.example/saml", told.mark())
}

/// A company as an administrator describes it.
pub(super) fn described(told: &Telling, name: &str) -> Value {
    json!({ "type": "saml", "metadata_xml": company(&entity(told, name)) })
}

pub(super) fn domain(told: &Telling, name: &str) -> String {
    format!("{name}{}.example", told.mark())
}

pub(super) fn create(told: &Telling, body: Value) -> Ask {
    post(PATH).bearer(&told.admin_key()).json(body)
}

/// Keeps a company; its id.
pub(super) async fn keeps(told: &mut Telling, body: Value) -> String {
    told.quietly(create(told, body)).await.at("/id")
}

pub(super) fn at(told: &Telling, ask: impl Fn(String) -> Ask, id: &str) -> Ask {
    ask(format!("{PATH}/{id}")).bearer(&told.admin_key())
}

pub(super) async fn changes(told: &mut Telling, id: &str, changes: &[Value]) {
    for change in changes {
        told.ask(at(told, put, id).json(change.clone())).await;
    }
}

/// Keeps which of this story's companies are listed.
async fn notes_listed(told: &mut Telling, query: &str) {
    let admin = told.admin_key();
    let listed = told.quietly(get(format!("{PATH}{query}")).bearer(&admin)).await;
    let mark = told.mark().to_owned();
    let mut mine = listed.body()["items"].as_array().expect("a list").clone();
    mine.retain(|one| one["saml"]["entity_id"].as_str().is_some_and(|id| id.contains(&mark)));
    mine.sort_by_key(|one| one["saml"]["entity_id"].to_string());
    told.note_value("listed", &mine.into());
}

async fn a_company_is_kept(told: &mut Telling) {
    let body = described(told, "acme");
    told.ask(create(told, body)).await;
}

async fn a_company_is_kept_with_all_it_may_have(told: &mut Telling) {
    let mut body = described(told, "acme");
    body["domains"] = json!([domain(told, "acme")]);
    body["attribute_mapping"] = json!({ "keys": {
        "email": { "name": "mail" }, "groups": { "names": ["g", "groups"], "array": true },
        "plan": { "default": { "a": [1, null] } }, "nothing": {}, "off": { "name": "", "array": false },
    } });
    body["name_id_format"] = json!("urn:oasis:names:tc:SAML:2.0:nameid-format:persistent");
    body["resource_id"] = json!(format!("acme{}", told.mark()));
    body["disabled"] = json!(true);
    told.ask(create(told, body)).await;
}

async fn a_company_says_itself_what_it_is(told: &mut Telling) {
    let url = public(&format!("company/acme{}", told.mark()));
    told.ask(create(told, json!({ "type": "saml", "metadata_url": url }))).await;
}

async fn companies_are_listed_without_their_metadata(told: &mut Telling) {
    for name in ["acme", "other"] {
        let mut body = described(told, name);
        body["domains"] = json!([domain(told, name)]);
        keeps(told, body).await;
    }
    notes_listed(told, "").await;
}

async fn companies_are_listed_by_the_name_they_were_given(told: &mut Telling) {
    for name in ["acme", "acme-too", "other"] {
        let mut body = described(told, name);
        body["resource_id"] = json!(format!("{name}{}", told.mark()));
        keeps(told, body).await;
    }
    let unnamed = described(told, "unnamed");
    keeps(told, unnamed).await;
    let mark = told.mark().to_owned();
    for query in [
        format!("?resource_id=acme{mark}"),
        "?resource_id=acme".to_owned(),
        "?resource_id_prefix=acme".to_owned(),
        format!("?resource_id=other{mark}&resource_id_prefix=acme"),
    ] {
        notes_listed(told, &query).await;
    }
}

async fn a_company_is_looked_at(told: &mut Telling) {
    let body = described(told, "acme");
    let id = keeps(told, body).await;
    told.ask(at(told, get, &id)).await;
    told.ask(at(told, get, &id.to_uppercase())).await;
}

async fn a_company_is_looked_at_by_its_name(told: &mut Telling) {
    let mut body = described(told, "acme");
    let name = format!("acme{}", told.mark());
    body["resource_id"] = json!(name);
    keeps(told, body).await;
    told.ask(at(told, get, &format!("resource_{name}"))).await;
    told.ask(at(told, get, "resource_acme")).await;
    told.ask(at(told, get, "resource_")).await;
}

async fn a_company_gets_other_domains(told: &mut Telling) {
    let mut body = described(told, "acme");
    body["domains"] = json!([domain(told, "one")]);
    let id = keeps(told, body).await;
    let domains = json!([domain(told, "another")]);
    changes(told, &id, &[json!({ "domains": domains })]).await;
    told.ask(at(told, get, &id)).await;
}

async fn domains_stay_or_go(told: &mut Telling) {
    let mut body = described(told, "acme");
    let domain = domain(told, "one");
    body["domains"] = json!([domain]);
    let id = keeps(told, body).await;
    for domains in [json!(null), json!([domain]), json!([])] {
        told.quietly(at(told, put, &id).json(json!({ "domains": domains }))).await;
        told.ask(at(told, get, &id)).await;
    }
}

async fn a_company_gets_another_mapping(told: &mut Telling) {
    let body = described(told, "acme");
    let id = keeps(told, body).await;
    let mappings =
        [json!({ "keys": { "email": { "name": "mail" } } }), json!({}), json!({ "keys": {} }), json!(null)];
    changes(told, &id, &mappings.map(|mapping| json!({ "attribute_mapping": mapping }))).await;
}

async fn the_form_of_names_stays_where_none_is_said(told: &mut Telling) {
    let mut body = described(told, "acme");
    body["name_id_format"] = json!("urn:oasis:names:tc:SAML:2.0:nameid-format:transient");
    let id = keeps(told, body).await;
    changes(told, &id, &[json!({ "disabled": false })]).await;
}

async fn a_company_gets_another_name(told: &mut Telling) {
    let body = described(told, "acme");
    let id = keeps(told, body).await;
    let name = format!("acme{}", told.mark());
    changes(told, &id, &[json!({ "resource_id": name }), json!({}), json!({ "resource_id": "" })]).await;
}

async fn a_company_is_switched_off(told: &mut Telling) {
    let body = described(told, "acme");
    let id = keeps(told, body).await;
    changes(told, &id, &[json!({ "disabled": true }), json!({}), json!({ "disabled": false })]).await;
}

async fn a_company_gets_newer_metadata(told: &mut Telling) {
    let body = described(told, "acme");
    let id = keeps(told, body).await;
    let newer = format!("<!-- newer -->{}", company(&entity(told, "acme")));
    changes(told, &id, &[json!({ "metadata_xml": newer })]).await;
    let other = company(&entity(told, "other"));
    changes(told, &id, &[json!({ "metadata_xml": other })]).await;
}

async fn nothing_is_changed(told: &mut Telling) {
    let body = described(told, "acme");
    let id = keeps(told, body.clone()).await;
    changes(told, &id, &[json!({}), body, json!({ "type": "oidc" })]).await;
}

async fn a_company_is_taken_away(told: &mut Telling) {
    let body = described(told, "acme");
    let id = keeps(told, body.clone()).await;
    told.ask(at(told, delete, &id)).await;
    told.ask(at(told, get, &id)).await;
    told.ask(at(told, delete, &id).newer_errors()).await;
    told.ask(create(told, body)).await;
}

async fn nobody_signs_in_through_one(told: &mut Telling) {
    let mut body = described(told, "acme");
    body["domains"] = json!([domain(told, "acme")]);
    let id = keeps(told, body).await;
    told.ask(post("/sso").json(json!({ "domain": domain(told, "acme") }))).await;
    told.ask(post("/sso").json(json!({ "provider_id": id }))).await;
}
