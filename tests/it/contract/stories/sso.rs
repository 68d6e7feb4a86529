//! `/sso` and `/admin/sso/providers` where SAML is switched off (gotrue-contract §1.18).

use serde_json::json;

use crate::contract::ask::{delete, get, post, put};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        nobody_signs_in_through_a_company,
        no_metadata_are_told,
        no_assertion_is_taken,
        nothing_else_is_there_either,
        only_administrators_ask_for_providers,
        there_are_no_providers,
        a_provider_is_not_found,
        a_provider_needs_a_type,
        a_provider_needs_metadata,
        a_provider_has_its_metadata_at_a_safe_place,
        a_provider_names_its_people_in_a_known_way,
    }
}

const ID: &str = "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001";

async fn nobody_signs_in_through_a_company(told: &mut Telling) {
    told.ask(post("/sso").json(json!({ "domain": "example.com" }))).await;
    told.ask(post("/sso").json(json!({ "domain": "example.com" })).newer_errors()).await;
    told.ask(post("/sso").text("nonsense")).await;
    told.ask(post("/sso")).await;
}

async fn no_metadata_are_told(told: &mut Telling) {
    told.ask(get("/sso/saml/metadata")).await;
    told.ask(get("/sso/saml/metadata?download=true").newer_errors()).await;
}

async fn no_assertion_is_taken(told: &mut Telling) {
    told.ask(post("/sso/saml/acs").json(json!({ "SAMLResponse": "x" }))).await;
}

async fn nothing_else_is_there_either(told: &mut Telling) {
    told.ask(get("/sso")).await;
    told.ask(get("/sso/nowhere")).await;
    told.ask(delete("/sso/saml/acs")).await;
}

async fn only_administrators_ask_for_providers(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(get("/admin/sso/providers")).await;
    told.ask(get("/admin/sso/providers").bearer(&ann.access)).await;
    told.ask(post("/admin/sso/providers").bearer(&ann.access)).await;
    told.ask(get(format!("/admin/sso/providers/{ID}")).bearer("x")).await;
}

async fn there_are_no_providers(told: &mut Telling) {
    let admin = told.admin_key();
    told.ask(get("/admin/sso/providers").bearer(&admin)).await;
    told.ask(get("/admin/sso/providers?resource_id=x").bearer(&admin)).await;
}

async fn a_provider_is_not_found(told: &mut Telling) {
    let admin = told.admin_key();
    for id in [ID, "nonsense", "resource_x"] {
        told.ask(get(format!("/admin/sso/providers/{id}")).bearer(&admin)).await;
    }
    told.ask(put(format!("/admin/sso/providers/{ID}")).bearer(&admin).json(json!({}))).await;
    told.ask(delete(format!("/admin/sso/providers/{ID}")).bearer(&admin).newer_errors()).await;
}

async fn a_provider_needs_a_type(told: &mut Telling) {
    let admin = told.admin_key();
    let create = || post("/admin/sso/providers").bearer(&admin);
    for body in [json!({}), json!({ "type": "" }), json!({ "type": "oidc" }), json!({ "type": 5 })] {
        told.ask(create().json(body)).await;
    }
    told.ask(create()).await;
}

async fn a_provider_needs_metadata(told: &mut Telling) {
    let admin = told.admin_key();
    let create = || post("/admin/sso/providers").bearer(&admin);
    told.ask(create().json(json!({ "type": "saml" }))).await;
    let both = json!({ "type": "saml", "metadata_url": "https://a.example", "metadata_xml": "<x/>" });
    told.ask(create().json(both)).await;
}

async fn a_provider_has_its_metadata_at_a_safe_place(told: &mut Telling) {
    let admin = told.admin_key();
    for url in ["http://a.example/metadata", "nowhere", "ftp://a.example"] {
        let body = json!({ "type": "saml", "metadata_url": url });
        told.ask(post("/admin/sso/providers").bearer(&admin).json(body)).await;
    }
}

async fn a_provider_names_its_people_in_a_known_way(told: &mut Telling) {
    let admin = told.admin_key();
    let body = json!({ "type": "saml", "metadata_xml": "<x/>", "name_id_format": "by heart" });
    told.ask(post("/admin/sso/providers").bearer(&admin).json(body)).await;
}
