//! The site behind a real nginx and a real Caddy, set up by the files in `deploy/`.

use serde_json::{Value, json};

use crate::support::front::{Front, FrontProxy};
use crate::support::person::{PASSWORD, Person};
use crate::support::port::Port;
use crate::support::process::{Place, Process};
use crate::support::smtp_catcher::SmtpCatcher;
use crate::support::visitor::Visitor;

/// A site on an SQLite file with a proxy in front.
struct Site {
    place: Place,
    proxy: FrontProxy,
    _program: Process,
    _port: Port,
}

impl Site {
    async fn behind(front: Front) -> Self {
        let port = Port::keep();
        let place = Place::new(&[]).mailing_through(&SmtpCatcher::spawn().await);
        let place = place.behind(&format!("http://127.0.0.1:{}", port.number()));
        let program = place.start_ready().await;
        let proxy = front.before(&port, &[place.port()]).await;
        Self { place, proxy, _program: program, _port: port }
    }

    /// Somebody with a fresh browser, who claims an address of their own.
    fn visitor(&self) -> Visitor {
        let mut visitor = self.place.visitor();
        self.proxy.serves(&mut visitor);
        visitor
    }

    async fn user(&self, name: &str) -> Person {
        let mut person = self.place.user(name).await;
        self.proxy.serves(&mut person);
        person
    }

    /// Makes the auth server know so much of somebody that their tokens are as long as cookies can be.
    async fn writes_much_about(&self, person: &Person) {
        let keys = self.place.run(&["keys", "api"]).ends().await.said;
        let key = keys.lines().find_map(|line| line.strip_prefix("secret")).expect("a key").trim();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let users = format!("http://127.0.0.1:{}/auth/v1/admin/users", self.place.port());
        let listed: Value = client.get(&users).bearer_auth(key).send().await.unwrap().json().await.unwrap();
        let all = listed["users"].as_array().unwrap();
        let id = all.iter().find(|user| user["email"] == person.email).unwrap()["id"].as_str().unwrap();
        let much = json!({ "user_metadata": { "about": "x".repeat(5_000) } });
        let changed = client.put(format!("{users}/{id}")).bearer_auth(key).json(&much).send().await.unwrap();
        assert_eq!(changed.status(), 200);
    }
}

#[tokio::test]
async fn somebody_signs_up_in_and_out_through_the_proxy() {
    for front in [Front::Nginx, Front::Caddy] {
        let site = Site::behind(front).await;
        let mut ada = site.visitor();
        assert_eq!(ada.signs_up("ada", "ada@example.com").await.goes_to(), "/check-inbox", "{front:?}");
        ada.follow().await;
        site.place.confirms(&mut ada, "ada@example.com").await;
        assert!(ada.is_signed_in().await);
        assert_eq!(ada.signs_out().await.goes_to(), "/login");
        assert_eq!(ada.signs_in("ada", PASSWORD).await.status, 303);
        assert!(ada.is_signed_in().await);
        assert_eq!(site.visitor().get("/metrics").await.status, 404);
    }
}

#[tokio::test]
async fn tokens_as_long_as_cookies_can_be_pass_the_proxy() {
    for front in [Front::Nginx, Front::Caddy] {
        let site = Site::behind(front).await;
        let mut ada = site.user("ada").await;
        site.writes_much_about(&ada).await;
        assert_eq!(ada.signs_out().await.goes_to(), "/login", "{front:?}");
        let answer = ada.signs_in("ada", PASSWORD).await;
        assert_eq!(answer.status, 303, "{front:?}: {}", answer.summary());
        let bytes: usize = ada.cookies().iter().map(|cookie| cookie.value.len()).sum();
        assert!(bytes > 8_000, "{front:?}: only {bytes}");
        assert!(ada.is_signed_in().await, "{front:?}");
    }
}

#[tokio::test]
async fn an_address_that_visitors_claim_to_have_is_not_believed() {
    const TRIES: usize = 30;
    for front in [Front::Nginx, Front::Caddy] {
        let site = Site::behind(front).await;
        let mut answers = Vec::new();
        for number in 0..=TRIES {
            // Each says that it comes from somewhere else, and tries another account.
            let account = format!("somebody{number}@example.com");
            answers.push(site.visitor().signs_in(&account, PASSWORD).await.status);
        }
        assert_eq!(answers.pop(), Some(429), "{front:?}: all come from one address");
        assert!(answers.iter().all(|status| *status == 422), "{front:?}: {answers:?}");
    }
}
