//! The account, and changing its name.

use super::exhibit::{Exhibit, RIGHT_TO_LEFT};
use super::form_page::{FormPage, tell};
use super::person::{LONGEST_NAME, Person};
use super::rooms::Room;
use crate::accounts::Username;
use crate::web::ErrorKind;
use crate::web::forms::{UsernameForm, UsernameInput};
use crate::web::handlers::account::overview::AccountPage;
use crate::web::handlers::account::username::UsernamePage;
use crate::web::handlers::logout::EverywherePage;
use crate::web::notice::Notice;
use crate::web::page::{self, Answer, Page};
use crate::web::viewer::Viewer;

const USERNAME: FormPage<UsernameInput> =
    FormPage { show: |page, form, trouble| tell(page, trouble, form, |form| UsernamePage { page, form }) };

pub(super) fn overview() -> Room {
    let account = |state, person| Exhibit::new(state, show).seen_by(person);
    Room {
        page: "account",
        path: "/account",
        about: "Who I am, and the ways out.",
        exhibits: vec![
            account("usual", Person::Ada),
            account("nameless", Person::Newcomer),
            account("longest", Person::Longest),
            account(RIGHT_TO_LEFT, Person::FromRight),
            account("username-saved", Person::Ada).after(Notice::UsernameSaved),
            account("password-changed", Person::Ada).after(Notice::PasswordChanged),
        ],
    }
}

fn show(page: &Page) -> Answer {
    let Viewer::SignedIn(holder) = &page.viewer else { return Err(ErrorKind::Internal.into()) };
    page::show(&AccountPage { page, user: &holder.user, session: &holder.session })
}

pub(super) fn leaving_everywhere() -> Room {
    let asking =
        |state, person| Exhibit::new(state, |page| page::show(&EverywherePage { page })).seen_by(person);
    Room {
        page: "logout-everywhere",
        path: "/logout/everywhere",
        about: "Asking before all devices are signed out.",
        exhibits: vec![
            asking("usual", Person::Ada),
            asking("longest", Person::Longest),
            asking(RIGHT_TO_LEFT, Person::FromRight),
        ],
    }
}

pub(super) fn username() -> Room {
    let mut exhibits = vec![
        USERNAME.opened("empty", UsernameForm::default).seen_by(Person::Newcomer),
        USERNAME.opened("filled", || UsernameForm::with(Username::parse("Ada").ok().as_ref())),
        USERNAME.refused("one-error", &[("new_username", "4da")], |_, input| input.parse().err()),
        USERNAME
            .refused("longest", &[("new_username", LONGEST_NAME)], |_, _| Some(UsernameInput::taken()))
            .seen_by(Person::Longest),
        USERNAME
            .refused(RIGHT_TO_LEFT, &[("new_username", "עדה")], |_, input| input.parse().err())
            .seen_by(Person::FromRight),
        USERNAME.refused("reserved", &[("new_username", "admin")], |_, input| input.parse().err()),
        USERNAME.refused(
            "too-long",
            &[("new_username", "a-name-of-more-than-thirty-characters")],
            |_, input| input.parse().err(),
        ),
    ];
    exhibits.extend(USERNAME.in_trouble(&[("new_username", "Ada")]));
    Room { page: "account-username", path: "/account/username", about: "Changing the username.", exhibits }
        .seen_by(Person::Ada)
}
