//! One page in one state.

use crate::web::notice::Notice;
use crate::web::page::{Answer, Page};

use super::person::Person;

/// How the name of the product reads in a language that is written from right to left.
const PRODUCT_FROM_RIGHT: &str = "פתח הבית";

/// One page in one state, ready to be looked at.
pub(crate) struct Exhibit {
    /// What the state is called: one segment of a path.
    pub(crate) state: &'static str,
    person: Option<Person>,
    notice: Option<Notice>,
    paint: Box<dyn Fn(&Page) -> Answer>,
}

impl Exhibit {
    /// The page as somebody sees it who is not signed in.
    pub(super) fn new(state: &'static str, paint: impl Fn(&Page) -> Answer + 'static) -> Self {
        Self { state, person: None, notice: None, paint: Box::new(paint) }
    }

    /// The same, seen by somebody.
    pub(super) fn seen_by(mut self, person: Person) -> Self {
        self.person = Some(person);
        self
    }

    /// The same, unless it is said already by whom it is seen.
    pub(super) fn usually_seen_by(mut self, person: Person) -> Self {
        self.person.get_or_insert(person);
        self
    }

    /// The same after a form that did something.
    pub(super) fn after(mut self, notice: Notice) -> Self {
        self.notice = Some(notice);
        self
    }

    /// Whether it is somebody's who is signed in.
    pub(crate) fn is_signed_in(&self) -> bool {
        self.person().is_signed_in()
    }

    fn person(&self) -> Person {
        self.person.unwrap_or(Person::Nobody)
    }

    /// What the site would answer, status included.
    pub(super) fn show(&self, mut page: Page) -> Answer {
        page.viewer = self.person().viewer();
        page.notice = self.notice;
        if self.state == RIGHT_TO_LEFT {
            PRODUCT_FROM_RIGHT.clone_into(&mut page.product);
        }
        (self.paint)(&page)
    }
}

/// The state with names that are written from right to left, in the frame too.
pub(super) const RIGHT_TO_LEFT: &str = "right-to-left";
