//! Changing one's password.

use super::exhibit::RIGHT_TO_LEFT;
use super::form_page::{FormPage, tell};
use super::person::{Person, address_of};
use super::rooms::Room;
use crate::accounts::PasswordContext;
use crate::web::forms::{ChangePasswordForm, ChangePasswordInput, NewPasswordInput, Problems};
use crate::web::handlers::account::password::PasswordPage;
use crate::web::page::Page;

const PASSWORD: FormPage<ChangePasswordInput> = FormPage {
    show: |page, form, trouble| {
        tell(page, trouble, form, |form| PasswordPage { page, email: address_of(page), form })
    },
};

const PRESENT: (&str, &str) = ("password", "three random words");
const NEW: (&str, &str) = ("new_password", "three other words");

pub(super) fn room() -> Room {
    let same = &[PRESENT, ("new_password", "three random words")];
    let differ = &[PRESENT, NEW, ("new_password_again", "three more words")];
    let mut exhibits = vec![
        PASSWORD.opened("empty", ChangePasswordForm::default),
        PASSWORD.refused("one-error", &[NEW], wrong),
        PASSWORD.refused("many-errors", &[], wrong),
        PASSWORD.refused("longest", &[], wrong).seen_by(Person::Longest),
        PASSWORD.refused(RIGHT_TO_LEFT, &[PRESENT], wrong).seen_by(Person::FromRight),
        PASSWORD.refused("same", same, wrong),
        PASSWORD.refused("passwords-differ", differ, wrong),
        PASSWORD.refused("mismatch", &[PRESENT, NEW], |_, _| Some(ChangePasswordInput::mismatch())),
        PASSWORD.refused("leaked", &[PRESENT, NEW], |_, _| Some(NewPasswordInput::leaked())),
        PASSWORD.refused("too-easy", &[PRESENT, NEW], |_, _| Some(NewPasswordInput::too_easy())),
        PASSWORD.refused("sign-in-again", &[PRESENT, NEW], |_, _| Some(ChangePasswordInput::sign_in_again())),
    ];
    exhibits.extend(PASSWORD.in_trouble(&[]));
    Room {
        page: "account-password",
        path: "/account/password",
        about: "Changing the password, with the one so far.",
        exhibits,
    }
    .seen_by(Person::Ada)
}

fn wrong(page: &Page, input: &ChangePasswordInput) -> Option<Problems> {
    let about = PasswordContext { email: None, username: None, product: page.product() };
    input.parse(&about).err()
}
