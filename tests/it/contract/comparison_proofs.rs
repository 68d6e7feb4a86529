//! That the comparison can fail: on made-up differences of every kind, and on allowances that are too
//! wide or not needed.

use serde_json::{Value, json};

use super::allowances::Allowances;
use super::comparison::compare;
use super::meant_differences::meant_differences;
use super::names::Names;

const STORY: &str = "signup::a_new_address_gets_a_user_and_a_mail";

fn recorded() -> Value {
    json!({
        "request": {"ask": "POST /signup"},
        "response": {
            "status": 200,
            "headers": {"content-type": "application/json"},
            "body": {"id": "<id 1>", "role": "authenticated", "tags": ["a", "b"], "count": 1, "none": null},
        },
    })
}

/// The fields that differ after a change, with everything let through that may be.
fn fields_after(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut came = recorded();
    change(&mut came);
    let differences = compare(STORY, &[recorded()], &[came], &meant_differences()).differences;
    differences.into_iter().map(|difference| difference.field).collect()
}

#[test]
fn the_same_answer_has_no_differences() {
    assert_eq!(fields_after(|_| ()), Vec::<String>::new());
}

#[test]
fn every_kind_of_difference_is_told() {
    let body = |came: &mut Value, key: &str, value: Value| came["response"]["body"][key] = value;
    let told = fields_after(|came| came["response"]["status"] = 201.into());
    assert_eq!(told, ["response/status"]);
    assert_eq!(fields_after(|came| body(came, "role", "admin".into())), ["response/body/role"]);
    assert_eq!(fields_after(|came| body(came, "count", "1".into())), ["response/body/count"], "another type");
    assert_eq!(fields_after(|came| body(came, "none", "".into())), ["response/body/none"], "null is no text");
    assert_eq!(
        fields_after(|came| body(came, "more", Value::Null)),
        ["response/body/more"],
        "a key too many"
    );
    let told = fields_after(|came| {
        came["response"]["body"].as_object_mut().unwrap().remove("none");
    });
    assert_eq!(told, ["response/body/none"], "a missing key");
    let told = fields_after(|came| body(came, "tags", json!(["a"])));
    assert_eq!(told, ["response/body/tags/1"], "a shorter list");
    let told = fields_after(|came| came["response"]["headers"]["x-sb-error-code"] = "unknown".into());
    assert_eq!(told, ["response/headers/x-sb-error-code"]);
    assert_eq!(fields_after(|came| came["response"] = "text".into()), ["response"]);
}

#[test]
fn a_story_that_is_shorter_or_longer_differs() {
    for (recorded, came) in [(vec![recorded()], vec![]), (vec![], vec![recorded()])] {
        assert_eq!(compare(STORY, &recorded, &came, &meant_differences()).differences.len(), 1);
    }
}

#[test]
fn only_what_the_table_names_is_let_through() {
    let cached = |value: &str| {
        let value = value.to_owned();
        fields_after(move |came| came["response"]["headers"]["cache-control"] = value.into())
    };
    assert_eq!(cached("no-store"), Vec::<String>::new());
    assert_eq!(cached("public"), ["response/headers/cache-control"]);
    let mut came = recorded();
    came["response"]["headers"]["cache-control"] = "no-store".into();
    let outcome = compare(STORY, &[recorded()], std::slice::from_ref(&came), &meant_differences());
    assert_eq!((outcome.differences.len(), outcome.needed.len()), (0, 1));
    assert_eq!(compare(STORY, &[recorded()], &[came], &Allowances::default()).differences.len(), 1);
}

#[test]
fn a_meant_answer_must_come_in_full() {
    let story = "admin_users::a_ban_into_the_past_is_refused";
    let allowances = meant_differences();
    let meant = allowances.answers.iter().find(|answer| answer.story == story).unwrap();
    let came = json!({"request": {"ask": "POST /signup"}, "response": meant.response});
    let outcome = compare(story, &[recorded()], std::slice::from_ref(&came), &allowances);
    assert_eq!((outcome.differences.len(), outcome.needed), (0, [meant.entry()].into()));
    let needed = compare(story, std::slice::from_ref(&came), std::slice::from_ref(&came), &allowances).needed;
    assert!(needed.is_empty(), "it says what was recorded: {needed:?}");
    let mut other = came;
    other["response"]["body"]["error_code"] = "unknown".into();
    assert_eq!(compare(story, &[recorded()], &[other], &allowances).differences.len(), 1);
}

#[test]
fn names_keep_equal_what_is_equal_and_apart_what_is_not() {
    let mut names = Names::new(".mark");
    let (one, other) = ("7d0c2f5e-0c1b-4a52-9d7e-2f6a1c9b8e10", "0b5f8d0e-6f0a-4a0c-8a54-3f1f8f0a7c11");
    let came = json!({"id": one, "user_id": other, "sub": one, "email": "ann.mark@example.com"});
    let expected = json!({"id": "<id 1>", "user_id": "<id 2>", "sub": "<id 1>", "email": "ann@example.com"});
    // Names are given in the order of the keys: email, id, sub, user_id.
    assert_eq!(names.value("", &came), expected);
    let hash = "b507a4ef007e1379d644aa6fe395cf98f1054ac96b63a052dca9a26a";
    assert_eq!(
        names.text(&format!("/verify?token=pkce_{hash}&type=signup")),
        "/verify?token=pkce_<token hash 1>&type=signup"
    );
    assert_eq!(names.text(hash), "<token hash 1>");
}

#[test]
fn what_has_the_wrong_form_keeps_its_face() {
    let mut names = Names::new(".mark");
    let odd = json!({"id": "no-id", "expires_at": "soon", "expires_in": 60, "msg": "", "confirmed_at": "0001-01-01T00:00:00Z"});
    assert_eq!(names.value("", &odd), odd);
    assert_eq!(names.value("", &json!({"msg": "Wrong"})), json!({"msg": "<words>"}));
}
