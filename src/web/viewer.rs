//! Who looks at a public page.

use std::rc::Rc;

use super::authentication::Authentication;
use crate::people::{SessionHolder, Standing};

/// Who looks at a page that is for everybody. It cannot fail: whoever cannot be known right now is
/// `Unknown`, and sees what everybody sees.
#[derive(Clone, Debug)]
pub enum Viewer {
    /// Nobody we know.
    Anonymous,
    /// Somebody who is signed in.
    SignedIn(Rc<SessionHolder>),
    /// Somebody on the way: a second factor or a new password is still to come.
    HalfSignedIn(Rc<SessionHolder>),
    /// The auth server or the database could not be asked.
    Unknown,
}

impl From<Authentication> for Viewer {
    fn from(authentication: Authentication) -> Self {
        match authentication {
            Authentication::Anonymous => Self::Anonymous,
            Authentication::Unavailable => Self::Unknown,
            Authentication::Authenticated(holder) if holder.standing() == Standing::Whole => {
                Self::SignedIn(holder)
            }
            Authentication::Authenticated(holder) => Self::HalfSignedIn(holder),
        }
    }
}
