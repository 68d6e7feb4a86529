//! Doing a step at one server, with what it has given before.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::action::{Action, How, Typed, Which, Whom};
use super::pools::{Challenge, Pools};
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

/// What apps are called.
pub(super) const FACTOR_NAMES: &[&str] = &["", "app", "other app"];

/// What is no code of an app.
pub(super) const NO_CODES: &[&str] = &["", "1", "1234567", "abcdef"];

/// How often what an app shows is typed: no code is taken twice, and it shows no others so soon.
const SHOWN: i64 = 2;

const WRONG_BEARERS: &[&str] = &["", "nonsense", "a.b.c"];
const WRONG_REFRESH: &[&str] = &["", "abcdefghijkl", "ABCDEFGHIJKL", "AAARIjNEVWZ3iJmq"];
const WRONG_PEOPLE: &[&str] = &["1", "00000000-0000-0000-0000-000000000001"];
const WRONG_HASHES: &[&str] = &["", "nothing"];

/// One server on its walk.
pub(super) struct Walker {
    telling: Telling,
    pools: Pools,
    /// How often what the app of this id shows was typed.
    typed: HashMap<String, i64>,
}

impl Walker {
    pub(super) fn new(telling: Telling) -> Self {
        Self { telling, pools: Pools::default(), typed: HashMap::new() }
    }

    /// Takes a step.
    pub(super) async fn take(&mut self, action: Action) {
        let ask = self.ask(action);
        let answer = self.telling.ask(ask).await;
        let signed_in = self.pools.access.iter().count();
        self.pools.take(&answer);
        let has_signed_in = self.pools.access.iter().count() > signed_in;
        if has_signed_in && matches!(action, Action::Prove { .. }) {
            self.pools.forget_codes();
        }
        if let Action::Challenge { factor, .. } = action
            && answer.status == 200
        {
            let factor = self.factor(factor).to_owned();
            self.pools.challenges.keep(Some(Challenge { id: answer.at("/id"), factor }));
        }
    }

    /// What was asked and answered so far.
    pub(super) fn exchanges(&self) -> &[Value] {
        self.telling.exchanges()
    }

    fn ask(&mut self, action: Action) -> Ask {
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
            Action::Enrol { access, name } => {
                let body = json!({"factor_type": "totp", "friendly_name": FACTOR_NAMES[name]});
                self.as_user(post("/factors").json(body), access)
            }
            Action::Challenge { access, factor } => {
                self.as_user(post(format!("/factors/{}/challenge", self.factor(factor))), access)
            }
            Action::ProveFactor { access, challenge, elsewhere, typed } => {
                let ask = self.prove_factor(challenge, elsewhere, typed);
                self.as_user(ask, access)
            }
            Action::Unenrol { access, factor } => {
                self.as_user(delete(format!("/factors/{}", self.factor(factor))), access)
            }
            Action::ShowFactors(person) => self.as_admin(get(format!("{}/factors", self.person(person)))),
            Action::TakeFactor { person, factor } => {
                let path = format!("{}/factors/{}", self.person(person), self.factor(factor));
                self.as_admin(delete(path))
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

    fn prove_factor(&mut self, which: Which, elsewhere: Option<Which>, typed: Typed) -> Ask {
        let challenge = self.pools.challenges.get(which);
        let id = kept(challenge.map(|challenge| &challenge.id), which, WRONG_PEOPLE).to_owned();
        let own = challenge.map(|challenge| challenge.factor.clone());
        let factor = match elsewhere {
            Some(other) => self.factor(other).to_owned(),
            None => own.unwrap_or_else(|| self.factor(which).to_owned()),
        };
        let code = self.typed(&factor, typed);
        post(format!("/factors/{factor}/verify")).json(json!({"challenge_id": id, "code": code}))
    }

    fn typed(&mut self, factor: &str, typed: Typed) -> String {
        let app = self.pools.apps.iter().find(|app| app.id == factor).cloned();
        match (typed, app) {
            (Typed::NoCode(text), _) => NO_CODES[text].to_owned(),
            (_, None) => "000000".to_owned(),
            (Typed::Wrong, Some(app)) => self.telling.wrong_code(&app),
            (Typed::Shown, Some(app)) => {
                let times = self.typed.entry(app.id.clone()).or_default();
                *times += 1;
                match *times {
                    times @ ..=SHOWN => self.telling.code_in(&app, times - 1),
                    _ => self.telling.wrong_code(&app),
                }
            }
        }
    }

    fn factor(&self, which: Which) -> &str {
        kept(self.pools.apps.get(which).map(|app| &app.id), which, WRONG_PEOPLE)
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
