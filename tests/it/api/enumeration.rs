//! Whether an address has an account is nobody's business but its owner's.

use std::time::Duration;

use serde_json::json;

use super::house::House;
use crate::support::page::Page;
use crate::support::person::PASSWORD;

/// Everything of an answer, without what is drawn for each.
fn seen(answer: &Page) -> (u16, Vec<String>, Vec<u8>) {
    let mut headers: Vec<_> = answer
        .headers
        .iter()
        .filter(|(name, _)| !["date", "x-request-id"].contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {value:?}"))
        .collect();
    headers.sort();
    (answer.status, headers, answer.bytes.clone())
}

#[tokio::test]
async fn registering_answers_byte_for_byte_the_same_whether_the_address_is_known_or_not() {
    for house in House::each().await {
        house.person("alpha").await;
        assert_eq!(house.program().registers("omega", "omega@example.com").await.status, 201);
        house.auth_mail_to("omega@example.com").await;
        house.time_passes(Duration::from_hours(2));
        let mut answers = Vec::new();
        for email in ["alpha@example.com", "omega@example.com", "sigma@example.com"] {
            let answer = house.program().registers("newname", email).await;
            assert_eq!(answer.status, 201, "{}", answer.body);
            let (status, headers, body) = seen(&answer);
            let body = String::from_utf8(body).unwrap().replace(email, "SOMEBODY");
            answers.push((status, headers, body));
            // So that the name is free for the next.
            house.time_passes(Duration::from_hours(25));
        }
        assert!(answers.windows(2).all(|two| two[0] == two[1]), "{answers:#?}");
        let mail = house.mail_to("alpha@example.com").await;
        assert!(mail.subject.contains("already have a"), "the owner is told: {}", mail.subject);
    }
}

#[tokio::test]
async fn a_wrong_password_answers_the_same_for_whoever_is_there_or_not() {
    for house in House::each().await {
        house.person("alpha").await;
        house.program().registers("omega", "omega@example.com").await;
        let mut answers = Vec::new();
        for who in ["alpha", "alpha@example.com", "omega", "omega@example.com", "sigma", "sigma@x.test", "!"]
        {
            let answer = house.program().signs_in(who, "not the password at all").await;
            assert_eq!(answer.status, 400, "{}", answer.body);
            answers.push(seen(&answer));
        }
        assert!(answers.windows(2).all(|two| two[0] == two[1]), "{answers:#?}");
        let right = house.program().signs_in("omega", PASSWORD).await;
        assert_eq!(right.json()["error"], json!("email_not_confirmed"), "only with the right password");
    }
}
