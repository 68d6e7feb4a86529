//! Somebody who may be let in, with their tokens sealed for the browser.

use super::NextPath;
use super::forms::Trouble;
use super::site::Site;
use super::token_cookies::{SealedPair, TokenPair};
use crate::gotrue::EmailAddress;
use crate::people::{Entered, SessionHolder, Standing};

/// Somebody who may be let in.
pub(crate) struct Entry {
    pub(crate) holder: SessionHolder,
    pub(crate) sealed: SealedPair,
    pub(crate) email: EmailAddress,
    next: Option<NextPath>,
}

impl Entry {
    /// Seals the tokens of somebody whom the auth server has just vouched for. `is_kept` says whether
    /// the session outlives the browser, `next` where they were going.
    pub(crate) fn seal(
        site: &Site,
        entered: Entered,
        is_kept: bool,
        next: Option<NextPath>,
    ) -> Result<Self, Trouble> {
        let Entered { holder, refresh_token, email, .. } = entered;
        let pair = TokenPair {
            session_id: holder.session.id,
            access_token: holder.access_token().clone(),
            refresh_token,
            is_kept,
        };
        let sealed = site.token_cookies.seal(&pair).map_err(|error| {
            tracing::error!(%error, "a pair could not be kept");
            Trouble::Away
        })?;
        Ok(Self { holder, sealed, email, next })
    }

    /// Where to go now: a recovery leads to a new password, and whoever has no name yet is asked once.
    pub(crate) fn way(&self) -> String {
        let user = &self.holder.user;
        match self.holder.standing() {
            Standing::NeedsNewPassword => "/recovery/password".to_owned(),
            Standing::Whole if user.username.is_none() && !user.was_asked_for_username => match &self.next {
                Some(next) => format!("/welcome/username?{}", next.query()),
                None => "/welcome/username".to_owned(),
            },
            Standing::Whole | Standing::NeedsSecondFactor => {
                self.next.as_ref().map_or("/", NextPath::as_str).to_owned()
            }
        }
    }

    /// Where to go after the page for a new password, which carries no such thing itself.
    pub(crate) fn next_after_recovery(&self) -> Option<&NextPath> {
        self.next.as_ref().filter(|_| self.holder.standing() == Standing::NeedsNewPassword)
    }
}
