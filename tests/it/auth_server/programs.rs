//! Programs of others that people let use their account, under races and over time.

use std::time::Duration;

use doorward::database::each;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use url::Url;

use super::site::{Answer, Site, settings};
use crate::support::tables;

/// As a plain challenge it is its own verifier.
const VERIFIER: &str = "a-verifier-that-only-its-client-knows-0123456789";

const BACK: &str = "https://program.example/back";

/// How long a person and a program have.
const LIFETIME: Duration = Duration::from_mins(10);

/// How long a program that registered itself waits.
const UNUSED_FOR: Duration = Duration::from_hours(90 * 24);

const ALL: i64 = 1_000;

/// Sites where programs are let in.
async fn sites() -> Vec<Site> {
    let mut settings = settings();
    settings.oauth_server.is_on = true;
    settings.oauth_server.takes_registrations = true;
    "/consent".clone_into(&mut settings.oauth_server.authorization_path);
    Site::each_with(settings).await
}

impl Site {
    /// A program that registers itself; what it is told.
    async fn program(&self) -> Value {
        let body = json!({ "redirect_uris": [BACK], "token_endpoint_auth_method": "client_secret_post" });
        self.post("/oauth/clients/register", body).await.expect(201).body
    }

    /// The id of what it asks for.
    async fn asked_for(&self, program: &Value) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query
            .append_pair("client_id", program["client_id"].as_str().unwrap())
            .append_pair("redirect_uri", BACK);
        query.append_pair("code_challenge", VERIFIER).append_pair("code_challenge_method", "plain");
        let path = format!("/oauth/authorize?{}", query.finish());
        let sent = self.request(Method::GET, &path).send().await.unwrap();
        let location = Url::parse(sent.headers()["location"].to_str().unwrap()).unwrap();
        parameter(&location, "authorization_id")
    }

    async fn looks(&self, id: &str, token: &str) -> Answer {
        self.as_user(Method::GET, &format!("/oauth/authorizations/{id}"), token, json!({})).await
    }

    async fn approves(&self, id: &str, token: &str) -> Answer {
        let path = format!("/oauth/authorizations/{id}/consent");
        self.as_user(Method::POST, &path, token, json!({ "action": "approve" })).await
    }

    /// The code that it gets from somebody.
    async fn code_for(&self, program: &Value, token: &str) -> String {
        let id = self.asked_for(program).await;
        self.looks(&id, token).await.expect(200);
        code_in(&self.approves(&id, token).await.expect(200))
    }

    async fn exchanges(&self, program: &Value, grant: Value) -> Answer {
        let mut body = grant;
        for name in ["client_id", "client_secret"] {
            body[name] = program[name].clone();
        }
        self.post("/oauth/token", body).await
    }
}

fn parameter(url: &Url, name: &str) -> String {
    url.query_pairs().find(|(key, _)| key == name).unwrap_or_else(|| panic!("{name} in {url}")).1.into_owned()
}

fn code_in(answer: &Answer) -> String {
    parameter(&Url::parse(answer.text("redirect_url")).unwrap(), "code")
}

fn code_grant(code: &str) -> Value {
    json!({ "grant_type": "authorization_code", "code": code, "code_verifier": VERIFIER })
}

#[tokio::test]
async fn a_code_exchanged_many_times_at_once_begins_one_session() {
    for site in sites().await {
        let ada = site.somebody("ada@example.com").await;
        let program = site.program().await;
        let code = site.code_for(&program, ada.access_token()).await;
        let before = tables::count(site.db.database(), "auth_sessions").await;
        let answers = join_all((0..8).map(|_| site.exchanges(&program, code_grant(&code)))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        for late in answers.iter().filter(|answer| answer.status != 200) {
            assert_eq!((late.status.as_u16(), late.text("error")), (400, "invalid_grant"));
        }
        assert_eq!(tables::count(site.db.database(), "auth_sessions").await, before + 1);
    }
}

#[tokio::test]
async fn many_decisions_at_once_are_one() {
    for site in sites().await {
        let ada = site.somebody("ada@example.com").await;
        let program = site.program().await;
        let id = site.asked_for(&program).await;
        site.looks(&id, ada.access_token()).await.expect(200);
        let answers = join_all((0..8).map(|_| site.approves(&id, ada.access_token()))).await;
        let decided: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
        assert_eq!(decided.len(), 1);
        site.exchanges(&program, code_grant(&code_in(decided[0]))).await.expect(200);
        // What was let in before is let in again without a question, and once.
        let id = site.asked_for(&program).await;
        let answers = join_all((0..8).map(|_| site.looks(&id, ada.access_token()))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    }
}

#[tokio::test]
async fn a_program_that_is_shut_out_while_it_exchanges_holds_no_session() {
    for site in sites().await {
        let ada = site.somebody("ada@example.com").await;
        let program = site.program().await;
        let id = program["client_id"].as_str().unwrap();
        for _ in 0..4 {
            let code = site.code_for(&program, ada.access_token()).await;
            let shut_out = format!("/user/oauth/grants?client_id={id}");
            let (exchanged, revoked) = tokio::join!(
                site.exchanges(&program, code_grant(&code)),
                site.as_user(Method::DELETE, &shut_out, ada.access_token(), json!({})),
            );
            revoked.expect(204);
            assert!([200, 400].contains(&exchanged.status.as_u16()), "{}", exchanged.status);
            let left = tables::count(site.db.database(), "auth_sessions").await;
            assert_eq!(left, 1, "whichever came first, only Ada herself has one");
        }
        let deleted = format!("/admin/oauth/clients/{id}");
        let code = site.code_for(&program, ada.access_token()).await;
        let (exchanged, deleted) = tokio::join!(
            site.exchanges(&program, code_grant(&code)),
            site.as_admin(Method::DELETE, &deleted, json!({})),
        );
        deleted.expect(204);
        assert!([200, 400].contains(&exchanged.status.as_u16()), "{}", exchanged.status);
        for table in ["auth_oauth_clients", "auth_oauth_consents", "auth_oauth_authorizations"] {
            assert_eq!(tables::count(site.db.database(), table).await, 0, "{table}");
        }
        assert_eq!(tables::count(site.db.database(), "auth_sessions").await, 1, "that of Ada herself");
    }
}

#[tokio::test]
async fn whoever_reads_the_tables_learns_no_secret_and_no_code() {
    for site in sites().await {
        let ada = site.somebody("ada@example.com").await;
        let program = site.program().await;
        let code = site.code_for(&program, ada.access_token()).await;
        let (secret, hash): (Vec<u8>, Vec<u8>) =
            each!(site.db.database().read().await.unwrap().executor(), c => {
                sqlx::query_as(
                    "select c.secret_hash, a.code_hash
                    from auth_oauth_clients c join auth_oauth_authorizations a on a.client_id = c.id",
                )
                .fetch_one(c)
                .await
            })
            .unwrap();
        assert_eq!((secret.len(), hash.len()), (32, 32));
        assert_ne!(secret, program["client_secret"].as_str().unwrap().as_bytes());
        assert_ne!(hash, code.as_bytes());
    }
}

#[tokio::test]
async fn what_nobody_decided_in_time_goes() {
    for site in sites().await {
        let program = site.program().await;
        site.asked_for(&program).await;
        site.clock.advance(LIFETIME);
        assert_eq!(
            site.server.forget_authorizations(ALL).await.unwrap(),
            0,
            "it is there to the last moment"
        );
        site.clock.advance(Duration::from_secs(1));
        site.asked_for(&program).await;
        assert_eq!(site.server.forget_authorizations(ALL).await.unwrap(), 1);
        assert_eq!(tables::count(site.db.database(), "auth_oauth_authorizations").await, 1);
    }
}

#[tokio::test]
async fn programs_that_registered_themselves_and_were_never_let_in_go() {
    for site in sites().await {
        let ada = site.somebody("ada@example.com").await;
        let used = site.program().await;
        site.program().await;
        site.as_admin(Method::POST, "/admin/oauth/clients", json!({ "redirect_uris": [BACK] }))
            .await
            .expect(201);
        site.code_for(&used, ada.access_token()).await;
        site.clock.advance(UNUSED_FOR);
        assert_eq!(site.server.forget_unused_programs(ALL).await.unwrap(), 0);
        site.clock.advance(Duration::from_secs(1));
        site.program().await;
        assert_eq!(site.server.forget_unused_programs(ALL).await.unwrap(), 1);
        assert_eq!(tables::count(site.db.database(), "auth_oauth_clients").await, 3);
    }
}
