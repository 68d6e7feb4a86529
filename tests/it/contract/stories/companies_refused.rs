//! `/admin/sso/providers`: what administrators cannot keep of a company (gotrue-contract §1.18).

use serde_json::json;

use super::companies::{PATH, at, changes, create, described, domain, entity, keeps};
use crate::contract::ask::{delete, get, post, put};
use crate::contract::custom::public;
use crate::contract::provider::{SIGN_IN, company, described_company};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    CustomProviders {
        metadata_say_what_a_company_calls_itself,
        metadata_say_where_people_sign_in_once,
        metadata_are_xml,
        metadata_that_are_not_there,
        a_company_is_kept_once,
        a_domain_is_one_companys,
        a_domain_stays_one_companys,
        a_name_is_one_companys,
        members_of_the_wrong_type_are_refused,
        a_change_is_looked_at_too,
        nobody_changes_what_is_not_there,
        only_administrators_change_companies,
    }
}

async fn metadata_say_what_a_company_calls_itself(told: &mut Telling) {
    told.ask(create(told, json!({ "type": "saml", "metadata_xml": company("") }))).await;
    told.ask(create(told, json!({ "type": "saml", "metadata_xml": company("") })).newer_errors()).await;
}

async fn metadata_say_where_people_sign_in_once(told: &mut Telling) {
    for inner in [String::new(), SIGN_IN.repeat(2), "<SPSSODescriptor></SPSSODescriptor>".to_owned()] {
        let xml = described_company(&entity(told, "acme"), &inner);
        told.ask(create(told, json!({ "type": "saml", "metadata_xml": xml }))).await;
    }
}

async fn metadata_are_xml(told: &mut Telling) {
    for xml in ["nonsense", "<x></x>", "<a><b></a>"] {
        let ask = create(told, json!({ "type": "saml", "metadata_xml": xml }));
        told.note_unkept(ask).await;
    }
}

async fn metadata_that_are_not_there(told: &mut Telling) {
    let url = public("nowhere");
    told.ask(create(told, json!({ "type": "saml", "metadata_url": url }))).await;
    let body = described(told, "acme");
    let id = keeps(told, body).await;
    changes(told, &id, &[json!({ "metadata_url": url })]).await;
}

async fn a_company_is_kept_once(told: &mut Telling) {
    let body = described(told, "acme");
    keeps(told, body.clone()).await;
    told.ask(create(told, body.clone())).await;
    told.ask(create(told, body).newer_errors()).await;
}

async fn a_domain_is_one_companys(told: &mut Telling) {
    let mut body = described(told, "acme");
    body["domains"] = json!([domain(told, "acme")]);
    keeps(told, body).await;
    let mut other = described(told, "other");
    other["domains"] = json!([domain(told, "other"), domain(told, "acme")]);
    told.ask(create(told, other)).await;
}

async fn a_domain_stays_one_companys(told: &mut Telling) {
    let mut body = described(told, "acme");
    body["domains"] = json!([domain(told, "acme")]);
    keeps(told, body).await;
    let other = described(told, "other");
    let id = keeps(told, other).await;
    let taken = json!([domain(told, "acme")]);
    changes(told, &id, &[json!({ "domains": taken })]).await;
    told.ask(at(told, get, &id)).await;
}

async fn a_name_is_one_companys(told: &mut Telling) {
    let name = format!("acme{}", told.mark());
    let mut body = described(told, "acme");
    body["resource_id"] = json!(name);
    keeps(told, body).await;
    let other = described(told, "other");
    let id = keeps(told, other).await;
    for taken in [name.clone(), name.to_uppercase()] {
        told.note_unkept(at(told, put, &id).json(json!({ "resource_id": taken }))).await;
    }
}

async fn members_of_the_wrong_type_are_refused(told: &mut Telling) {
    let wrong = [
        json!({ "type": 5 }),
        json!({ "domains": "a.example" }),
        json!({ "domains": [5] }),
        json!({ "attribute_mapping": "x" }),
        json!({ "attribute_mapping": { "keys": [] } }),
        json!({ "attribute_mapping": { "keys": { "email": { "array": "yes" } } } }),
        json!({ "resource_id": 5 }),
        json!({ "disabled": "yes" }),
    ];
    for body in wrong {
        told.ask(create(told, body)).await;
    }
    let admin = told.admin_key();
    told.ask(post(PATH).bearer(&admin).text("nonsense")).await;
}

async fn a_change_is_looked_at_too(told: &mut Telling) {
    let body = described(told, "acme");
    let id = keeps(told, body).await;
    let both = json!({ "metadata_url": "https://a.example", "metadata_xml": "<x/>" });
    let refused = [
        both,
        json!({ "metadata_url": "http://a.example" }),
        json!({ "name_id_format": "by heart" }),
        json!({ "metadata_xml": described_company("", SIGN_IN) }),
        json!({ "disabled": 5 }),
    ];
    changes(told, &id, &refused).await;
    told.ask(at(told, put, &id)).await;
}

async fn nobody_changes_what_is_not_there(told: &mut Telling) {
    let id = "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001";
    for id in [id, "nonsense", "resource_nowhere"] {
        changes(told, id, &[json!({ "disabled": true }), json!({ "disabled": 5 })]).await;
        told.ask(at(told, delete, id)).await;
    }
}

async fn only_administrators_change_companies(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = described(told, "acme");
    let id = keeps(told, body).await;
    let path = format!("{PATH}/{id}");
    told.ask(put(&path).bearer(&ann.access).json(json!({}))).await;
    told.ask(delete(&path).bearer(&ann.access)).await;
    told.ask(delete(&path)).await;
}
