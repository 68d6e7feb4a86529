//! `POST /invite`: an administrator asks somebody in (gotrue-contract §1.17).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, get, post};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        an_invitation_is_sent_and_taken,
        a_second_invitation_replaces_the_first,
        the_invitation_leads_to_a_page_of_the_site,
        a_newcomer_may_be_invited,
        somebody_invited_may_sign_up,
        members_are_not_invited,
        malformed_invitations_are_refused,
        only_administrators_invite,
    }
    Closed {
        people_are_invited_while_closed,
    }
}

fn invite(told: &Telling, body: Value) -> Ask {
    post("/invite").bearer(&told.admin_key()).json(body)
}

async fn an_invitation_is_sent_and_taken(told: &mut Telling) {
    let email = told.address("ann");
    let body = json!({"email": email.to_uppercase(), "data": {"name": "Ann"}});
    let letter = told.ask(invite(told, body)).await.letter(&email).clone();
    let session =
        told.ask(post("/verify").json(json!({"type": "invite", "token_hash": letter.hash()}))).await;
    told.ask(get("/user").bearer(&session.at("/access_token"))).await;
}

async fn a_second_invitation_replaces_the_first(told: &mut Telling) {
    let email = told.address("ann");
    let first = told.ask(invite(told, json!({"email": email}))).await.letter(&email).clone();
    let second = told.ask(invite(told, json!({"email": email}))).await.letter(&email).clone();
    told.ask(post("/verify").json(json!({"type": "invite", "token_hash": first.hash()}))).await;
    told.ask(post("/verify").json(json!({"type": "invite", "email": email, "token": second.code()}))).await;
}

async fn the_invitation_leads_to_a_page_of_the_site(told: &mut Telling) {
    for (name, to) in [("ann", "https://site.example/hello"), ("bob", "https://evil.example/")] {
        let ask = post(format!("/invite?redirect_to={to}")).bearer(&told.admin_key());
        told.ask(ask.json(json!({"email": told.address(name)}))).await;
    }
}

async fn a_newcomer_may_be_invited(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    told.ask(invite(told, json!({"email": letter.to, "data": {"name": "Ann"}}))).await;
    told.ask(post("/verify").json(json!({"type": "signup", "token_hash": letter.hash()}))).await;
}

async fn somebody_invited_may_sign_up(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(invite(told, json!({"email": email, "data": {"name": "Ann"}}))).await;
    let body = json!({"email": email, "password": "a password of my own", "data": {"name": "Anna"}});
    let letter = told.ask(post("/signup").json(body)).await.letter(&email).clone();
    told.ask(post("/verify").json(json!({"type": "signup", "token_hash": letter.hash()}))).await;
}

async fn members_are_not_invited(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(invite(told, json!({"email": ann.email}))).await;
    told.ask(invite(told, json!({"email": ann.email})).newer_errors()).await;
}

async fn malformed_invitations_are_refused(told: &mut Telling) {
    for body in [
        json!({}),
        json!({"email": ""}),
        json!({"email": "ann"}),
        json!({"email": 1}),
        json!({"email": "a@example.com", "data": []}),
    ] {
        told.ask(invite(told, body)).await;
    }
    told.ask(post("/invite").bearer(&told.admin_key()).text("{")).await;
}

async fn only_administrators_invite(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"email": told.address("bob")});
    told.ask(post("/invite").json(body.clone())).await;
    told.ask(post("/invite").bearer(&ann.access).json(body)).await;
}

async fn people_are_invited_while_closed(told: &mut Telling) {
    let email = told.address("ann");
    let letter = told.ask(invite(told, json!({"email": email}))).await.letter(&email).clone();
    told.ask(post("/verify").json(json!({"type": "invite", "token_hash": letter.hash()}))).await;
}
