//! Somebody with a session that holds, and how far it goes.

use std::sync::Arc;

use crate::accounts::{Session, SessionPurpose, SignedIn, User};
use crate::clock::Timestamp;
use crate::gotrue::{AccessToken, AccessTokenClaims, AssuranceLevel};

/// A verified access token.
#[derive(Clone, Debug)]
pub(crate) struct VerifiedToken {
    /// What it says.
    pub(crate) claims: Arc<AccessTokenClaims>,
    /// The token itself, for calls in its owner's name.
    pub(crate) token: AccessToken,
}

impl VerifiedToken {
    /// When it ends.
    pub(crate) fn ends_at(&self) -> Timestamp {
        Timestamp::from_seconds(self.claims.exp)
    }
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
