//! `/admin/custom-providers`: administrators look at the providers that they set up, change them and take them
//! away (gotrue-contract §1.17).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, delete, get, post, put};
use crate::contract::at_provider::out;
use crate::contract::custom::{PATH, public};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    CustomProviders {
        only_administrators_look_at_them,
        they_are_listed_with_the_newest_first,
        they_are_listed_by_their_type,
        an_unknown_type_is_refused,
        one_is_looked_at,
        one_that_is_not_there_is_not_found,
        one_has_a_name_that_begins_with_custom,
        one_gets_another_name,
        what_is_not_said_stays,
        an_empty_text_stays_too,
        lists_may_be_emptied,
        lists_are_replaced,
        one_is_switched_off_and_on,
        it_stays_of_its_kind_and_name,
        openid_stays_asked_for,
        an_issuer_is_asked_anew,
        an_issuer_that_says_nothing_is_refused,
        urls_stay_in_the_public_web,
        urls_of_the_other_kind_are_overlooked,
        maps_are_looked_at_again,
        members_of_the_wrong_type_are_refused,
        a_body_is_needed_for_a_change,
        nobody_changes_what_is_not_there,
        one_is_taken_away,
        one_is_taken_away_once,
        other_methods_are_refused,
    }
}

fn at(told: &Telling, ask: impl Fn(String) -> Ask, identifier: &str) -> Ask {
    ask(format!("{PATH}/{identifier}")).bearer(&told.admin_key())
}

async fn changes(told: &mut Telling, identifier: &str, changes: &[Value]) {
    for change in changes {
        told.ask(at(told, put, identifier).json(change.clone())).await;
    }
}

/// Keeps what is listed of this story's providers.
async fn notes_listed(told: &mut Telling, query: &str) {
    let admin = told.admin_key();
    let listed = told.quietly(get(format!("{PATH}{query}")).bearer(&admin)).await;
    let mark = told.mark()[1..].to_owned();
    let mut mine = listed.body()["providers"].as_array().expect("a list").clone();
    mine.retain(|one| one["identifier"].as_str().is_some_and(|identifier| identifier.contains(&mark)));
    told.note_value("listed", &mine.into());
}

async fn only_administrators_look_at_them(told: &mut Telling) {
    let ann = told.member("ann").await;
    let one = format!("{PATH}/custom:acme");
    for path in [PATH, &one] {
        told.ask(get(path)).await;
        told.ask(get(path).bearer(&ann.access)).await;
    }
    told.ask(post(PATH).bearer(&ann.access).json(json!({}))).await;
    told.ask(put(&one).bearer(&ann.access).json(json!({}))).await;
    told.ask(delete(&one).bearer("x").newer_errors()).await;
}

async fn they_are_listed_with_the_newest_first(told: &mut Telling) {
    for name in ["one", "another", "third"] {
        let body = told.oauth2(name);
        told.sets_up(body).await;
    }
    notes_listed(told, "").await;
}

async fn they_are_listed_by_their_type(told: &mut Telling) {
    let body = told.oauth2("one");
    told.sets_up(body).await;
    let body = told.openid("another");
    told.sets_up(body).await;
    for query in ["?type=oauth2", "?type=oidc", "?type="] {
        notes_listed(told, query).await;
    }
}

async fn an_unknown_type_is_refused(told: &mut Telling) {
    let admin = told.admin_key();
    for kind in ["saml", "OIDC", "%00", "oauth2,oidc"] {
        told.ask(get(format!("{PATH}?type={kind}")).bearer(&admin)).await;
    }
    told.ask(get(format!("{PATH}?type=x")).bearer(&admin).newer_errors()).await;
}

async fn one_is_looked_at(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    told.ask(at(told, get, &identifier)).await;
    let body = told.openid("other");
    let identifier = told.sets_up(body).await;
    told.ask(at(told, get, &identifier)).await;
}

async fn one_that_is_not_there_is_not_found(told: &mut Telling) {
    for identifier in ["custom:nowhere", "custom:", "custom:NOWHERE"] {
        told.ask(at(told, get, identifier)).await;
    }
    told.ask(at(told, get, "custom:nowhere").newer_errors()).await;
}

async fn one_has_a_name_that_begins_with_custom(told: &mut Telling) {
    for identifier in ["acme", "Custom:acme", "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001"] {
        told.ask(at(told, get, identifier)).await;
        told.ask(at(told, put, identifier).json(json!({}))).await;
        told.ask(at(told, delete, identifier)).await;
    }
}

async fn one_gets_another_name(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    changes(told, &identifier, &[json!({ "name": "Better" })]).await;
    told.note_unkept(at(told, put, &identifier).json(json!({ "name": "ä".repeat(101) }))).await;
    told.ask(at(told, get, &identifier)).await;
}

async fn what_is_not_said_stays(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    changes(told, &identifier, &[json!({}), json!({ "name": null, "scopes": null, "enabled": null })]).await;
}

async fn an_empty_text_stays_too(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    let empty = json!({ "name": "", "client_id": "", "client_secret": "", "token_url": "" });
    changes(told, &identifier, &[empty]).await;
}

async fn lists_may_be_emptied(told: &mut Telling) {
    let mut body = told.oauth2("acme");
    body["acceptable_client_ids"] = json!(["a"]);
    body["attribute_mapping"] = json!({ "nickname": "name" });
    body["custom_claims_allowlist"] = json!(["groups"]);
    body["authorization_params"] = json!({ "prompt": "login" });
    let identifier = told.sets_up(body).await;
    let emptied = json!({
        "acceptable_client_ids": [], "attribute_mapping": {}, "custom_claims_allowlist": [],
        "authorization_params": {}, "scopes": [],
    });
    changes(told, &identifier, &[emptied]).await;
}

async fn lists_are_replaced(told: &mut Telling) {
    let mut body = told.oauth2("acme");
    body["attribute_mapping"] = json!({ "nickname": "name" });
    body["authorization_params"] = json!({ "prompt": "login" });
    let identifier = told.sets_up(body).await;
    let replaced = json!({
        "acceptable_client_ids": ["b"], "attribute_mapping": { "locale": "lang" }, "scopes": ["a"],
        "custom_claims_allowlist": ["org"], "authorization_params": { "hd": "example.com" },
        "email_optional": true, "pkce_enabled": false, "skip_nonce_check": true,
    });
    changes(told, &identifier, &[replaced]).await;
}

async fn one_is_switched_off_and_on(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    told.quietly(at(told, put, &identifier).json(json!({ "enabled": false }))).await;
    told.ask(get(out(&identifier))).await;
    told.quietly(at(told, put, &identifier).json(json!({ "enabled": true }))).await;
    told.ask(get(out(&identifier))).await;
}

async fn it_stays_of_its_kind_and_name(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    let other = json!({ "provider_type": "oidc", "identifier": "custom:other", "id": "x" });
    changes(told, &identifier, &[other, json!({ "provider_type": "nonsense" })]).await;
}

async fn openid_stays_asked_for(told: &mut Telling) {
    let body = told.openid("acme");
    let identifier = told.sets_up(body).await;
    let scopes = [json!(["email"]), json!(["email", "openid"]), json!([])];
    changes(told, &identifier, &scopes.map(|scopes| json!({ "scopes": scopes }))).await;
}

async fn an_issuer_is_asked_anew(told: &mut Telling) {
    let body = told.openid("acme");
    let identifier = told.sets_up(body).await;
    let asked = [
        json!({ "issuer": public("lonely") }),
        json!({ "issuer": public("public"), "discovery_url": public("elsewhere") }),
        json!({ "discovery_url": "" }),
        json!({ "skip_nonce_check": true }),
    ];
    changes(told, &identifier, &asked).await;
}

async fn an_issuer_that_says_nothing_is_refused(told: &mut Telling) {
    let body = told.openid("acme");
    let identifier = told.sets_up(body).await;
    let refused = [
        json!({ "issuer": public("absent") }),
        json!({ "issuer": public("lacking") }),
        json!({ "discovery_url": public("broken") }),
    ];
    changes(told, &identifier, &refused).await;
    told.ask(at(told, get, &identifier)).await;
}

async fn urls_stay_in_the_public_web(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    let refused = [
        json!({ "authorization_url": "http://203.0.113.7" }),
        json!({ "token_url": "https://127.0.0.1" }),
        json!({ "userinfo_url": "https://10.0.0.1" }),
        json!({ "jwks_uri": "nonsense" }),
    ];
    changes(told, &identifier, &refused).await;
    let body = told.openid("other");
    let identifier = told.sets_up(body).await;
    let refused = [json!({ "issuer": "https://localhost" }), json!({ "discovery_url": "https://[::1]" })];
    changes(told, &identifier, &refused).await;
}

async fn urls_of_the_other_kind_are_overlooked(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    changes(told, &identifier, &[json!({ "issuer": "nonsense", "discovery_url": "https://[::1]" })]).await;
    let body = told.openid("other");
    let identifier = told.sets_up(body).await;
    changes(told, &identifier, &[json!({ "token_url": "nonsense", "jwks_uri": "x" })]).await;
}

async fn maps_are_looked_at_again(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    let refused = [
        json!({ "authorization_params": { "state": "x" } }),
        json!({ "authorization_params": { "prompt": 5 } }),
        json!({ "attribute_mapping": { "role": "x" } }),
        json!({ "custom_claims_allowlist": [" "] }),
    ];
    changes(told, &identifier, &refused).await;
    // They are looked at before the provider is.
    changes(told, "custom:nowhere", &refused).await;
}

async fn members_of_the_wrong_type_are_refused(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    let refused = [json!({ "name": 5 }), json!({ "scopes": "a" }), json!({ "enabled": "yes" })];
    changes(told, &identifier, &refused).await;
}

async fn a_body_is_needed_for_a_change(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    told.ask(at(told, put, &identifier)).await;
    told.ask(at(told, put, &identifier).text("nonsense").newer_errors()).await;
    told.ask(at(told, put, "custom:nowhere")).await;
}

async fn nobody_changes_what_is_not_there(told: &mut Telling) {
    changes(told, "custom:nowhere", &[json!({ "name": "x" })]).await;
    told.ask(at(told, put, "custom:nowhere").json(json!({})).newer_errors()).await;
}

async fn one_is_taken_away(told: &mut Telling) {
    let body = told.openid("acme");
    let identifier = told.sets_up(body).await;
    told.ask(at(told, delete, &identifier)).await;
    told.ask(at(told, get, &identifier)).await;
    told.ask(get(out(&identifier))).await;
}

async fn one_is_taken_away_once(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body.clone()).await;
    told.quietly(at(told, delete, &identifier)).await;
    told.ask(at(told, delete, &identifier)).await;
    told.ask(told.create(body)).await;
}

async fn other_methods_are_refused(told: &mut Telling) {
    let admin = told.admin_key();
    let patched = crate::contract::ask::patch(PATH).bearer(&admin).json(json!({}));
    let status = told.quietly(patched).await.status;
    told.note("status", status);
}
