//! The page to copy.

use super::exhibit::{Exhibit, RIGHT_TO_LEFT};
use super::person::Person;
use super::rooms::Room;
use crate::web::handlers::notes::NotesPage;
use crate::web::page::{self, Answer, Page};

pub(super) fn room() -> Room {
    let notes = |state, person| Exhibit::new(state, show).seen_by(person);
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

fn show(page: &Page) -> Answer {
    page::show(&NotesPage { page, name: page.signed_in_name().unwrap_or_default() })
}
