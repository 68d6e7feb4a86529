//! Passkeys and security keys: many things at once, over time, and brought from another server.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use data_encoding::HEXLOWER;
use doorward::auth_server::{ForeignRow, ForeignTable, TakenIn, WebAuthnSettings};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use super::site::{Answer, Site, settings};
use crate::support::authenticator::{Authenticator, Twist};
use crate::support::tables;

const AT_ONCE: usize = 20;

/// How long a challenge can be answered.
const LIFETIME: Duration = Duration::from_mins(5);

/// How long whoever comes late is told why.
const AN_HOUR: Duration = Duration::from_hours(1);

const ALL: i64 = 1_000;

fn device() -> Authenticator {
    Authenticator::at("site.example", "https://site.example")
}

/// Sites where keys are taken.
async fn sites(most: usize) -> Vec<Site> {
    let mut settings = settings();
    settings.passkeys.are_taken = true;
    settings.passkeys.most_per_person = most;
    settings.mfa.enrolls_keys = true;
    settings.mfa.verifies_keys = true;
    settings.webauthn = WebAuthnSettings {
        party_id: "site.example".to_owned(),
        party_name: "Site".to_owned(),
        origins: vec!["https://site.example".to_owned()],
        ..WebAuthnSettings::default()
    };
    Site::each_with(settings).await
}

impl Site {
    /// A challenge for a new passkey, answered: what is sent then.
    async fn new_passkey(&self, token: &str, device: &mut Authenticator) -> Value {
        let path = "/passkeys/registration/options";
        let asked = self.as_user(Method::POST, path, token, json!({})).await.expect(200);
        let credential = device.create(&asked.body["options"], &Twist::default());
        json!({ "challenge_id": asked.body["challenge_id"], "credential": credential })
    }

    async fn makes_passkey(&self, token: &str, answered: &Value) -> Answer {
        self.as_user(Method::POST, "/passkeys/registration/verify", token, answered.clone()).await
    }

    /// A challenge for a sign-in, answered: what is sent then.
    async fn signing_in(&self, device: &mut Authenticator) -> Value {
        let asked = self.post("/passkeys/authentication/options", json!({})).await.expect(200);
        let credential = device.sign(&asked.body["options"], &Twist::default());
        json!({ "challenge_id": asked.body["challenge_id"], "credential": credential })
    }

    async fn signs_in(&self, answered: &Value) -> Answer {
        self.post("/passkeys/authentication/verify", answered.clone()).await
    }

    async fn kept_challenges(&self) -> i64 {
        tables::count(self.db.database(), "auth_passkey_challenges").await
    }
}

/// One is let pass, and the others are told this.
#[track_caller]
fn one_and_refusals(answers: Vec<Answer>, status: u16, code: &str) {
    let passed = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(passed, 1, "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
    for answer in answers.into_iter().filter(|answer| answer.status != 200) {
        answer.refused(status, code);
    }
}

#[tokio::test]
async fn one_answer_twenty_times_at_once_signs_in_once() {
    for site in sites(10).await {
        let (ada, mut device) = (site.somebody("ada@example.com").await, device());
        let made = site.new_passkey(ada.access_token(), &mut device).await;
        site.makes_passkey(ada.access_token(), &made).await.expect(200);
        let answered = site.signing_in(&mut device).await;
        let answers = join_all((0..AT_ONCE).map(|_| site.signs_in(&answered))).await;
        one_and_refusals(answers, 400, "webauthn_challenge_not_found");
        assert_eq!(
            tables::count(site.db.database(), "auth_sessions").await,
            2,
            "with the one of the sign-up"
        );
    }
}

#[tokio::test]
async fn one_answer_twenty_times_at_once_makes_one_passkey() {
    for site in sites(10).await {
        let (ada, mut device) = (site.somebody("ada@example.com").await, device());
        let made = site.new_passkey(ada.access_token(), &mut device).await;
        let answers = join_all((0..AT_ONCE).map(|_| site.makes_passkey(ada.access_token(), &made))).await;
        one_and_refusals(answers, 400, "webauthn_challenge_not_found");
    }
}

#[tokio::test]
async fn of_many_at_once_one_gets_the_last_place() {
    for site in sites(1).await {
        let (ada, mut device) = (site.somebody("ada@example.com").await, device());
        let mut made = Vec::new();
        for _ in 0..5 {
            made.push(site.new_passkey(ada.access_token(), &mut device).await);
        }
        let answers = join_all(made.iter().map(|made| site.makes_passkey(ada.access_token(), made))).await;
        one_and_refusals(answers, 422, "too_many_passkeys");
        assert_eq!(site.kept_challenges().await, 0, "they are used up, whatever came of them");
    }
}

#[tokio::test]
async fn one_answer_of_a_second_factor_twenty_times_at_once_proves_it_once() {
    for site in sites(10).await {
        let (ada, mut device) = (site.somebody("ada@example.com").await, device());
        let token = ada.access_token();
        let body = json!({ "factor_type": "webauthn", "friendly_name": "key" });
        let factor = site.as_user(Method::POST, "/factors", token, body).await.expect(200);
        let path = format!("/factors/{}", factor.text("id"));
        let asked =
            site.as_user(Method::POST, &format!("{path}/challenge"), token, json!({})).await.expect(200);
        let options = &asked.body["webauthn"]["credential_options"]["publicKey"];
        let response = device.create(options, &Twist::default());
        let webauthn = json!({ "type": "create", "credential_response": response });
        let body = json!({ "challenge_id": asked.body["id"], "webauthn": webauthn });
        let path = format!("{path}/verify");
        let verifying = (0..AT_ONCE).map(|_| site.as_user(Method::POST, &path, token, body.clone()));
        let answers = join_all(verifying).await;
        one_and_refusals(answers, 422, "mfa_factor_not_found");
    }
}

#[tokio::test]
async fn challenges_go_an_hour_after_they_could_be_answered() {
    for site in sites(10).await {
        let ada = site.somebody("ada@example.com").await;
        let made = site.new_passkey(ada.access_token(), &mut device()).await;
        site.post("/passkeys/authentication/options", json!({})).await.expect(200);
        site.clock.advance(LIFETIME + AN_HOUR);
        assert_eq!(site.server.forget_passkey_challenges(ALL).await.unwrap(), 0, "not a moment too early");
        let ada = site.refresh(ada.refresh_token()).await.expect(200);
        site.makes_passkey(ada.access_token(), &made).await.refused(400, "webauthn_challenge_expired");
        site.post("/passkeys/authentication/options", json!({})).await.expect(200);
        site.clock.advance(Duration::from_micros(1));
        assert_eq!(site.server.forget_passkey_challenges(ALL).await.unwrap(), 1);
        assert_eq!(site.kept_challenges().await, 1, "the new one stays");
    }
}

/// A row as Postgres writes it.
fn row(fields: &[(&str, String)]) -> ForeignRow {
    ForeignRow::new(fields.iter().map(|(name, value)| ((*name).to_owned(), Some(value.clone()))))
}

const MOMENT: &str = "2026-11-28 18:16:14.83006+00";

/// A key that a person made at another server: its id, its public half, and the device that has it.
fn elsewhere(person: &str) -> (Vec<u8>, Vec<u8>, Authenticator) {
    let mut device = device();
    let options = json!({ "challenge": "", "user": { "id": URL_SAFE_NO_PAD.encode(person) } });
    let made = device.create(&options, &Twist::default());
    let object = URL_SAFE_NO_PAD.decode(made["response"]["attestationObject"].as_str().unwrap()).unwrap();
    let object: ciborium::Value = ciborium::from_reader(&object[..]).unwrap();
    let data = object.as_map().unwrap().iter().find(|(key, _)| key.as_text() == Some("authData"));
    let data = data.unwrap().1.as_bytes().unwrap().clone();
    // The hash, the flags, the counter, the AAGUID, the length of the id, and the id come before it.
    let public = data[37 + 18 + 32..].to_vec();
    (device.keys[0].id.clone(), public, device)
}

#[tokio::test]
async fn passkeys_of_another_server_sign_in_here() {
    for site in sites(10).await {
        let ada = site.somebody("ada@example.com").await;
        let person = ada.body["user"]["id"].as_str().unwrap();
        let (id, public, mut device) = elsewhere(person);
        let bytes = |bytes: &[u8]| format!("\\x{}", HEXLOWER.encode(bytes));
        let mut fields = vec![
            ("id", "6b043884-3f7d-431e-a071-cd250be730c9".to_owned()),
            ("user_id", person.to_owned()),
            ("credential_id", bytes(&id)),
            ("public_key", bytes(&public)),
            ("attestation_type", "none".to_owned()),
            ("aaguid", "00000000-0000-0000-0000-000000000000".to_owned()),
            ("sign_count", "0".to_owned()),
            ("transports", r#"["internal", "hybrid"]"#.to_owned()),
            ("backup_eligible", "f".to_owned()),
            ("backed_up", "f".to_owned()),
            ("friendly_name", "the blue one".to_owned()),
            ("created_at", MOMENT.to_owned()),
            ("updated_at", MOMENT.to_owned()),
        ];
        let takes = |fields: &[(&str, String)]| {
            let (server, rows) = (site.server.clone(), [row(fields)]);
            async move { server.take_in(ForeignTable::Passkeys, &rows).await.unwrap().pop().unwrap() }
        };
        assert_eq!(takes(&fields).await, TakenIn::Made);
        assert_eq!(takes(&fields).await, TakenIn::Known);
        let list = site.as_user(Method::GET, "/passkeys", ada.access_token(), json!({})).await.expect(200);
        assert_eq!(list.body[0]["friendly_name"], "the blue one");
        let answered = site.signing_in(&mut device).await;
        site.signs_in(&answered).await.expect(200);
        // Nobody's, and no key.
        fields[1].1 = "11111111-2222-4333-8444-555555555555".to_owned();
        assert!(matches!(takes(&fields).await, TakenIn::Refused(_)));
        fields[3].1 = "\\xa0".to_owned();
        assert!(matches!(takes(&fields).await, TakenIn::Refused(_)));
        fields[3].1 = "no bytes".to_owned();
        assert!(matches!(takes(&fields).await, TakenIn::Refused(_)));
    }
}

#[tokio::test]
async fn security_keys_of_another_server_prove_sessions_here() {
    for site in sites(10).await {
        let ada = site.somebody("ada@example.com").await;
        let person = ada.body["user"]["id"].as_str().unwrap();
        let (id, public, mut device) = elsewhere(person);
        let credential = json!({
            "id": STANDARD.encode(&id), "publicKey": STANDARD.encode(&public), "attestationType": "none",
            "transport": ["usb"],
            "flags": { "userPresent": true, "userVerified": true, "backupEligible": false, "backupState": false },
            "authenticator": {
                "AAGUID": STANDARD.encode([0; 16]), "signCount": 0, "cloneWarning": false, "attachment": "",
            },
        });
        let factor = "4b411a46-42e4-4e53-9638-6ffef4601971";
        let mut fields = vec![
            ("id", factor.to_owned()),
            ("user_id", person.to_owned()),
            ("friendly_name", "key".to_owned()),
            ("factor_type", "webauthn".to_owned()),
            ("status", "verified".to_owned()),
            ("created_at", MOMENT.to_owned()),
            ("updated_at", MOMENT.to_owned()),
            ("web_authn_credential", credential.to_string()),
        ];
        let rows = [row(&fields)];
        let outcomes = site.server.take_in(ForeignTable::Factors, &rows).await.unwrap();
        assert_eq!(outcomes, [TakenIn::Made]);
        let token = ada.access_token();
        let path = format!("/factors/{factor}");
        let asked =
            site.as_user(Method::POST, &format!("{path}/challenge"), token, json!({})).await.expect(200);
        let options = &asked.body["webauthn"]["credential_options"]["publicKey"];
        assert_eq!(options["allowCredentials"][0]["transports"], json!(["usb"]));
        let response = device.sign(options, &Twist::default());
        let webauthn = json!({ "type": "request", "credential_response": response });
        let body = json!({ "challenge_id": asked.body["id"], "webauthn": webauthn });
        site.as_user(Method::POST, &format!("{path}/verify"), token, body).await.expect(200);
        fields[0].1 = "4b411a46-42e4-4e53-9638-6ffef4601972".to_owned();
        fields[7].1 = "{}".to_owned();
        let outcomes = site.server.take_in(ForeignTable::Factors, &[row(&fields)]).await.unwrap();
        assert!(matches!(outcomes[..], [TakenIn::Refused(_)]), "{outcomes:?}");
    }
}
