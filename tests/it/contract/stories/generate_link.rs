//! `POST /admin/generate_link` (gotrue-contract §1.17).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, get, post};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Usual {
        a_sign_up_link_makes_an_account,
        a_sign_in_link_is_for_members,
        a_sign_in_link_makes_an_account_where_there_is_none,
        a_recovery_link_is_for_those_who_are_there,
        an_invitation_link_makes_an_account,
        the_links_of_a_new_address,
        confirmed_addresses_are_not_signed_up_or_invited,
        malformed_requests_are_refused,
        the_target_is_one_of_ours,
        the_code_that_comes_with_it_works,
    }
    Closed {
        links_are_made_while_closed,
    }
}

fn generate(told: &Telling, body: Value) -> Ask {
    post("/admin/generate_link").bearer(&told.admin_key()).json(body)
}

/// Uses the link as the person would who got it.
async fn follow(told: &mut Telling, action_link: &str) {
    let url = url::Url::parse(action_link).expect("a URL");
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(url.query_pairs()).finish();
    told.ask(get(format!("/verify?{query}"))).await;
}

async fn a_sign_up_link_makes_an_account(told: &mut Telling) {
    let email = told.address("ann");
    let body = json!({"type": "signup", "email": email, "password": PASSWORD, "data": {"name": "Ann"}});
    let link = told.ask(generate(told, body)).await.at("/action_link");
    told.ask(post("/token?grant_type=password").json(json!({"email": email, "password": PASSWORD}))).await;
    follow(told, &link).await;
    told.ask(post("/token?grant_type=password").json(json!({"email": email, "password": PASSWORD}))).await;
}

async fn a_sign_in_link_is_for_members(told: &mut Telling) {
    let ann = told.member("ann").await;
    let link = told.ask(generate(told, json!({"type": "magiclink", "email": ann.email}))).await;
    let body = json!({"type": link.at("/verification_type"), "token_hash": link.at("/hashed_token")});
    told.ask(post("/verify").json(body)).await;
}

async fn a_sign_in_link_makes_an_account_where_there_is_none(told: &mut Telling) {
    let body = json!({"type": "magiclink", "email": told.address("ann"), "data": {"name": "Ann"}});
    let link = told.ask(generate(told, body)).await.at("/action_link");
    follow(told, &link).await;
}

async fn a_recovery_link_is_for_those_who_are_there(told: &mut Telling) {
    let ann = told.member("ann").await;
    let link = told.ask(generate(told, json!({"type": "recovery", "email": ann.email}))).await;
    follow(told, &link.at("/action_link")).await;
    let body = json!({"type": "recovery", "email": told.address("nobody")});
    told.ask(generate(told, body.clone())).await;
    told.ask(generate(told, body).newer_errors()).await;
}

async fn an_invitation_link_makes_an_account(told: &mut Telling) {
    let body = json!({"type": "invite", "email": told.address("ann"), "data": {"name": "Ann"}});
    let link = told.ask(generate(told, body.clone())).await.at("/action_link");
    told.ask(generate(told, body)).await;
    follow(told, &link).await;
}

async fn the_links_of_a_new_address(told: &mut Telling) {
    let ann = told.member("ann").await;
    let new = told.address("new");
    for kind in ["email_change_current", "email_change_new"] {
        let body = json!({"type": kind, "email": ann.email, "new_email": new});
        let link = told.ask(generate(told, body)).await.at("/action_link");
        follow(told, &link).await;
    }
    told.ask(get("/user").bearer(&ann.access)).await;
    let nobody = told.address("nobody");
    told.ask(generate(told, json!({"type": "email_change_new", "email": nobody, "new_email": new}))).await;
    told.ask(generate(told, json!({"type": "email_change_new", "email": new}))).await;
}

async fn confirmed_addresses_are_not_signed_up_or_invited(told: &mut Telling) {
    let ann = told.member("ann").await;
    for kind in ["signup", "invite"] {
        let body = json!({"type": kind, "email": ann.email, "password": PASSWORD});
        told.ask(generate(told, body.clone())).await;
        told.ask(generate(told, body).newer_errors()).await;
    }
}

async fn malformed_requests_are_refused(told: &mut Telling) {
    let email = told.address("ann");
    for body in [
        json!({}),
        json!({"type": "signup"}),
        json!({"email": email}),
        json!({"type": "unknown", "email": email}),
        json!({"type": "reauthentication", "email": email}),
        json!({"type": "signup", "email": email}),
        json!({"type": "signup", "email": email, "password": "12345"}),
        json!({"type": "signup", "email": "ann", "password": PASSWORD}),
        json!({"type": "magiclink", "email": ""}),
        json!({"type": 1, "email": email}),
    ] {
        told.ask(generate(told, body)).await;
    }
    told.ask(post("/admin/generate_link").bearer(&told.admin_key()).text("{")).await;
}

async fn the_target_is_one_of_ours(told: &mut Telling) {
    let ann = told.member("ann").await;
    for to in ["https://site.example/in", "https://evil.example/", ""] {
        let body = json!({"type": "magiclink", "email": ann.email, "redirect_to": to});
        told.ask(generate(told, body)).await;
    }
    let ask = post("/admin/generate_link?redirect_to=https://site.example/query").bearer(&told.admin_key());
    told.ask(ask.json(json!({"type": "magiclink", "email": ann.email}))).await;
}

async fn the_code_that_comes_with_it_works(told: &mut Telling) {
    let ann = told.member("ann").await;
    let link = told.ask(generate(told, json!({"type": "recovery", "email": ann.email}))).await;
    let body = json!({"type": "recovery", "email": ann.email, "token": link.at("/email_otp")});
    told.ask(post("/verify").json(body)).await;
}

async fn links_are_made_while_closed(told: &mut Telling) {
    for kind in ["signup", "invite", "magiclink"] {
        let body = json!({"type": kind, "email": told.address(kind), "password": PASSWORD});
        told.ask(generate(told, body)).await;
    }
}
