//! Passwords that have leaked, and the service that knows them: what it is asked, and what is done without it.
//! What the answers look like is compared in the contract suite.

use std::time::Duration;

use doorward::auth_server::{AuthServerSettings, Hook, HookSettings, LeakMemory, PasswordRules};
use futures_util::future::{Either, select};
use reqwest::Method;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use super::site::{Answer, PASSWORD, Site, settings};
use crate::contract::ranges::{self, FAILING, LEAKED, LEAKED_AND_SHORT, NEVER_LEAKED, RANGES, digits};

/// Longer than anything but a slow service takes.
const SLOW: Duration = Duration::from_mins(1);

/// How long a slow service is waited for.
const PATIENCE: Duration = Duration::from_millis(200);

/// The service on loopback.
struct Service(MockServer);

struct Ranges;

impl Respond for Ranges {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let (path, beginning) = request.url.path().rsplit_once('/').unwrap();
        assert_eq!(path, RANGES);
        ranges::answer(beginning)
    }
}

impl Service {
    async fn start() -> Self {
        Self::answering(Ranges).await
    }

    async fn answering(answers: impl Respond + 'static) -> Self {
        let service = Self(MockServer::start().await);
        service.answers(answers).await;
        service
    }

    async fn answers(&self, answers: impl Respond + 'static) {
        self.0.reset().await;
        Mock::given(any()).respond_with(answers).mount(&self.0).await;
    }

    /// What it was asked so far.
    async fn asked(&self) -> Vec<Request> {
        self.0.received_requests().await.unwrap()
    }

    fn settings(&self) -> AuthServerSettings {
        let mut settings = settings();
        settings.leaks.is_on = true;
        settings.leaks.service = format!("{}{RANGES}", self.0.uri());
        settings
    }

    fn closed(&self) -> AuthServerSettings {
        let mut settings = self.settings();
        settings.leaks.fails_closed = true;
        settings
    }
}

async fn sign_up(site: &Site, email: &str, password: &str) -> Answer {
    site.post("/signup", json!({ "email": email, "password": password })).await
}

/// An account that an administrator makes.
async fn made(site: &Site, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password, "email_confirm": true });
    site.as_admin(Method::POST, "/admin/users", body).await.expect(200)
}

#[tokio::test]
async fn five_digits_leave_and_nothing_else_of_the_password() {
    let service = Service::start().await;
    for site in Site::each_with(service.settings()).await {
        service.answers(Ranges).await;
        sign_up(&site, "ada@example.com", PASSWORD).await.expect(200);
        let asked = service.asked().await;
        assert_eq!(asked.len(), 1);
        let digits = digits(PASSWORD);
        let (beginning, rest) = digits.split_at(5);
        assert_eq!(
            (asked[0].method.as_str(), asked[0].url.path()),
            ("GET", &*format!("{RANGES}/{beginning}"))
        );
        assert_eq!((asked[0].url.query(), asked[0].body.as_slice()), (None, [].as_slice()));
        let header = |name: &str| asked[0].headers.get(name).map(|value| value.to_str().unwrap());
        assert_eq!((header("add-padding"), header("user-agent")), (Some("true"), Some("Doorward")));
        let whole = format!("{:?}", asked[0]).to_uppercase();
        for secret in [rest, &PASSWORD.to_uppercase(), "ADA@"] {
            assert!(!whole.contains(secret), "{secret}: {whole}");
        }
    }
}

#[tokio::test]
async fn a_password_that_has_leaked_is_set_nowhere() {
    let service = Service::start().await;
    let mut settings = service.settings();
    settings.phones.are_taken = true;
    settings.phones.are_believed = true;
    for site in Site::each_with(settings).await {
        let ada = site.somebody("ada@example.com").await;
        let account = format!("/admin/users/{}", ada.body["user"]["id"].as_str().unwrap());
        let link = json!({ "type": "signup", "email": "eve@example.com", "password": LEAKED });
        let by_phone = json!({ "phone": "15550100", "password": LEAKED });
        for refused in [
            sign_up(&site, "eve@example.com", LEAKED).await,
            site.post("/signup", by_phone).await,
            site.as_user(Method::PUT, "/user", ada.access_token(), json!({ "password": LEAKED })).await,
            site.as_admin(Method::PUT, &account, json!({ "password": LEAKED })).await,
            site.as_admin(Method::POST, "/admin/generate_link", link).await,
        ] {
            let refused = refused.refused(422, "weak_password");
            assert_eq!(refused.body["weak_password"], json!({ "reasons": ["pwned"] }));
        }
        site.sign_in("ada@example.com", PASSWORD).await.expect(200);
        sign_up(&site, "eve@example.com", NEVER_LEAKED).await.expect(200);
    }
}

#[tokio::test]
async fn whoever_has_one_already_is_told_at_the_sign_in() {
    let service = Service::start().await;
    let mut settings = service.settings();
    settings.password_rules = PasswordRules::new(10, vec!["abc".to_owned()]);
    for site in Site::each_with(settings).await {
        made(&site, "ada@example.com", LEAKED).await;
        let pair = site.sign_in("ada@example.com", LEAKED).await.expect(200);
        assert_eq!(pair.body["weak_password"]["reasons"], json!(["pwned"]));
        made(&site, "bob@example.com", LEAKED_AND_SHORT).await;
        let pair = site.sign_in("bob@example.com", LEAKED_AND_SHORT).await.expect(200);
        assert_eq!(pair.body["weak_password"]["reasons"], json!(["length", "characters", "pwned"]));
        made(&site, "eve@example.com", NEVER_LEAKED).await;
        let pair = site.sign_in("eve@example.com", NEVER_LEAKED).await.expect(200);
        assert_eq!(pair.body.get("weak_password"), None);
    }
}

#[tokio::test]
async fn of_a_wrong_password_the_service_is_asked_nothing() {
    let service = Service::start().await;
    for site in Site::each_with(service.settings()).await {
        service.answers(Ranges).await;
        made(&site, "ada@example.com", PASSWORD).await;
        for email in ["ada@example.com", "nobody@example.com", "no address"] {
            site.sign_in(email, LEAKED).await.refused(400, "invalid_credentials");
        }
        assert_eq!(service.asked().await.len(), 0);
    }
}

#[tokio::test]
async fn nothing_is_looked_up_that_is_refused_anyway_or_where_it_is_off() {
    let service = Service::start().await;
    for site in Site::each_with(service.settings()).await {
        sign_up(&site, "ada@example.com", "").await.refused(400, "validation_failed");
        sign_up(&site, "ada@example.com", &"a".repeat(73)).await.refused(400, "validation_failed");
        site.post("/otp", json!({ "email": "ada@example.com" })).await.expect(200);
    }
    let mut off = service.settings();
    off.leaks.is_on = false;
    for site in Site::each_with(off).await {
        sign_up(&site, "ada@example.com", LEAKED).await.expect(200);
    }
    assert_eq!(service.asked().await.len(), 0);
}

/// Shows what is answered while the service gives this answer: about a new password and at a sign-in.
async fn is_no_answer(service: &Service) {
    for (settings, is_closed) in [(service.settings(), false), (service.closed(), true)] {
        let mut settings = settings;
        settings.leaks.patience = PATIENCE;
        for site in Site::each_with(settings).await {
            made(&site, "ada@example.com", LEAKED).await;
            let new = sign_up(&site, "eve@example.com", LEAKED).await;
            if is_closed {
                new.refused(500, "unexpected_failure");
                sign_up(&site, "eve@example.com", "a").await.refused(500, "unexpected_failure");
            } else {
                new.expect(200);
                let weak = sign_up(&site, "eve@example.com", "a").await.refused(422, "weak_password");
                assert_eq!(weak.body["weak_password"]["reasons"], json!(["length"]));
            }
            let pair = site.sign_in("ada@example.com", LEAKED).await.expect(200);
            assert_eq!(pair.body.get("weak_password"), None);
        }
    }
}

#[tokio::test]
async fn a_service_that_is_slow_is_given_up() {
    is_no_answer(&Service::answering(ResponseTemplate::new(200).set_delay(SLOW)).await).await;
}

#[tokio::test]
async fn a_service_that_fails_says_nothing() {
    for status in [204, 404, 429, 500, 503] {
        let listed = ResponseTemplate::new(status).set_body_string(format!("{}:1", &digits(LEAKED)[5..]));
        is_no_answer(&Service::answering(listed).await).await;
    }
}

#[tokio::test]
async fn a_redirect_is_no_answer() {
    let elsewhere = Service::start().await;
    let there = format!("{}{RANGES}/{}", elsewhere.0.uri(), &digits(LEAKED)[..5]);
    let moved = ResponseTemplate::new(302).insert_header("location", there.as_str());
    is_no_answer(&Service::answering(moved).await).await;
    assert_eq!(elsewhere.asked().await.len(), 0);
}

#[tokio::test]
async fn an_answer_without_end_is_none() {
    let listed = format!("{}:1\r\n", &digits(LEAKED)[5..]).repeat(30_000);
    is_no_answer(&Service::answering(ResponseTemplate::new(200).set_body_string(listed)).await).await;
}

#[tokio::test]
async fn a_slow_service_keeps_nobody_else_waiting() {
    let slow = |request: &Request| {
        let is_slow = request.url.path().ends_with(&digits(FAILING)[..5]);
        ResponseTemplate::new(200).set_delay(if is_slow { SLOW } else { Duration::ZERO })
    };
    let service = Service::answering(slow).await;
    for site in Site::each_with(service.settings()).await {
        service.answers(slow).await;
        made(&site, "ada@example.com", FAILING).await;
        let bob = site.somebody("bob@example.com").await;
        let before = service.asked().await.len();
        let waiting = Box::pin(async {
            let change = json!({ "password": FAILING });
            let changing = site.as_user(Method::PUT, "/user", bob.access_token(), change);
            let signing_in = site.sign_in("ada@example.com", FAILING);
            let signing_up = sign_up(&site, "eve@example.com", FAILING);
            futures_util::future::join3(changing, signing_in, signing_up).await
        });
        let others = Box::pin(async {
            while service.asked().await.len() < before + 3 {
                tokio::task::yield_now().await;
            }
            site.sign_in("bob@example.com", PASSWORD).await.expect(200);
            sign_up(&site, "joe@example.com", PASSWORD).await.expect(200);
            let change = json!({ "data": { "name": "Bob" } });
            site.as_user(Method::PUT, "/user", bob.access_token(), change).await.expect(200);
        });
        match select(waiting, others).await {
            Either::Left(_) => panic!("whoever waits for the service was answered first"),
            Either::Right(((), _)) => {}
        }
    }
}

#[tokio::test]
async fn a_request_that_is_run_again_for_a_hook_asks_the_service_once() {
    let (service, hook) = (Service::start().await, MockServer::start().await);
    let agree = |asked: &Request| {
        let asked: Value = asked.body_json().unwrap();
        ResponseTemplate::new(200).set_body_json(json!({ "claims": asked["claims"] }))
    };
    Mock::given(any()).respond_with(agree).mount(&hook).await;
    let mut settings = service.settings();
    settings.hooks.set(Hook::CustomAccessToken, HookSettings::at(&hook.uri()).unwrap());
    for site in Site::each_with(settings).await {
        made(&site, "ada@example.com", LEAKED).await;
        service.answers(Ranges).await;
        let pair = site.sign_in("ada@example.com", LEAKED).await.expect(200);
        assert_eq!(pair.body["weak_password"]["reasons"], json!(["pwned"]));
        assert_eq!(service.asked().await.len(), 1);
        assert!(!hook.received_requests().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn leaked_passwords_that_are_remembered_are_not_asked_for_again() {
    let service = Service::start().await;
    let mut settings = service.closed();
    settings.leaks.memory = Some(LeakMemory::default());
    for site in Site::each_with(settings).await {
        service.answers(Ranges).await;
        sign_up(&site, "ada@example.com", LEAKED).await.refused(422, "weak_password");
        sign_up(&site, "ada@example.com", NEVER_LEAKED).await.expect(200);
        service.answers(ResponseTemplate::new(500)).await;
        sign_up(&site, "eve@example.com", LEAKED).await.refused(422, "weak_password");
        assert_eq!(service.asked().await.len(), 0);
        sign_up(&site, "eve@example.com", NEVER_LEAKED).await.refused(500, "unexpected_failure");
    }
}
