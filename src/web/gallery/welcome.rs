//! Asking somebody new for a username.

use super::exhibit::RIGHT_TO_LEFT;
use super::form_page::{FormPage, tell};
use super::person::{LONGEST_NAME, Person};
use super::rooms::Room;
use crate::web::NextPath;
use crate::web::forms::{UsernameForm, UsernameInput};
use crate::web::handlers::welcome::WelcomePage;

const WELCOME: FormPage<UsernameInput> =
    FormPage { show: |page, form, trouble| tell(page, trouble, form, |form| WelcomePage { page, form }) };

pub(super) fn room() -> Room {
    let mut exhibits = vec![
        WELCOME.opened("empty", || UsernameForm::empty(NextPath::parse("/notes"))),
        WELCOME.filled("filled", &[("new_username", "Ada")]),
        WELCOME.refused("one-error", &[], |_, input| input.parse().err()),
        WELCOME.refused("longest", &[("new_username", LONGEST_NAME)], |_, _| Some(UsernameInput::taken())),
        WELCOME.refused(RIGHT_TO_LEFT, &[("new_username", "עדה")], |_, input| input.parse().err()),
    ];
    exhibits.extend(WELCOME.in_trouble(&[("new_username", "Ada")]));
    Room {
        page: "welcome",
        path: "/welcome/username",
        about: "Asking somebody without a username for one, once.",
        exhibits,
    }
    .seen_by(Person::Newcomer)
}
