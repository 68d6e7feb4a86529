//! What mails about a change to an account lead to.

use actix_web::http::StatusCode;

use super::exhibit::{Exhibit, RIGHT_TO_LEFT};
use super::form_page::{FormPage, tell};
use super::person::{ADDRESS, LONGEST_ADDRESS, Person};
use super::rooms::Room;
use crate::gotrue::EmailAddress;
use crate::web::forms::{SecureForm, SecureInput};
use crate::web::handlers::secure::{SecureOutcome, SecureOutcomePage, SecurePage};
use crate::web::page;

const SECURE: FormPage<SecureInput> = FormPage {
    show: |page, form, trouble| {
        tell(page, trouble, form, |form| SecurePage { page, whose: masked(ADDRESS), form })
    },
};

/// The same for the longest address.
const LONGEST: FormPage<SecureInput> = FormPage {
    show: |page, form, trouble| {
        tell(page, trouble, form, |form| SecurePage { page, whose: masked(LONGEST_ADDRESS), form })
    },
};

/// Everything that a link may come to, by the state that shows it.
const OUTCOMES: [(&str, StatusCode, SecureOutcome); 3] = [
    ("done", StatusCode::OK, SecureOutcome::Done),
    ("without-mail", StatusCode::OK, SecureOutcome::WithoutMail),
    ("nothing", StatusCode::UNPROCESSABLE_ENTITY, SecureOutcome::Nothing),
];

pub(super) fn pressing() -> Room {
    let mut exhibits = vec![
        SECURE.opened("empty", SecureForm::default),
        SECURE.opened("signed-in", SecureForm::default).seen_by(Person::Ada),
        LONGEST.opened("longest", SecureForm::default),
        SECURE.opened(RIGHT_TO_LEFT, SecureForm::default),
    ];
    exhibits.extend(SECURE.in_trouble(&[]));
    Room {
        page: "secure",
        path: "/auth/secure",
        about: "Where a mail about a changed password leads whoever did not change it.",
        exhibits,
    }
}

pub(super) fn outcomes() -> Room {
    let outcome = |(state, status, outcome)| {
        Exhibit::new(state, move |page| page::answer(status, &SecureOutcomePage { page, outcome }))
    };
    Room {
        page: "secure-outcome",
        path: "/auth/secure",
        about: "What such a mail leads to when there is nothing to press.",
        exhibits: OUTCOMES.into_iter().map(outcome).collect(),
    }
}

fn masked(address: &str) -> String {
    EmailAddress::parse(address).map(|address| address.masked()).unwrap_or_default()
}
