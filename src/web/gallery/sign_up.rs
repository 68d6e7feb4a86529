//! Creating an account.

use super::exhibit::{Exhibit, RIGHT_TO_LEFT};
use super::form_page::{FormPage, tell};
use super::person::{ADDRESS_FROM_RIGHT, LONGEST_ADDRESS, LONGEST_NAME};
use super::rooms::Room;
use super::typed::Typed;
use crate::people::SignUpRefusal;
use crate::web::NextPath;
use crate::web::forms::{Problems, SignUpForm, SignUpInput, UsernameInput};
use crate::web::handlers::signup::{CLOSED, ClosedPage, SignUpPage, said_of};
use crate::web::page::{self, Page};

const SIGN_UP: FormPage<SignUpInput> =
    FormPage { show: |page, form, trouble| tell(page, trouble, form, |form| SignUpPage { page, form }) };

const NAME: (&str, &str) = ("new_username", "Ada");
const ADDRESS: (&str, &str) = ("new_email", "ada@example.com");
const PASSWORD: (&str, &str) = ("new_password", "three random words");
const GOOD: Typed = &[NAME, ADDRESS, PASSWORD];

/// What nobody can keep: 73 bytes and more.
const TOO_LONG: (&str, &str) =
    ("new_password", "seventy-two bytes is what the auth server keeps, and this here is a bit more");

pub(super) fn room() -> Room {
    let longest = &[("new_username", LONGEST_NAME), ("new_email", LONGEST_ADDRESS), TOO_LONG];
    let from_right = &[("new_username", "עדה"), ("new_email", ADDRESS_FROM_RIGHT), PASSWORD];
    let differ = &[NAME, ADDRESS, PASSWORD, ("new_password_again", "three other words")];
    let mut exhibits = vec![
        SIGN_UP.opened("empty", SignUpForm::default),
        SIGN_UP.filled("filled", GOOD),
        SIGN_UP.refused("one-error", &[NAME, ADDRESS, ("new_password", "short")], wrong),
        SIGN_UP.refused("many-errors", &[("new_username", "?"), ("new_email", "ada")], wrong),
        SIGN_UP.refused("longest", longest, wrong),
        SIGN_UP.refused(RIGHT_TO_LEFT, from_right, wrong),
        SIGN_UP.refused("passwords-differ", differ, wrong),
        SIGN_UP.refused("typo", &[NAME, ("new_email", "ada@gmial.com"), PASSWORD], wrong),
        SIGN_UP.refused("typo-and-error", &[("new_email", "ada@gmial.com"), PASSWORD], wrong),
        SIGN_UP.refused("name-taken", GOOD, |_, _| Some(UsernameInput::taken())),
        SIGN_UP.opened("on-the-way", || SignUpForm::empty(NextPath::parse("/notes"))),
        Exhibit::new("closed", |page| page::answer(CLOSED, &ClosedPage { page })),
    ];
    exhibits.extend(
        REFUSALS.map(|(state, refusal)| SIGN_UP.refused(state, GOOD, move |_, _| Some(said_of(refusal)))),
    );
    exhibits.extend(SIGN_UP.in_trouble(GOOD));
    Room { page: "signup", path: "/signup", about: "Creating an account.", exhibits }
}

/// What the auth server may refuse.
const REFUSALS: [(&str, SignUpRefusal); 5] = [
    ("weak-password", SignUpRefusal::WeakPassword),
    ("leaked-password", SignUpRefusal::LeakedPassword),
    ("address-taken", SignUpRefusal::AddressTaken),
    ("address-not-served", SignUpRefusal::AddressNotServed),
    ("address-unusable", SignUpRefusal::AddressUnusable),
];

fn wrong(page: &Page, input: &SignUpInput) -> Option<Problems> {
    input.parse(page.product()).err()
}
