//! Doing a step at one server, with what it has given before.

use serde_json::{Map, Value, json};

use super::action::{Action, How, Which, Whom};
use super::pools::Pools;
use crate::contract::ask::{Ask, delete, get, post, put};
use crate::contract::letter::Letter;
use crate::contract::telling::Telling;

/// Who lives in a walk.
pub(super) const PEOPLE: &[&str] = &["ann", "bob", "cat"];

pub(super) const NO_ADDRESSES: &[&str] = &["", "no address", "a@", "@example.com", "two@at@example.com"];

/// The first two are good.
pub(super) const PASSWORDS: &[&str] = &[
    "correct horse battery",
    "another good one",
    "short",
    "",
    "seventy-three-bytes-are-one-byte-more-than-the-hash-can-take-of-a-passwor",
];

/// What people say of themselves.
pub(super) const SAYINGS: &[&str] =
    &["{}", r#"{"name":"Ann"}"#, r#"{"name":"Bob","age":7}"#, "[]", "\"text\""];

pub(super) const RESENT: &[&str] = &["signup", "email_change", "recovery", ""];

pub(super) const KINDS: &[&str] =
    &["signup", "invite", "recovery", "magiclink", "email", "email_change", "sms", "other", ""];

/// Without the one whose hash the real server gets wrong, which a story shows.
pub(super) const LINK_KINDS: &[&str] =
    &["signup", "invite", "recovery", "magiclink", "email_change_current", "other"];

pub(super) const SCOPES: &[&str] = &["", "?scope=local", "?scope=others", "?scope=global", "?scope=other"];

/// What administrators change.
pub(super) const MEDDLINGS: &[&str] = &[
    r#"{"ban_duration":"24h"}"#,
    r#"{"ban_duration":"none"}"#,
    r#"{"password":"correct horse battery"}"#,
    r#"{"password":"x"}"#,
    r#"{"email_confirm":true}"#,
    r#"{"user_metadata":{"seen":true}}"#,
    r#"{"app_metadata":{"plan":"free"}}"#,
    r#"{"role":"authenticated"}"#,
];

const WRONG_BEARERS: &[&str] = &["", "nonsense", "a.b.c"];
const WRONG_REFRESH: &[&str] = &["", "abcdefghijkl", "ABCDEFGHIJKL", "AAARIjNEVWZ3iJmq"];
const WRONG_PEOPLE: &[&str] = &["1", "00000000-0000-0000-0000-000000000001"];
const WRONG_HASHES: &[&str] = &["", "nothing"];

/// One server on its walk.
pub(super) struct Walker {
    telling: Telling,
    pools: Pools,
}

impl Walker {
    pub(super) fn new(telling: Telling) -> Self {
        Self { telling, pools: Pools::default() }
    }

    /// Takes a step.
    pub(super) async fn take(&mut self, action: Action) {
        let ask = self.ask(action);
        let answer = self.telling.ask(ask).await;
        self.pools.take(&answer);
    }

    /// What was asked and answered so far.
    pub(super) fn exchanges(&self) -> &[Value] {
        self.telling.exchanges()
    }

    fn ask(&self, action: Action) -> Ask {
        match action {
            Action::SignUp { whom, password, says } => post("/signup").json(
                json!({"email": self.address(whom), "password": PASSWORDS[password], "data": said(says)}),
            ),
            Action::SignIn { whom, password } => post("/token?grant_type=password")
                .json(json!({"email": self.address(whom), "password": PASSWORDS[password]})),
            Action::Refresh(which) => {
                let token = kept(self.pools.refresh.get(which), which, WRONG_REFRESH);
                post("/token?grant_type=refresh_token").json(json!({"refresh_token": token}))
            }
            Action::Look(access) => self.as_user(get("/user"), access),
            Action::Change { access, email, password, says, code } => {
                let mut body = Map::new();
                email.map(|whom| body.insert("email".to_owned(), self.address(whom).into()));
                password.map(|password| body.insert("password".to_owned(), PASSWORDS[password].into()));
                says.map(|says| body.insert("data".to_owned(), said(says)));
                if code {
                    body.insert("nonce".to_owned(), "123456".into());
                }
                self.as_user(put("/user"), access).json(body.into())
            }
            Action::Recover(whom) => post("/recover").json(json!({"email": self.address(whom)})),
            Action::CodeByMail { whom, creates } => {
                let mut body = json!({"email": self.address(whom)});
                if let Some(creates) = creates {
                    body["create_user"] = creates.into();
                }
                post("/otp").json(body)
            }
            Action::MagicLink(whom) => post("/magiclink").json(json!({"email": self.address(whom)})),
            Action::Resend { kind, whom } => {
                post("/resend").json(json!({"type": RESENT[kind], "email": self.address(whom)}))
            }
            Action::Prove { letter, kind, how } => self.prove(letter, kind, how),
            Action::SignOut { access, scope } => {
                self.as_user(post(format!("/logout{}", SCOPES[scope])), access)
            }
            Action::Reauthenticate(access) => self.as_user(get("/reauthenticate"), access),
            Action::Make { whom, password, confirmed } => {
                let body = json!({
                    "email": self.address(whom), "password": PASSWORDS[password], "email_confirm": confirmed,
                });
                self.as_admin(post("/admin/users").json(body))
            }
            Action::Meddle { person, how } => {
                let body = serde_json::from_str(MEDDLINGS[how]).expect("JSON");
                self.as_admin(put(self.person(person)).json(body))
            }
            Action::Delete { person, softly } => {
                self.as_admin(delete(self.person(person)).json(json!({"should_soft_delete": softly})))
            }
            Action::Show(person) => self.as_admin(get(self.person(person))),
            Action::Generate { kind, whom, password } => {
                let email = self.address(whom);
                let new_email = self.telling.address("new");
                let body = json!({
                    "type": LINK_KINDS[kind], "email": email, "password": PASSWORDS[password],
                    "new_email": new_email,
                });
                self.as_admin(post("/admin/generate_link").json(body))
            }
            Action::Invite { whom, says } => {
                let body = json!({"email": self.address(whom), "data": said(says)});
                self.as_admin(post("/invite").json(body))
            }
        }
    }

    fn prove(&self, which: Which, kind: Option<usize>, how: How) -> Ask {
        let letter = self.pools.letters.get(which);
        let kind = kind.map(|kind| KINDS[kind]).or_else(|| letter?.kind.as_deref()).unwrap_or("email");
        let hash = kept(letter.and_then(|letter| letter.token_hash.as_ref()), which, WRONG_HASHES);
        match how {
            How::Hash => post("/verify").json(json!({"type": kind, "token_hash": hash})),
            How::Link => get(format!("/verify?type={kind}&token={hash}")),
            How::Code(whom) => {
                let code = letter.and_then(|letter| letter.code.as_deref()).unwrap_or("000000");
                // Mostly at the address that got it.
                let to = match whom {
                    Whom::Somebody(_) => {
                        letter.map_or_else(|| self.address(whom), |Letter { to, .. }| to.clone())
                    }
                    Whom::Shouted(_) | Whom::Nobody(_) => self.address(whom),
                };
                post("/verify").json(json!({"type": kind, "email": to, "token": code}))
            }
        }
    }

    fn address(&self, whom: Whom) -> String {
        match whom {
            Whom::Somebody(person) => self.telling.address(PEOPLE[person]),
            Whom::Shouted(person) => self.telling.address(PEOPLE[person]).to_uppercase(),
            Whom::Nobody(text) => NO_ADDRESSES[text].to_owned(),
        }
    }

    fn person(&self, which: Which) -> String {
        format!("/admin/users/{}", kept(self.pools.people.get(which), which, WRONG_PEOPLE))
    }

    fn as_admin(&self, ask: Ask) -> Ask {
        ask.bearer(&self.telling.admin_key())
    }

    fn as_user(&self, ask: Ask, access: Which) -> Ask {
        match kept(self.pools.access.get(access), access, WRONG_BEARERS) {
            "" => ask,
            token => ask.bearer(token),
        }
    }
}

fn said(says: usize) -> Value {
    serde_json::from_str(SAYINGS[says]).expect("JSON")
}

/// What was given, or one of the wrong ones.
fn kept<'a>(given: Option<&'a String>, which: Which, wrong: &[&'a str]) -> &'a str {
    let (Which::Given(place) | Which::Wrong(place)) = which;
    given.map_or(wrong[place % wrong.len()], String::as_str)
}
