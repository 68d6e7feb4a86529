//! Asking for mails with a code challenge (gotrue-contract §1.10).

use serde_json::{Value, json};

use crate::contract::ask::{post, put};
use crate::contract::challenge::{challenge, challenged};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Usual {
        a_sign_up_with_a_challenge_marks_its_link,
        a_recovery_with_a_challenge_marks_its_link,
        a_sign_in_by_mail_with_a_challenge_marks_its_link,
        a_magic_link_with_a_challenge_is_marked,
        a_new_address_with_a_challenge_gets_a_marked_confirmation,
        a_change_of_address_with_a_challenge_marks_both_links,
        a_change_of_address_sent_again_with_a_challenge_is_marked,
        a_mail_sent_again_without_a_challenge_is_not_marked,
        strangers_with_a_challenge_are_answered_as_others,
        an_unknown_method_is_refused,
        half_a_pair_is_refused_everywhere,
        a_challenge_of_wrong_signs_is_refused,
        a_challenge_of_the_wrong_type_is_refused,
        a_change_of_address_overlooks_a_method_alone,
        a_change_of_address_wants_a_whole_challenge,
        without_a_new_address_a_challenge_is_overlooked,
    }
}

async fn a_sign_up_with_a_challenge_marks_its_link(told: &mut Telling) {
    let body = json!({"email": told.address("ann"), "password": PASSWORD});
    told.ask(post("/signup").json(challenged(body))).await;
}

async fn a_recovery_with_a_challenge_marks_its_link(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(post("/recover").json(challenged(json!({"email": ann.email})))).await;
}

async fn a_sign_in_by_mail_with_a_challenge_marks_its_link(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(post("/otp").json(challenged(json!({"email": ann.email, "create_user": false})))).await;
}

async fn a_magic_link_with_a_challenge_is_marked(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(post("/magiclink").json(challenged(json!({"email": ann.email})))).await;
}

async fn a_new_address_with_a_challenge_gets_a_marked_confirmation(told: &mut Telling) {
    let (ann, bob) = (told.address("ann"), told.address("bob"));
    told.ask(post("/otp").json(challenged(json!({"email": ann})))).await;
    told.ask(post("/magiclink").json(challenged(json!({"email": bob})))).await;
}

async fn a_change_of_address_with_a_challenge_marks_both_links(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = challenged(json!({"email": told.address("new")}));
    told.ask(put("/user").bearer(&ann.access).json(body)).await;
}

async fn a_change_of_address_sent_again_with_a_challenge_is_marked(told: &mut Telling) {
    let ann = told.member("ann").await;
    let new = told.address("new");
    told.quietly(put("/user").bearer(&ann.access).json(json!({"email": new}))).await;
    let body = challenged(json!({"type": "email_change", "email": ann.email}));
    told.ask(post("/resend").json(body)).await;
}

async fn a_mail_sent_again_without_a_challenge_is_not_marked(told: &mut Telling) {
    let body = json!({"email": told.address("ann"), "password": PASSWORD});
    told.quietly(post("/signup").json(challenged(body))).await;
    let body = json!({"type": "signup", "email": told.address("ann")});
    told.ask(post("/resend").json(body)).await;
}

async fn strangers_with_a_challenge_are_answered_as_others(told: &mut Telling) {
    let body = challenged(json!({"email": told.address("nobody")}));
    told.ask(post("/recover").json(body.clone())).await;
    let mut body = body;
    body["type"] = "signup".into();
    told.ask(post("/resend").json(body)).await;
}

/// A body with a challenge that a method is missing from, or the other way round.
fn with(mut body: Value, challenge: Option<&str>, method: Option<&str>) -> Value {
    for (name, sent) in [("code_challenge", challenge), ("code_challenge_method", method)] {
        if let Some(sent) = sent {
            body[name] = sent.into();
        }
    }
    body
}

async fn an_unknown_method_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"email": ann.email});
    told.ask(post("/recover").json(with(body, Some(&challenge()), Some("s512")))).await;
}

async fn half_a_pair_is_refused_everywhere(told: &mut Telling) {
    let ann = told.member("ann").await;
    for path in ["/recover", "/otp", "/magiclink", "/resend", "/signup"] {
        let body = json!({"email": ann.email, "password": PASSWORD, "type": "signup"});
        told.ask(post(path).json(with(body.clone(), Some(&challenge()), None))).await;
        told.ask(post(path).json(with(body, None, Some("s256")))).await;
    }
}

async fn a_challenge_of_wrong_signs_is_refused(told: &mut Telling) {
    let email = told.address("ann");
    for wrong in ["a".repeat(42), "a".repeat(129), format!("{}+", "a".repeat(43)), "ä".repeat(43)] {
        let body = with(json!({"email": email}), Some(&wrong), Some("s256"));
        told.ask(post("/recover").json(body)).await;
    }
}

async fn a_challenge_of_the_wrong_type_is_refused(told: &mut Telling) {
    let mut body =
        json!({"email": told.address("ann"), "code_challenge": 7, "code_challenge_method": "s256"});
    told.ask(post("/recover").json(body.clone())).await;
    body["code_challenge"] = challenge().into();
    body["code_challenge_method"] = json!(["s256"]);
    told.ask(post("/recover").json(body)).await;
}

async fn a_change_of_address_overlooks_a_method_alone(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = with(json!({"email": told.address("new")}), None, Some("s256"));
    told.ask(put("/user").bearer(&ann.access).json(body)).await;
}

async fn a_change_of_address_wants_a_whole_challenge(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"email": told.address("new")});
    for (challenge, method) in
        [(challenge(), None), (challenge(), Some("s512")), ("short".to_owned(), Some("s256"))]
    {
        let body = with(body.clone(), Some(&challenge), method);
        told.ask(put("/user").bearer(&ann.access).json(body)).await;
    }
}

async fn without_a_new_address_a_challenge_is_overlooked(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = with(json!({"data": {"a": 1}}), Some("short"), None);
    told.ask(put("/user").bearer(&ann.access).json(body)).await;
}
