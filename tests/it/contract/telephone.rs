//! What stories about telephones as second factors have in common.

use serde_json::json;

use super::ask::{Ask, get, post};
use super::second_factor::{challenge, verify};
use super::telling::{Member, Telling};

pub(super) fn enrol(member: &Member, name: &str, phone: &str) -> Ask {
    let body = json!({"factor_type": "phone", "friendly_name": name, "phone": phone});
    post("/factors").bearer(&member.access).json(body)
}

pub(super) fn send_code(member: &Member, factor: &str) -> Ask {
    challenge(member, factor).json(json!({}))
}

/// Somebody with a telephone that nobody has proved: the factor and the number.
pub(super) async fn begun(told: &mut Telling) -> (Member, String, String) {
    let ann = told.member("ann").await;
    let number = told.phone("ann");
    let factor = told.quietly(enrol(&ann, "telephone", &number)).await.at("/id");
    (ann, factor, number)
}

/// Has a code sent: the challenge and the code.
pub(super) async fn sent(
    told: &mut Telling,
    member: &Member,
    factor: &str,
    number: &str,
) -> (String, String) {
    let challenge = told.quietly(send_code(member, factor)).await.at("/id");
    (challenge, told.code_by_phone(number))
}

/// Proves a telephone.
pub(super) async fn prove(told: &mut Telling, member: &Member, factor: &str, number: &str) -> Member {
    let (challenge, code) = sent(told, member, factor, number).await;
    Member::new(&told.quietly(verify(member, factor, &challenge, &code)).await)
}

/// Somebody with a proved telephone, signed in with it.
pub(super) async fn protected(told: &mut Telling) -> (Member, String, String) {
    let (ann, factor, number) = begun(told).await;
    (prove(told, &ann, &factor, &number).await, factor, number)
}

/// A code of the same length that was not sent.
pub(super) fn other_code(told: &mut Telling, code: &str) -> String {
    let other: String = code.chars().map(|digit| if digit == '9' { '0' } else { '9' }).collect();
    told.call(&other, "<wrong code>");
    other
}

pub(super) async fn shows(told: &mut Telling, member: &Member) {
    told.ask(get("/user").bearer(&member.access)).await;
}
