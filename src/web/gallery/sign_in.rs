//! Signing in.

use super::exhibit::{Exhibit, RIGHT_TO_LEFT};
use super::form_page::{FormPage, tell};
use super::person::{ADDRESS_FROM_RIGHT, LONGEST_ADDRESS};
use super::rooms::Room;
use crate::web::NextPath;
use crate::web::forms::{LoginForm, LoginInput};
use crate::web::handlers::login::LoginPage;
use crate::web::notice::Notice;

const LOGIN: FormPage<LoginInput> =
    FormPage { show: |page, form, trouble| tell(page, trouble, form, |form| LoginPage { page, form }) };

pub(super) fn room() -> Room {
    Room {
        page: "login",
        path: "/login",
        about: "Signing in with a password.",
        exhibits: vec![
            LOGIN.opened("empty", LoginForm::default),
            LOGIN.filled("filled", &[("username", "ada@example.com"), ("remember", "yes")]),
            LOGIN.refused("one-error", &[("username", "ada@example.com")], |_, input| input.parse().err()),
            LOGIN.refused("many-errors", &[], |_, input| input.parse().err()),
            LOGIN.refused("longest", &[("username", LONGEST_ADDRESS)], |_, _| Some(LoginInput::mismatch(1))),
            LOGIN.refused(RIGHT_TO_LEFT, &[("username", ADDRESS_FROM_RIGHT)], |_, _| {
                Some(LoginInput::mismatch(1))
            }),
            LOGIN.refused("mismatch", &[("username", "ada"), ("remember", "yes")], |_, _| {
                Some(LoginInput::mismatch(1))
            }),
            LOGIN.refused("many-misses", &[("username", "ada")], |_, _| Some(LoginInput::mismatch(3))),
            LOGIN.opened("on-the-way", || LoginForm::empty(NextPath::parse("/notes"))),
            after("signed-out", Notice::SignedOut),
            after("signed-out-everywhere", Notice::SignedOutEverywhere),
        ]
        .into_iter()
        .chain(LOGIN.in_trouble(&[("username", "ada@example.com")]))
        .collect(),
    }
}

fn after(state: &'static str, notice: Notice) -> Exhibit {
    LOGIN.opened(state, LoginForm::default).after(notice)
}
