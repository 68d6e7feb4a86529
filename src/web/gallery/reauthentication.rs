//! Proving once more who one is.

use super::exhibit::RIGHT_TO_LEFT;
use super::form_page::{FormPage, tell};
use super::person::{Person, address_of};
use super::rooms::Room;
use crate::web::NextPath;
use crate::web::forms::{ReauthenticateForm, ReauthenticateInput};
use crate::web::handlers::reauthenticate::ReauthenticatePage;

const CONFIRM: FormPage<ReauthenticateInput> = FormPage {
    show: |page, form, trouble| {
        tell(page, trouble, form, |form| ReauthenticatePage { page, email: address_of(page), form })
    },
};

pub(super) fn room() -> Room {
    let mut exhibits = vec![
        CONFIRM.opened("empty", || ReauthenticateForm::empty(NextPath::parse("/account/username"))),
        CONFIRM.refused("one-error", &[], |_, input| input.parse().err()),
        CONFIRM.refused("mismatch", &[("password", "?")], |_, _| Some(ReauthenticateInput::mismatch())),
        CONFIRM
            .refused("longest", &[("password", "?")], |_, _| Some(ReauthenticateInput::mismatch()))
            .seen_by(Person::Longest),
        CONFIRM.opened(RIGHT_TO_LEFT, ReauthenticateForm::default).seen_by(Person::FromRight),
    ];
    exhibits.extend(CONFIRM.in_trouble(&[]));
    Room { page: "reauthenticate", path: "/reauthenticate", about: "Proving once more who one is.", exhibits }
        .seen_by(Person::Ada)
}
