//! Mails that tell owners what was changed, where the operator wants them (gotrue-contract §4.1).

use serde_json::json;

use crate::contract::ask::{delete, post, put};
use crate::contract::linking::{identities, links};
use crate::contract::second_factor::{enrol, unenrol, verify};
use crate::contract::story::stories;
use crate::contract::telling::{Member, Telling};

stories! {
    Usual {
        nobody_is_told_unless_the_operator_wants_it,
    }
    ProvidersAndNotices {
        a_new_password_is_told,
        another_change_is_not_told,
        a_new_address_is_told_to_the_one_before,
        administrators_change_in_silence,
        a_provider_is_told,
        a_second_factor_is_told_once_it_is_proved,
        a_second_factor_that_is_taken_away_is_told,
        a_second_factor_taken_away_by_administrators_is_not,
    }
}

async fn nobody_is_told_unless_the_operator_wants_it(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(put("/user").bearer(&ann.access).json(json!({"password": "another password"}))).await;
}

async fn a_new_password_is_told(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(put("/user").bearer(&ann.access).json(json!({"password": "another password"}))).await;
    told.ask(put("/user").bearer(&ann.access).json(json!({"password": "another password"}))).await;
}

async fn another_change_is_not_told(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(put("/user").bearer(&ann.access).json(json!({"data": {"a": 1}}))).await;
}

async fn a_new_address_is_told_to_the_one_before(told: &mut Telling) {
    let ann = told.member("ann").await;
    let new = told.address("other");
    let asked = told.quietly(put("/user").bearer(&ann.access).json(json!({"email": new}))).await;
    for end in [&ann.email, &new] {
        let body = json!({"type": "email_change", "token_hash": asked.letter(end).hash()});
        told.ask(post("/verify").json(body)).await;
    }
}

async fn administrators_change_in_silence(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"password": "another password"});
    let admin = told.admin_key();
    told.ask(put(format!("/admin/users/{}", ann.id)).bearer(&admin).json(body)).await;
}

async fn a_provider_is_told(told: &mut Telling) {
    let ann = told.member("ann").await;
    let person = told.person("other");
    let ask = links(told, &ann.access, &person).await;
    let linked = told.quietly(ask).await;
    told.note("mails when it is linked", linked.letters.len());
    let known = identities(told, &ann.access).await;
    let by_provider = known.iter().find(|identity| identity["provider"] == "keycloak").expect("an identity");
    let id = by_provider["identity_id"].as_str().expect("an id").to_owned();
    told.ask(delete(format!("/user/identities/{id}")).bearer(&ann.access)).await;
}

async fn a_second_factor_is_told_once_it_is_proved(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(enrol(&ann, "app")).await;
    let app = told.app(&ann, "another").await;
    for step in [0, 1] {
        let challenge = told.challenged(&ann, &app).await;
        let code = told.code_in(&app, step);
        let proved = told.quietly(verify(&ann, &app.id, &challenge, &code)).await;
        told.note("mails when it is proved", proved.letters.len());
    }
}

async fn a_second_factor_that_is_taken_away_is_told(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    let code = told.code_in(&app, 0);
    let raised = Member::new(&told.quietly(verify(&ann, &app.id, &challenge, &code)).await);
    told.ask(unenrol(&raised, &app.id)).await;
    let unproved = told.app(&raised, "another").await;
    told.ask(unenrol(&raised, &unproved.id)).await;
}

async fn a_second_factor_taken_away_by_administrators_is_not(told: &mut Telling) {
    let (ann, app, _) = told.begun().await;
    let admin = told.admin_key();
    told.ask(delete(format!("/admin/users/{}/factors/{}", ann.id, app.id)).bearer(&admin)).await;
}
