//! Telephones in stories: numbers that no other story has, and the codes that come to them.

use serde_json::{Value, json};

use super::ask::{Ask, get, post, put};
use super::telling::{Member, PASSWORD, Telling};

/// What all numbers begin with.
const COUNTRY: &str = "155500";

/// Of how many numbers each server knows the code.
const KNOWN: u32 = 500;

/// A code that nobody has.
pub(super) const WRONG: &str = "999999";

/// A number whose code is known.
#[derive(Clone)]
pub(super) struct Phone {
    /// Without a plus sign.
    pub(super) number: String,
    pub(super) code: String,
}

/// The numbers whose code each server knows, as an operator writes them down.
pub(super) fn fixed_codes() -> String {
    let pairs = (1..=KNOWN).map(|number| format!("{COUNTRY}{number:06}:{number:06}"));
    pairs.collect::<Vec<_>>().join(",")
}

pub(super) fn sign_up(number: &str) -> Ask {
    post("/signup").json(json!({"phone": number, "password": PASSWORD}))
}

pub(super) fn sign_in(number: &str) -> Ask {
    post("/token?grant_type=password").json(json!({"phone": number, "password": PASSWORD}))
}

pub(super) fn otp(body: Value) -> Ask {
    post("/otp").json(body)
}

pub(super) fn verify(kind: &str, number: &str, code: &str) -> Ask {
    post("/verify").json(json!({"type": kind, "phone": number, "token": code}))
}

pub(super) fn resend(body: Value) -> Ask {
    post("/resend").json(body)
}

pub(super) fn change(access: &str, body: Value) -> Ask {
    put("/user").bearer(access).json(body)
}

impl Telling {
    /// A number of this story whose code is known.
    pub(super) fn known_phone(&mut self) -> Phone {
        let number = self.next_number();
        assert!(number <= KNOWN, "more numbers are needed");
        let (number, code) = (format!("{COUNTRY}{number:06}"), format!("{number:06}"));
        self.names_phone(&number);
        Phone { number, code }
    }

    /// A number of this story to which no code comes.
    pub(super) fn far_phone(&mut self) -> String {
        let number = format!("155599{:06}", self.next_number());
        self.names_phone(&number);
        number
    }

    /// Signs somebody up, without the code.
    pub(super) async fn caller(&mut self) -> Phone {
        let phone = self.known_phone();
        self.quietly(sign_up(&phone.number)).await;
        phone
    }

    /// Signs somebody up and shows the code.
    pub(super) async fn phone_member(&mut self) -> (Phone, Member) {
        let phone = self.caller().await;
        let session = self.quietly(verify("sms", &phone.number, &phone.code)).await;
        (phone, Member::new(&session))
    }

    /// Somebody who named nobody yet: the access token.
    pub(super) async fn anonymous(&mut self) -> String {
        self.quietly(post("/signup").json(json!({}))).await.at("/access_token")
    }

    /// Keeps what the log holds of somebody who has a number.
    pub(super) async fn notes_what_was_done_by(&mut self, number: &str) {
        let path = format!("/admin/audit?per_page=1000&query=author:{number}");
        let found = self.quietly(get(path).bearer(&self.admin_key())).await;
        let mut entries = found.body().as_array().expect("a list of entries").clone();
        entries.reverse();
        self.note_value("what was done", &Value::Array(entries));
    }

    /// An account that an administrator makes; its id.
    pub(super) async fn made(&mut self, body: Value) -> String {
        let ask = post("/admin/users").bearer(&self.admin_key()).json(body);
        self.quietly(ask).await.at("/id")
    }

    /// What an administrator changes of an account.
    pub(super) fn set(&self, id: &str, body: Value) -> Ask {
        put(format!("/admin/users/{id}")).bearer(&self.admin_key()).json(body)
    }
}
