//! What hooks may not do to the server: keep others from writing, answer another question than they were
//! asked, or have anything counted twice.

use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::Duration;

use doorward::auth_server::{AuthServerSettings, Hook, HookSettings, MailBudget, Renewal};
use futures_util::future::{Either, join, select};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use super::site::{PASSWORD, Site, settings};
use crate::contract::jwt;

/// Longer than anything but a slow hook takes.
const SLOW: Duration = Duration::from_secs(4);

/// An operator's program on loopback.
struct Program {
    server: MockServer,
    /// What it is asked, in order.
    asked: UnboundedReceiver<Value>,
}

struct Answering<F> {
    tell: UnboundedSender<Value>,
    answer: Mutex<F>,
}

impl Program {
    /// One that answers so, after so long.
    async fn start(answer: impl FnMut(&Value) -> (Value, Duration) + Send + 'static) -> Self {
        let (server, (tell, asked)) = (MockServer::start().await, unbounded_channel());
        let answering = Answering { tell, answer: Mutex::new(answer) };
        Mock::given(any()).respond_with(answering).mount(&server).await;
        Self { server, asked }
    }

    /// Sites that have it as this hook.
    async fn sites(&self, hook: Hook) -> Vec<Site> {
        self.sites_with(hook, settings()).await
    }

    async fn sites_with(&self, hook: Hook, mut settings: AuthServerSettings) -> Vec<Site> {
        settings.hooks.set(hook, HookSettings::at(&self.server.uri()).unwrap());
        Site::each_with(settings).await
    }
}

impl<F: FnMut(&Value) -> (Value, Duration) + Send> Respond for Answering<F> {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let asked: Value = request.body_json().unwrap();
        self.tell.send(asked.clone()).unwrap();
        let (answer, delay) = (self.answer.lock().unwrap())(&asked);
        ResponseTemplate::new(200).set_body_json(answer).set_delay(delay)
    }
}

/// Says of a token what was going to be said.
fn as_it_was(asked: &Value) -> Value {
    json!({ "claims": asked["claims"] })
}

#[tokio::test]
async fn a_slow_hook_keeps_nobody_else_waiting() {
    let mut program = Program::start(|asked| {
        let is_slow = asked["claims"]["user_metadata"]["slow"] == true;
        (as_it_was(asked), if is_slow { SLOW } else { Duration::ZERO })
    })
    .await;
    for site in program.sites(Hook::CustomAccessToken).await {
        let ada = site.somebody("ada@example.com").await;
        site.somebody("bob@example.com").await;
        let slow = json!({ "data": { "slow": true } });
        site.as_user(Method::PUT, "/user", ada.access_token(), slow).await.expect(200);
        while program.asked.try_recv().is_ok() {}
        let waiting = Box::pin(site.sign_in("ada@example.com", PASSWORD));
        let others = Box::pin(async {
            assert_eq!(program.asked.recv().await.unwrap()["claims"]["email"], "ada@example.com");
            for _ in 0..3 {
                site.sign_in("bob@example.com", PASSWORD).await.expect(200);
            }
            site.sign_up("eve@example.com").await.expect(200);
        });
        match select(waiting, others).await {
            Either::Left(_) => panic!("whoever waits for the hook was answered first"),
            Either::Right(((), waiting)) => drop(waiting.await.expect(200)),
        }
    }
}

#[tokio::test]
async fn an_answer_belongs_to_the_question_that_was_asked() {
    let (open, gate) = channel();
    let mut program = Program::start(move |asked| {
        let is_old = asked["claims"]["app_metadata"]["plan"].is_null();
        if asked["authentication_method"] == "password" && is_old {
            gate.recv().unwrap();
        }
        (as_it_was(asked), Duration::ZERO)
    })
    .await;
    for site in program.sites(Hook::CustomAccessToken).await {
        let ada = site.somebody("ada@example.com").await;
        let account = format!("/admin/users/{}", ada.body["user"]["id"].as_str().unwrap());
        while program.asked.try_recv().is_ok() {}
        let signing_in = site.sign_in("ada@example.com", PASSWORD);
        let changing = async {
            program.asked.recv().await.unwrap();
            let change = json!({ "app_metadata": { "plan": "large" } });
            site.as_admin(Method::PUT, &account, change).await.expect(200);
            open.send(()).unwrap();
        };
        let (signed_in, ()) = join(signing_in, changing).await;
        let claims = jwt::claims(signed_in.expect(200).access_token()).unwrap();
        assert_eq!(claims["app_metadata"]["plan"], "large");
        let asked_again = program.asked.try_recv().unwrap();
        assert_eq!(asked_again["claims"]["session_id"], claims["session_id"]);
        assert!(program.asked.try_recv().is_err());
    }
}

#[tokio::test]
async fn a_mail_that_a_hook_sends_counts_once() {
    let program = Program::start(|_| (json!({}), Duration::ZERO)).await;
    let mut settings = settings();
    let (over, renewal) = (Duration::from_hours(1), Renewal::AllAtOnce);
    settings.rates.mails = Some(MailBudget { mails: 3, over, renewal });
    for site in program.sites_with(Hook::SendEmail, settings).await {
        for name in ["ada", "bob", "eve"] {
            site.sign_up(&format!("{name}@example.com")).await.expect(200);
        }
        site.sign_up("one.more@example.com").await.refused(429, "over_email_send_rate_limit");
    }
}

#[tokio::test]
async fn a_code_that_a_hook_refuses_was_tried_once() {
    let busy = json!({ "error": { "http_code": 503, "message": "busy" } });
    let mut left = 0;
    let program = Program::start(move |asked| {
        if asked["claims"]["user_metadata"]["name"] != "Ada" {
            return (as_it_was(asked), Duration::ZERO);
        }
        left += 1;
        (if left % 5 == 0 { as_it_was(asked) } else { busy.clone() }, Duration::ZERO)
    })
    .await;
    for site in program.sites(Hook::CustomAccessToken).await {
        let body = json!({ "email": "ada@example.com", "password": PASSWORD, "data": { "name": "Ada" } });
        site.post("/signup", body).await.expect(200);
        let code = site.proof("ada@example.com").await.code;
        for _ in 0..4 {
            site.type_code("signup", "ada@example.com", &code).await.expect(503);
        }
        site.type_code("signup", "ada@example.com", &code).await.expect(200);
    }
}

#[tokio::test]
async fn a_hook_is_asked_about_each_try_of_a_second_factor_and_no_refused_one_counts() {
    let reject = json!({ "decision": "reject" });
    let program = Program::start(move |_| (reject.clone(), Duration::ZERO)).await;
    for site in program.sites(Hook::MfaVerificationAttempt).await {
        let ada = site.somebody("ada@example.com").await;
        let app = site.app(ada.access_token(), "app").await;
        let code = app.code(&site, 0);
        site.shows(ada.access_token(), &app, &code).await.refused(403, "mfa_verification_rejected");
        site.user(ada.access_token()).await.refused(403, "session_not_found");
        let again = site.sign_in("ada@example.com", PASSWORD).await.expect(200);
        let factors = &site.user(again.access_token()).await.body["factors"];
        assert_eq!(factors[0]["status"], "unverified");
    }
}
