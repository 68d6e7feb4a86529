//! Where a visitor was going, in the query of a page.

use serde::Deserialize;

use crate::gotrue::{ErrorCode, GoTrueError};
use crate::web::NextPath;
use crate::web::forms::Trouble;

/// `?next=/notes`. Anything but a path of this site counts as nothing.
#[derive(Deserialize)]
pub(crate) struct Going {
    #[serde(default)]
    next: String,
}

impl Going {
    pub(crate) fn next(&self) -> Option<NextPath> {
        NextPath::parse(&self.next)
    }

    /// There, or to the start page.
    pub(crate) fn way(&self) -> String {
        self.next().map_or_else(|| "/".to_owned(), String::from)
    }
}

/// Takes what the auth server answered to a wish for a mail for a yes, where a no would tell whether
/// the address is known: it says that it has just sent one, or refuses, only for those it knows.
pub(crate) fn unless_it_tells(asked: Result<(), GoTrueError>) -> Result<(), Trouble> {
    match asked {
        Err(GoTrueError::RateLimited { code, .. }) if code == ErrorCode::OVER_EMAIL_SEND_RATE_LIMIT => Ok(()),
        Err(GoTrueError::Rejected(no)) => {
            tracing::warn!(code = %no.code, "the auth server refused to send a mail");
            Ok(())
        }
        Err(error) => Err(error.into()),
        Ok(()) => Ok(()),
    }
}
