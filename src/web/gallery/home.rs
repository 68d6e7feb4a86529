//! The start page.

use super::exhibit::{Exhibit, RIGHT_TO_LEFT};
use super::person::Person;
use super::rooms::Room;
use crate::web::handlers::home::HomePage;
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
