//! The start page, and the page to copy.

use super::exhibit::{Exhibit, RIGHT_TO_LEFT};
use super::person::Person;
use super::rooms::Room;
use crate::web::handlers::home::HomePage;
use crate::web::handlers::notes::NotesPage;
use crate::web::page::{self, Answer, Page};

pub(super) fn room() -> Room {
    let home = |state, person| Exhibit::new(state, show).seen_by(person);
    Room {
        page: "home",
        path: "/",
        about: "The start page, for everybody.",
        exhibits: vec![
            home("anonymous", Person::Nobody),
            home("unknown", Person::Unknown),
            home("half-signed-in", Person::Halfway),
            home("signed-in", Person::Ada),
            home("longest", Person::Longest),
            home(RIGHT_TO_LEFT, Person::FromRight),
        ],
    }
}

fn show(page: &Page) -> Answer {
    page::show(&HomePage { page })
}

pub(super) fn notes() -> Room {
    let notes = |state, person| Exhibit::new(state, show_notes).seen_by(person);
    Room {
        page: "notes",
        path: "/notes",
        about: "The protected page to begin your own with.",
        exhibits: vec![
            notes("usual", Person::Ada),
            notes("longest", Person::Longest),
            notes(RIGHT_TO_LEFT, Person::FromRight),
        ],
    }
}

fn show_notes(page: &Page) -> Answer {
    page::show(&NotesPage { page, name: page.signed_in_name().unwrap_or_default() })
}
