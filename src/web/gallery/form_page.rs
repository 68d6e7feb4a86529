//! A page with a form, in the states that every form has.

use std::time::Duration;

use askama::Template;

use super::exhibit::Exhibit;
use super::typed::{Typed, input};
use crate::web::forms::{Form, Input, Problems, Trouble};
use crate::web::page::{self, Answer, Page};

/// How long the limited have to wait.
const WAIT: Duration = Duration::from_secs(40);

/// A page with a form: how a handler shows it, with what is wrong if anything is.
pub(super) struct FormPage<I: Input> {
    pub(super) show: fn(&Page, I::Form, Option<Trouble>) -> Answer,
}

impl<I: Input> FormPage<I> {
    /// As the page is when it is opened.
    pub(super) fn opened(&self, state: &'static str, form: fn() -> I::Form) -> Exhibit {
        let show = self.show;
        Exhibit::new(state, move |page| show(page, form(), None))
    }

    /// With what was typed, before anything is said of it.
    pub(super) fn filled(&self, state: &'static str, typed: Typed) -> Exhibit {
        self.told(state, typed, |_, _| None)
    }

    /// After something was sent that the form itself refuses.
    pub(super) fn refused(
        &self,
        state: &'static str,
        typed: Typed,
        read: impl Fn(&Page, &I) -> Option<Problems> + 'static,
    ) -> Exhibit {
        self.told(state, typed, move |page, input| read(page, input).map(Trouble::from))
    }

    /// After something was sent that nobody could act upon, whatever was typed.
    pub(super) fn in_trouble(&self, typed: Typed) -> [Exhibit; 3] {
        [
            self.told("rate-limited", typed, |_, _| Some(Trouble::TooMany(WAIT))),
            self.told("offline", typed, |_, _| Some(Trouble::Away)),
            self.told("stale", typed, |_, _| Some(Trouble::Stale)),
        ]
    }

    fn told(
        &self,
        state: &'static str,
        typed: Typed,
        trouble: impl Fn(&Page, &I) -> Option<Trouble> + 'static,
    ) -> Exhibit {
        let show = self.show;
        Exhibit::new(state, move |page| {
            let input: I = input(typed)?;
            show(page, input.typed(), trouble(page, &input))
        })
    }
}

/// What a handler does: it shows the page, or shows it again with what is wrong.
pub(super) fn tell<F: Form, T: Template>(
    page: &Page,
    trouble: Option<Trouble>,
    form: F,
    show: impl FnOnce(F) -> T,
) -> Answer {
    match trouble {
        Some(trouble) => page::again(page.words, trouble, form, show),
        None => page::show(&show(form)),
    }
}
