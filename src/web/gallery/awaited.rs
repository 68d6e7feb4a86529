//! Waiting for a mail, and typing its code.

use super::exhibit::{Exhibit, RIGHT_TO_LEFT};
use super::form_page::{FormPage, tell};
use super::person::{ADDRESS, LONGEST_ADDRESS};
use super::rooms::Room;
use crate::gotrue::EmailAddress;
use crate::web::ErrorKind;
use crate::web::forms::{CodeForm, CodeInput, Trouble};
use crate::web::handlers::check_inbox::InboxPage;
use crate::web::notice::Notice;
use crate::web::page::{Answer, Page};
use crate::web::pending::{Pending, Purpose};

const SIGN_UP: FormPage<CodeInput> =
    FormPage { show: |page, form, trouble| show(page, form, trouble, Purpose::SignUp, ADDRESS) };

const RECOVERY: FormPage<CodeInput> =
    FormPage { show: |page, form, trouble| show(page, form, trouble, Purpose::Recovery, ADDRESS) };

const AT_GMAIL: FormPage<CodeInput> =
    FormPage { show: |page, form, trouble| show(page, form, trouble, Purpose::SignUp, "ada@gmail.com") };

const LONGEST: FormPage<CodeInput> =
    FormPage { show: |page, form, trouble| show(page, form, trouble, Purpose::Recovery, LONGEST_ADDRESS) };

pub(super) fn room() -> Room {
    let mut exhibits = vec![
        SIGN_UP.opened("empty", CodeForm::default),
        RECOVERY.opened("recovery", CodeForm::default),
        AT_GMAIL.opened("known-inbox", CodeForm::default),
        SIGN_UP.refused("one-error", &[], |_, input| input.parse().err()),
        SIGN_UP.refused("malformed", &[("code", "12345")], |_, input| input.parse().err()),
        SIGN_UP.refused("mismatch", &[("code", "123456")], |_, _| Some(CodeInput::mismatch())),
        LONGEST.refused("longest", &[("code", "123456")], |_, _| Some(CodeInput::mismatch())),
        SIGN_UP.opened(RIGHT_TO_LEFT, CodeForm::default),
        after("sent-again", Notice::MailSentAgain),
        after("confirm-first", Notice::ConfirmFirst),
    ];
    exhibits.extend(SIGN_UP.in_trouble(&[]));
    Room {
        page: "check-inbox",
        path: "/check-inbox",
        about: "Waiting for a mail and typing its code.",
        exhibits,
    }
}

fn after(state: &'static str, notice: Notice) -> Exhibit {
    SIGN_UP.opened(state, CodeForm::default).after(notice)
}

fn show(page: &Page, form: CodeForm, trouble: Option<Trouble>, purpose: Purpose, email: &str) -> Answer {
    let email = EmailAddress::parse(email).map_err(|_| ErrorKind::Internal)?;
    let pending = Pending { email, purpose, next: None };
    tell(page, trouble, form, |form| InboxPage::new(page, &pending, form))
}
