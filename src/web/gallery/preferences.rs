//! Choosing the language and the theme.

use super::exhibit::{Exhibit, RIGHT_TO_LEFT};
use super::form_page::{FormPage, tell};
use super::person::Person;
use super::rooms::Room;
use crate::web::forms::{PreferencesForm, PreferencesInput};
use crate::web::handlers::preferences::PreferencesPage;
use crate::web::notice::Notice;
use crate::web::page::{self, Answer, Page};
use crate::web::way_back::WayBack;

const PREFERENCES: FormPage<PreferencesInput> =
    FormPage { show: |page, form, trouble| tell(page, trouble, form, |form| PreferencesPage { page, form }) };

pub(super) fn room() -> Room {
    let mut exhibits = vec![
        Exhibit::new("empty", show),
        PREFERENCES.refused("one-error", &[("theme", "dark")], |_, input| input.parse().err()),
        PREFERENCES.refused("many-errors", &[], |_, input| input.parse().err()),
        Exhibit::new(RIGHT_TO_LEFT, show).seen_by(Person::FromRight),
        Exhibit::new("saved", show).after(Notice::PreferencesSaved).seen_by(Person::Ada),
        Exhibit::new("saved-here", show).after(Notice::PreferencesSavedHere).seen_by(Person::Ada),
    ];
    exhibits.extend(PREFERENCES.in_trouble(&[("language", "de"), ("theme", "dark")]));
    Room {
        page: "preferences",
        path: "/preferences",
        about: "Choosing the language and the theme.",
        exhibits,
    }
}

fn show(page: &Page) -> Answer {
    let form = PreferencesForm::with(page.preferences, WayBack::parse("/login"));
    page::show(&PreferencesPage { page, form })
}
