//! What a request proved about its sender.

use std::rc::Rc;

use crate::accounts::{Session, SessionPurpose, SignedIn, User};
use crate::gotrue::{AccessToken, AssuranceLevel};

use super::claims_cache::VerifiedToken;

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

/// Somebody with a session that holds. What they may do with it is for the rights to say.
#[derive(Debug)]
pub struct SessionHolder {
    /// The person.
    pub user: User,
    /// The session.
    pub session: Session,
    /// The token it was proved by.
    pub(crate) access: VerifiedToken,
}

/// How far a session goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Everywhere its owner may go.
    Whole,
    /// To the second factor.
    NeedsSecondFactor,
    /// To a new password.
    NeedsNewPassword,
}

impl SessionHolder {
    pub(crate) fn new(signed_in: SignedIn, access: VerifiedToken) -> Self {
        Self { user: signed_in.user, session: signed_in.session, access }
    }

    /// How far the session goes. A factor counts from the moment our row knows of it.
    pub(crate) fn standing(&self) -> Standing {
        if self.session.purpose == SessionPurpose::Recovery {
            Standing::NeedsNewPassword
        } else if self.user.has_second_factor && self.access.claims.aal < AssuranceLevel::Aal2 {
            Standing::NeedsSecondFactor
        } else {
            Standing::Whole
        }
    }

    /// The token for calls in the owner's name.
    pub const fn access_token(&self) -> &AccessToken {
        &self.access.token
    }

    /// What the person is called on pages: their name, else their address.
    pub fn name(&self) -> &str {
        self.user.username.as_ref().map_or(self.user.email.as_str(), |name| name.as_str())
    }
}
