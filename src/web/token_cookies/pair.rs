//! A pair of tokens, before it is sealed and after.

use std::fmt;
use std::sync::Arc;

use actix_web::http::header::HeaderValue;
use uuid::Uuid;

use crate::gotrue::{AccessToken, RefreshToken};

/// The tokens of one session, and how long the browser is to keep them.
#[derive(Clone, Debug)]
pub(crate) struct TokenPair {
    /// The session both belong to.
    pub(crate) session_id: Uuid,
    /// What proves who is asking.
    pub(crate) access_token: AccessToken,
    /// What buys the next pair.
    pub(crate) refresh_token: RefreshToken,
    /// Whether they outlive the browser ("keep me signed in").
    pub(crate) is_kept: bool,
}

/// One token as it came out of its cookie.
pub(crate) struct OpenedToken {
    /// The session it belongs to. We sealed it, so it is true even when the token has expired.
    pub(crate) session_id: Uuid,
    /// Whether it outlives the browser.
    pub(crate) is_kept: bool,
    /// The token itself.
    pub(super) secret: String,
}

impl OpenedToken {
    pub(crate) fn into_access_token(self) -> AccessToken {
        AccessToken::from(self.secret)
    }

    pub(crate) fn refresh_token(&self) -> RefreshToken {
        RefreshToken::from(self.secret.clone())
    }
}

/// A pair ready to be set: the very strings, so that everybody who waited for one refresh is given
/// the same cookies.
#[derive(Clone)]
pub(crate) struct SealedPair {
    /// The names that are set.
    pub(super) names: Arc<[String]>,
    /// The values of the `Set-Cookie` headers.
    pub(super) headers: Arc<[HeaderValue]>,
}

/// Prints nothing of the tokens.
impl fmt::Debug for SealedPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedPair({} cookies)", self.headers.len())
    }
}
