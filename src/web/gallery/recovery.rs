//! A forgotten password: asking for a mail, and choosing another.

use super::exhibit::RIGHT_TO_LEFT;
use super::form_page::{FormPage, tell};
use super::person::{ADDRESS_FROM_RIGHT, LONGEST_ADDRESS, Person, address_of};
use super::rooms::Room;
use crate::accounts::PasswordContext;
use crate::gotrue::EmailAddress;
use crate::web::NextPath;
use crate::web::forms::{NewPasswordForm, NewPasswordInput, Problems, RecoveryForm, RecoveryInput};
use crate::web::handlers::new_password::NewPasswordPage;
use crate::web::handlers::recovery::RecoveryPage;
use crate::web::page::Page;

const RECOVERY: FormPage<RecoveryInput> =
    FormPage { show: |page, form, trouble| tell(page, trouble, form, |form| RecoveryPage { page, form }) };

const NEW_PASSWORD: FormPage<NewPasswordInput> = FormPage {
    show: |page, form, trouble| {
        tell(page, trouble, form, |form| NewPasswordPage { page, email: address_of(page), form })
    },
};

pub(super) fn asking() -> Room {
    let mut exhibits = vec![
        RECOVERY.opened("empty", RecoveryForm::default),
        RECOVERY.filled("filled", &[("email", "ada@example.com")]),
        RECOVERY.refused("one-error", &[], |_, input| input.parse().err()),
        RECOVERY.refused("malformed", &[("email", "ada@")], |_, input| input.parse().err()),
        RECOVERY.refused("typo", &[("email", "ada@gmial.com")], |_, input| input.parse().err()),
        RECOVERY.filled("longest", &[("email", LONGEST_ADDRESS)]),
        RECOVERY.refused(RIGHT_TO_LEFT, &[("email", ADDRESS_FROM_RIGHT)], |_, input| input.parse().err()),
        RECOVERY.opened("on-the-way", || RecoveryForm::empty(NextPath::parse("/notes"))),
    ];
    exhibits.extend(RECOVERY.in_trouble(&[("email", "ada@example.com")]));
    Room {
        page: "recovery",
        path: "/recovery",
        about: "Asking for a mail when the password is forgotten.",
        exhibits,
    }
}

pub(super) fn choosing() -> Room {
    let differ = &[("new_password", "three random words"), ("new_password_again", "three other words")];
    let mut exhibits = vec![
        NEW_PASSWORD.opened("empty", NewPasswordForm::default),
        NEW_PASSWORD.refused("one-error", &[], wrong),
        NEW_PASSWORD.refused("longest", &[("new_password", "ada")], wrong).seen_by(Person::LongestRecovering),
        NEW_PASSWORD.opened(RIGHT_TO_LEFT, NewPasswordForm::default).seen_by(Person::RecoveringFromRight),
        NEW_PASSWORD.refused("common", &[("new_password", "passwordpassword")], wrong),
        NEW_PASSWORD.refused("personal", &[("new_password", "ada@example.com")], wrong),
        NEW_PASSWORD.refused("passwords-differ", differ, wrong),
        NEW_PASSWORD.refused("leaked", &[], |_, _| Some(NewPasswordInput::leaked())),
        NEW_PASSWORD.refused("too-easy", &[], |_, _| Some(NewPasswordInput::too_easy())),
    ];
    exhibits.extend(NEW_PASSWORD.in_trouble(&[]));
    Room {
        page: "new-password",
        path: "/recovery/password",
        about: "Choosing a new password once the address is proved.",
        exhibits,
    }
    .seen_by(Person::Recovering)
}

fn wrong(page: &Page, input: &NewPasswordInput) -> Option<Problems> {
    let email = EmailAddress::parse(address_of(page)).ok();
    let about = PasswordContext { email: email.as_ref(), username: None, product: page.product() };
    input.parse(&about).err()
}
