//! The operator's programs, as stories tell of them.

use doorward::auth_server::Hook;
use serde_json::{Map, Value, json};

use super::ask::{Ask, post};
use super::hooked::Reply;
use super::telling::{PASSWORD, Telling};

/// A sign-in by password.
pub(super) fn signing_in(email: &str, password: &str) -> Ask {
    post("/token?grant_type=password").json(json!({"email": email, "password": password}))
}

impl Telling {
    /// Lets a hook answer this to all that is about this story.
    pub(super) fn hook_answers(&mut self, hook: Hook, reply: Reply) {
        let mark = self.mark().to_owned();
        self.hook_answers_to(hook, &mark, &[reply]);
    }

    /// Lets a hook answer these in turn, the last for ever, to what holds a text.
    pub(super) fn hook_answers_to(&mut self, hook: Hook, to: &str, replies: &[Reply]) {
        self.hooks().answer(hook, to, replies);
    }

    /// Keeps what a hook was told in this story.
    pub(super) fn note_hook(&mut self, hook: Hook) {
        let mark = self.mark().to_owned();
        self.note_hook_of(hook, &mark);
    }

    /// Keeps what a hook was told that holds a text.
    pub(super) fn note_hook_of(&mut self, hook: Hook, text: &str) {
        let told: Vec<_> = self.hooks().told(hook, text).iter().map(|told| self.named(told)).collect();
        self.note(&format!("what {} was told", hook.setting()), told);
    }

    /// Keeps how often a hook was told of somebody.
    pub(super) fn note_hook_calls(&mut self, hook: Hook, text: &str) {
        let calls = self.hooks().told(hook, text).len();
        self.note(&format!("calls of {}", hook.setting()), calls);
    }

    /// What a mail that a hook sends in the place of ours says, the last one that this story led to.
    pub(super) fn last_email_data(&mut self) -> Map<String, Value> {
        let told = self.hooks().told(Hook::SendEmail, self.mark()).pop().expect("a mail");
        told["payload"]["email_data"].as_object().expect("what it is made of").clone()
    }

    /// Signs somebody up and in where a hook sends the mails.
    pub(super) async fn member_by_hook(&mut self, name: &str) -> super::telling::Member {
        let email = self.address(name);
        self.quietly(post("/signup").json(json!({"email": email, "password": PASSWORD}))).await;
        let hash = self.last_email_data()["token_hash"].clone();
        let session = self.quietly(post("/verify").json(json!({"type": "signup", "token_hash": hash}))).await;
        super::telling::Member::new(&session)
    }

    /// A telephone number that no other story has, as people write it.
    pub(super) fn phone(&mut self, name: &str) -> String {
        let digits = u64::from_str_radix(&self.mark()[2..], 16).expect("hex digits") % 10_u64.pow(9);
        let number = format!("49{:09}{:03}", digits, u64::from(name.as_bytes()[0]));
        self.call(&number, &format!("<number of {name}>"));
        number
    }

    /// The code in the last message that a hook was to send to a number.
    pub(super) fn code_by_phone(&mut self, number: &str) -> String {
        let told = self.hooks().told(Hook::SendSms, &format!("\"{number}\"")).pop().expect("a message");
        let code = told["payload"]["sms"]["otp"].as_str().expect("a code").to_owned();
        self.name_sent_code(&code);
        code
    }
}
