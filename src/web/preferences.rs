//! How a visitor wants the site: in which language, in which colours. What was chosen in a browser is
//! kept in two cookies that hold its bare name; what they say otherwise counts as nothing.

use std::cell::Cell;
use std::rc::Rc;

use actix_web::{HttpMessage as _, HttpRequest};

use super::CookieNames;
use super::theme::Theme;
use crate::words::Language;

/// A language and a theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Preferences {
    pub(crate) language: Language,
    pub(crate) theme: Theme,
}

/// The preferences of whoever sent a request, known better once it is known who that is. Cloning gives
/// another handle to the same, so that layers whose request is gone can still ask.
#[derive(Clone, Debug, Default)]
pub(crate) struct Preferred(Rc<Cell<Preferences>>);

impl Preferences {
    /// What the cookies of a browser say; of the language, else what the browser itself asks for.
    fn told(request: &HttpRequest, names: CookieNames) -> Self {
        let cookie = |name| request.cookie(name);
        let language = cookie(names.language).and_then(|cookie| Language::of_tag(cookie.value()));
        let theme = cookie(names.theme).and_then(|cookie| Theme::by_name(cookie.value()));
        Self {
            language: language.or_else(|| Language::accepted_in(request.headers())).unwrap_or_default(),
            theme: theme.unwrap_or_default(),
        }
    }
}

impl Preferred {
    /// As far as the browser tells.
    pub(crate) fn told(request: &HttpRequest, names: CookieNames) -> Self {
        Self(Rc::new(Cell::new(Preferences::told(request, names))))
    }

    /// Those that were found out for a request; nobody's where nobody looked.
    pub(crate) fn of(request: &HttpRequest) -> Self {
        request.extensions().get::<Self>().cloned().unwrap_or_default()
    }

    /// As far as they are known now.
    pub(crate) fn get(&self) -> Preferences {
        self.0.get()
    }

    /// Whoever it is chose this language on some device.
    pub(crate) fn speak(&self, language: Language) {
        self.0.set(Preferences { language, ..self.0.get() });
    }
}
