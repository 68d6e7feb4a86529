//! What mailed links lead to.

use actix_web::http::StatusCode;

use super::exhibit::{Exhibit, RIGHT_TO_LEFT};
use super::form_page::{FormPage, tell};
use super::person::Person;
use super::rooms::Room;
use crate::gotrue::VerifyKind;
use crate::web::ErrorKind;
use crate::web::forms::FormErrors;
use crate::web::handlers::confirm::{ConfirmPage, OutcomePage};
use crate::web::mail_link::{LinkInput, LinkOutcome, MailLink};
use crate::web::page::{self, Answer, Page};

/// Every kind of link, by the state that shows it.
const KINDS: [(&str, VerifyKind); 6] = [
    ("sign-up", VerifyKind::Signup),
    ("email", VerifyKind::Email),
    ("invite", VerifyKind::Invite),
    ("recovery", VerifyKind::Recovery),
    ("magic-link", VerifyKind::Magiclink),
    ("email-change", VerifyKind::EmailChange),
];

/// Everything that a link may come to, by the state that shows it.
const OUTCOMES: [(&str, StatusCode, LinkOutcome); 5] = [
    ("spent", StatusCode::UNPROCESSABLE_ENTITY, LinkOutcome::Spent),
    ("confirmed", StatusCode::OK, LinkOutcome::Confirmed),
    ("recovery-elsewhere", StatusCode::OK, LinkOutcome::RecoveryElsewhere),
    ("one-of-two", StatusCode::OK, LinkOutcome::OneOfTwo),
    ("locked", StatusCode::UNPROCESSABLE_ENTITY, LinkOutcome::Locked),
];

const TOKEN_HASH: &str = "00000000000000000000000000000000000000000000000000000000";

const PRESSED: FormPage<LinkInput> = FormPage {
    show: |page, form, trouble| {
        let link = form.link.clone().ok_or(ErrorKind::Internal)?;
        tell(page, trouble, form, |form| ConfirmPage { page, link: &link, errors: form.errors })
    },
};

pub(super) fn pressing() -> Room {
    let link = |state, kind| Exhibit::new(state, move |page| opened(page, kind));
    let mut exhibits = Vec::from(KINDS.map(|(state, kind)| link(state, kind)));
    exhibits.extend([
        link("signed-in", VerifyKind::Magiclink).seen_by(Person::Ada),
        link("longest", VerifyKind::Signup).seen_by(Person::Longest),
        link(RIGHT_TO_LEFT, VerifyKind::Signup).seen_by(Person::FromRight),
    ]);
    exhibits.extend(PRESSED.in_trouble(&[("token_hash", TOKEN_HASH), ("type", "signup")]));
    Room {
        page: "confirm",
        path: "/auth/confirm",
        about: "Where mailed links lead: a page with a button.",
        exhibits,
    }
}

pub(super) fn outcomes() -> Room {
    let outcome = |(state, status, outcome)| {
        Exhibit::new(state, move |page| {
            page::answer(status, &OutcomePage { page, outcome, support: page.support() })
        })
    };
    Room {
        page: "confirm-outcome",
        path: "/auth/confirm",
        about: "What a mailed link came to when there is nothing to press.",
        exhibits: OUTCOMES.into_iter().map(outcome).collect(),
    }
}

fn opened(page: &Page, kind: VerifyKind) -> Answer {
    let link = MailLink { kind, token_hash: TOKEN_HASH.to_owned(), next: None };
    page::show(&ConfirmPage { page, link: &link, errors: FormErrors::none() })
}
