//! What is noted of whatever people do, and administrators to them (gotrue-contract §1.17).

use serde_json::json;

use crate::contract::ask::{delete, get, post, put};
use crate::contract::challenge::{VERIFIER, challenged, code_of, exchange, recovery};
use crate::contract::linking::{identities, linked};
use crate::contract::second_factor::{enrol, refresh, unenrol, verify};
use crate::contract::story::stories;
use crate::contract::telling::{Member, PASSWORD, Telling};

stories! {
    Usual {
        a_sign_up_that_is_confirmed,
        a_sign_up_of_a_taken_address,
        a_sign_up_that_is_refused,
        a_sign_in_and_one_that_is_refused,
        a_refresh,
        a_forgotten_password,
        a_sign_in_by_mail,
        a_sign_in_by_mail_of_somebody_new,
        a_new_password,
        a_change_of_what_is_said,
        a_change_of_address,
        a_mail_that_is_sent_again,
        a_code_for_a_sensitive_change,
        a_sign_out,
        codes_that_are_exchanged,
        an_account_made_by_administrators,
        an_account_changed_by_administrators,
        an_account_deleted_by_administrators,
        an_invitation,
        links_handed_to_administrators,
        a_second_factor,
        a_second_factor_changed_by_administrators,
    }
    Autoconfirm {
        a_sign_up_that_needs_no_confirmation,
        a_taken_address_where_none_is_confirmed,
        a_sign_in_by_mail_where_none_is_confirmed,
    }
    CountedTokens {
        a_refresh_by_number,
    }
    Providers {
        somebody_new_through_a_provider,
        somebody_known_through_a_provider,
        a_provider_linked_and_unlinked,
    }
}

async fn a_sign_up_that_is_confirmed(told: &mut Telling) {
    told.member("ann").await;
    told.notes_what_people_did().await;
}

async fn a_sign_up_of_a_taken_address(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"email": ann.email, "password": PASSWORD});
    told.quietly(post("/signup").json(body)).await;
    told.notes_what_people_did().await;
}

async fn a_sign_up_that_is_refused(told: &mut Telling) {
    let body = json!({"email": told.address("ann"), "password": "short"});
    told.quietly(post("/signup").json(body)).await;
    told.notes_what_people_did().await;
}

async fn a_sign_in_and_one_that_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    let wrong = json!({"email": ann.email, "password": "another"});
    told.quietly(post("/token?grant_type=password").json(wrong)).await;
    told.sign_in(&ann.email, PASSWORD).await;
    told.notes_what_people_did().await;
}

async fn a_refresh(told: &mut Telling) {
    let ann = told.member("ann").await;
    let next = told.quietly(refresh(&ann.refresh)).await;
    told.quietly(refresh(&next.at("/refresh_token"))).await;
    told.notes_what_people_did().await;
}

async fn a_refresh_by_number(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.quietly(refresh(&ann.refresh)).await;
    told.notes_what_people_did().await;
}

async fn a_forgotten_password(told: &mut Telling) {
    let ann = told.member("ann").await;
    let asked = told.quietly(post("/recover").json(json!({"email": ann.email}))).await;
    let body = json!({"type": "recovery", "token_hash": asked.letter(&ann.email).hash()});
    told.quietly(post("/verify").json(body)).await;
    told.notes_what_people_did().await;
}

async fn a_sign_in_by_mail(told: &mut Telling) {
    let ann = told.member("ann").await;
    let asked = told.quietly(post("/magiclink").json(json!({"email": ann.email}))).await;
    let body = json!({"type": "magiclink", "token_hash": asked.letter(&ann.email).hash()});
    told.quietly(post("/verify").json(body)).await;
    told.quietly(post("/otp").json(json!({"email": ann.email}))).await;
    told.notes_what_people_did().await;
}

async fn a_sign_in_by_mail_of_somebody_new(told: &mut Telling) {
    let body = json!({"email": told.address("ann")});
    told.quietly(post("/otp").json(body)).await;
    told.notes_what_people_did().await;
}

async fn a_new_password(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.quietly(put("/user").bearer(&ann.access).json(json!({"password": "another password"}))).await;
    told.notes_what_people_did().await;
}

async fn a_change_of_what_is_said(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.quietly(put("/user").bearer(&ann.access).json(json!({"data": {"a": 1}}))).await;
    told.notes_what_people_did().await;
}

async fn a_change_of_address(told: &mut Telling) {
    let ann = told.member("ann").await;
    let new = told.address("other");
    let asked = told.quietly(put("/user").bearer(&ann.access).json(json!({"email": new}))).await;
    for end in [&ann.email, &new] {
        let body = json!({"type": "email_change", "token_hash": asked.letter(end).hash()});
        told.quietly(post("/verify").json(body)).await;
    }
    told.notes_what_people_did().await;
}

async fn a_mail_that_is_sent_again(told: &mut Telling) {
    told.newcomer("ann").await;
    let body = json!({"type": "signup", "email": told.address("ann")});
    told.quietly(post("/resend").json(body)).await;
    told.notes_what_people_did().await;
}

async fn a_code_for_a_sensitive_change(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.quietly(get("/reauthenticate").bearer(&ann.access)).await;
    told.notes_what_people_did().await;
}

async fn a_sign_out(told: &mut Telling) {
    let ann = told.member("ann").await;
    for scope in ["others", "local"] {
        told.quietly(post(format!("/logout?scope={scope}")).bearer(&ann.access)).await;
    }
    told.notes_what_people_did().await;
}

async fn codes_that_are_exchanged(told: &mut Telling) {
    let body = challenged(json!({"email": told.address("bob"), "password": PASSWORD}));
    let code = code_of(told, "/signup", "signup", body).await;
    told.quietly(exchange(&code, VERIFIER)).await;
    let ann = told.member("ann").await;
    let code = recovery(told, &ann).await;
    told.quietly(exchange(&code, VERIFIER)).await;
    told.notes_what_people_did().await;
}

async fn an_account_made_by_administrators(told: &mut Telling) {
    let body = json!({"email": told.address("ann"), "password": PASSWORD});
    told.as_admin(post("/admin/users"), body).await;
    told.as_admin(post("/admin/users"), json!({"email": told.address("ann")})).await;
    told.notes_what_administrators_did().await;
    told.notes_what_people_did().await;
}

async fn an_account_changed_by_administrators(told: &mut Telling) {
    let ann = told.member("ann").await;
    let ask = put(format!("/admin/users/{}", ann.id));
    told.as_admin(ask, json!({"email": told.address("other"), "ban_duration": "1h"})).await;
    told.notes_what_administrators_did().await;
}

async fn an_account_deleted_by_administrators(told: &mut Telling) {
    let (ann, bob) = (told.member("ann").await, told.member("bob").await);
    told.as_admin(delete(format!("/admin/users/{}", ann.id)), json!({})).await;
    let soft = json!({"should_soft_delete": true});
    told.as_admin(delete(format!("/admin/users/{}", bob.id)), soft).await;
    told.notes_what_administrators_did().await;
}

async fn an_invitation(told: &mut Telling) {
    let ann = told.address("ann");
    let asked = told.as_admin(post("/invite"), json!({"email": ann})).await;
    let body = json!({"type": "invite", "token_hash": asked.letter(&ann).hash()});
    told.quietly(post("/verify").json(body)).await;
    told.notes_what_administrators_did().await;
    told.notes_what_people_did().await;
}

async fn links_handed_to_administrators(told: &mut Telling) {
    let ann = told.member("ann").await;
    for kind in ["magiclink", "recovery"] {
        told.as_admin(post("/admin/generate_link"), json!({"type": kind, "email": ann.email})).await;
    }
    let (bob, cid, dee) = (told.address("bob"), told.address("cid"), told.address("dee"));
    let sign_up = json!({"type": "signup", "email": bob, "password": PASSWORD});
    for body in [
        sign_up,
        json!({"type": "invite", "email": cid}),
        json!({"type": "email_change_new", "email": ann.email, "new_email": dee}),
    ] {
        told.as_admin(post("/admin/generate_link"), body).await;
    }
    told.notes_what_people_did().await;
    told.notes_what_administrators_did().await;
}

async fn a_second_factor(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    told.quietly(verify(&ann, &app.id, &challenge, "000000")).await;
    let code = told.code_in(&app, 0);
    let raised = told.quietly(verify(&ann, &app.id, &challenge, &code)).await;
    let raised = Member::new(&raised);
    told.quietly(enrol(&raised, "another")).await;
    told.quietly(unenrol(&raised, &app.id)).await;
    told.notes_what_people_did().await;
}

async fn a_second_factor_changed_by_administrators(told: &mut Telling) {
    let (ann, app, _) = told.begun().await;
    let path = format!("/admin/users/{}/factors/{}", ann.id, app.id);
    told.as_admin(put(&path), json!({"friendly_name": format!("app{}", told.mark())})).await;
    told.as_admin(delete(&path), json!({})).await;
    told.notes_what_people_did().await;
}

async fn a_sign_up_that_needs_no_confirmation(told: &mut Telling) {
    let body = json!({"email": told.address("ann"), "password": PASSWORD});
    told.quietly(post("/signup").json(body)).await;
    told.notes_what_people_did().await;
}

async fn a_taken_address_where_none_is_confirmed(told: &mut Telling) {
    let body = json!({"email": told.address("ann"), "password": PASSWORD});
    told.quietly(post("/signup").json(body.clone())).await;
    told.ask(post("/signup").json(body)).await;
    told.notes_what_people_did().await;
}

async fn a_sign_in_by_mail_where_none_is_confirmed(told: &mut Telling) {
    let body = json!({"email": told.address("ann")});
    told.quietly(post("/magiclink").json(body.clone())).await;
    told.quietly(post("/otp").json(body)).await;
    told.notes_what_people_did().await;
}

async fn somebody_new_through_a_provider(told: &mut Telling) {
    let person = told.person("ann");
    told.comes_in(&person).await;
    told.notes_what_people_did().await;
}

async fn somebody_known_through_a_provider(told: &mut Telling) {
    let person = told.person("ann");
    told.comes_in(&person).await;
    told.comes_in(&person).await;
    told.notes_what_people_did().await;
}

async fn a_provider_linked_and_unlinked(told: &mut Telling) {
    let ann = linked(told, "other").await;
    let known = identities(told, &ann.access).await;
    let by_provider = known.iter().find(|identity| identity["provider"] == "keycloak").expect("an identity");
    let id = by_provider["identity_id"].as_str().expect("an id").to_owned();
    told.quietly(delete(format!("/user/identities/{id}")).bearer(&ann.access)).await;
    told.notes_what_people_did().await;
}
