//! Secrets: none of them in an answer, none in the log.

use doorward::keys::{Keys, MasterSecret};
use doorward::web::route_list;

use crate::support::app::TestApp;
use crate::support::mailbox::Mail;
use crate::support::page::Page;
use crate::support::person::PASSWORD;
use crate::support::process::Place;
use crate::support::smtp_catcher::SmtpCatcher;
use crate::support::tokens::Tokens;
use crate::support::visitor::Visitor;

/// Thirty-two bytes in hexadecimal, as `DOORWARD_SECRET` takes them.
const SECRET: &str = "7f3a91c05be2d84617fa3c9e50b1d7628e49ac03f5d61b7290ce84a53d1f6b27";

const WRONG: &str = "eleven kites above the orchard";

fn keys() -> Keys {
    let byte = |at: usize| u8::from_str_radix(&SECRET[at * 2..at * 2 + 2], 16).unwrap();
    Keys::new(MasterSecret::new(std::array::from_fn(byte)), None)
}

/// Everything of an answer but the cookies it sets.
fn seen(page: &Page) -> String {
    let mut headers = page.headers.clone();
    headers.remove("set-cookie");
    format!("{headers:?}\n{}", page.body)
}

#[tokio::test]
async fn no_answer_ever_holds_a_token() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        let before = Tokens::of(&ada, &app.keys);
        assert!(before.access.starts_with("eyJ") && before.refresh.len() >= 12, "{before:?}");
        let mut answers = Vec::new();
        for hours in [0, 2] {
            app.clock.advance(std::time::Duration::from_hours(hours));
            for route in route_list(true) {
                answers.push(ada.get(&route.path.replace("{id}", "x")).await);
                answers.push(ada.request("DELETE", route.path).send().await);
            }
        }
        let after = Tokens::of(&ada, &app.keys);
        assert_ne!(after.refresh, before.refresh, "it was refreshed on the way");
        answers.push(ada.signs_out().await);
        for token in [before.access, before.refresh, after.access, after.refresh] {
            for answer in &answers {
                assert!(!seen(answer).contains(&token), "{}", answer.path);
                assert!(answer.set_cookies().iter().all(|cookie| !cookie.value.contains(&token)));
            }
        }
    }
}

/// What nobody may read in a log, each with what it is.
struct Canaries(Vec<(&'static str, String)>);

impl Canaries {
    fn add(&mut self, what: &'static str, secret: impl Into<String>) {
        self.0.push((what, secret.into()));
    }

    fn add_mail(&mut self, mail: &Mail) {
        self.add("a code", mail.code());
        let hash = mail.link().split("token_hash=").nth(1).and_then(|rest| rest.split('&').next());
        self.add("the token of a link", hash.expect("a link with a token"));
    }

    fn add_browser(&mut self, browser: &Visitor) {
        let tokens = Tokens::of(browser, &keys());
        self.add("an access token", tokens.access);
        self.add("a refresh token", tokens.refresh);
        for cookie in browser.cookies() {
            self.add("a cookie", cookie.value);
        }
    }
}

#[tokio::test]
async fn the_log_of_a_whole_life_holds_no_secret_however_much_is_logged() {
    for filter in ["info", "debug,doorward=trace"] {
        let catcher = SmtpCatcher::spawn().await;
        let place =
            Place::new(&[("DOORWARD_SECRET", SECRET), ("RUST_LOG", filter)]).mailing_through(&catcher);
        let process = place.start_ready().await;
        let mut canaries = Canaries(Vec::new());
        canaries.add("the secret", SECRET);
        canaries.add("a password", PASSWORD);
        canaries.add("a password that is sent in a form", PASSWORD.replace(' ', "+"));
        canaries.add("a wrong password", WRONG);

        let mut ada = place.visitor();
        ada.signs_up("lovelace", "lovelace@example.com").await;
        canaries.add("a form token", ada.get("/login").await.hidden("login", "form_token").unwrap());
        let mail = place.mail_to("lovelace@example.com").await;
        canaries.add_mail(&mail);
        ada.opens_mail_link(mail.link()).await;
        canaries.add_browser(&ada);
        ada.visit("/account").await;
        ada.signs_out().await;
        for (who, password) in [("lovelace", WRONG), ("lovelace@example.com", WRONG), ("lovelace", PASSWORD)]
        {
            ada.signs_in(who, password).await;
        }
        canaries.add_browser(&ada);
        ada.get("/nowhere/lovelace@example.com?email=lovelace@example.com").await;
        let mut phone = place.visitor();
        phone.asks_for_recovery("lovelace@example.com").await;
        let mail = place.mail_to("lovelace@example.com").await;
        canaries.add_mail(&mail);
        phone.types_code(mail.code()).await;
        phone.follow().await;
        canaries.add_browser(&phone);
        phone.chooses_password(WRONG).await;
        place.visitor().signs_up("someone", "lovelace@example.com").await;

        process.terminate().await;
        let ended = process.ends().await;
        assert!(ended.said.contains("answered") && ended.said.len() > 1_000, "{}", ended.said);
        canaries.add("a whole address", "lovelace@example.com");
        canaries.add("a whole address in a URL", "lovelace%40example.com");
        for (what, secret) in canaries.0 {
            let line = ended.said.lines().find(|line| line.contains(&secret));
            assert!(line.is_none(), "{what} in the log ({filter}): {line:?}");
        }
    }
}
