//! What a request proved about its sender.

use std::rc::Rc;

use crate::people::SessionHolder;

/// The three outcomes. There is no fourth: a request whose sender cannot be known right now is not
/// anonymous, and nobody is signed out because of it.
#[derive(Clone, Debug)]
pub(crate) enum Authentication {
    /// No session.
    Anonymous,
    /// A session that holds.
    Authenticated(Rc<SessionHolder>),
    /// The auth server or the database could not be asked.
    Unavailable,
}
