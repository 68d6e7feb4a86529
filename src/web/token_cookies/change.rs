//! What the answer to this request does to the token cookies. Written once, on the way out, so that
//! redirects and error pages carry it too, and only when something changed.

use std::cell::RefCell;
use std::rc::Rc;

use actix_web::http::header::{HeaderMap, SET_COOKIE};

use super::{SealedPair, TokenCookies};

/// The change of one request; the last word counts. Cloning gives another handle to the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct TokenChange(Rc<RefCell<Change>>);

#[derive(Clone, Debug, Default)]
enum Change {
    /// The cookies stay as they are.
    #[default]
    Nothing,
    /// These take their place.
    Set(SealedPair),
    /// They go.
    Remove,
}

impl TokenChange {
    /// The browser is to have these tokens from now on.
    pub(crate) fn set(&self, pair: SealedPair) {
        *self.0.borrow_mut() = Change::Set(pair);
    }

    /// The browser is to have no tokens from now on.
    pub(crate) fn remove(&self) {
        *self.0.borrow_mut() = Change::Remove;
    }

    /// Writes the change into the headers of the answer; `carried` are the names of the token cookies
    /// that the request came with.
    pub(crate) fn write(&self, headers: &mut HeaderMap, carried: &[String], cookies: &TokenCookies) {
        let written = match &*self.0.borrow() {
            Change::Nothing => return,
            Change::Set(pair) => cookies.write(carried, pair),
            Change::Remove => cookies.remove(carried),
        };
        for header in written {
            headers.append(SET_COOKIE, header);
        }
    }
}
