//! Letting somebody in whom the auth server has just vouched for.

use super::NextPath;
use super::authentication::{SessionHolder, Standing};
use super::claims_cache::VerifiedToken;
use super::forms::Trouble;
use super::session_details::session_details;
use super::site::Site;
use super::token_cookies::{SealedPair, TokenPair};
use crate::accounts::{self, SessionPurpose};
use crate::gotrue::{AccessTokenResponse, Caller, EmailAddress};

/// How somebody comes in.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// What the session may be used for.
    pub(crate) purpose: SessionPurpose,
    /// Whether it outlives the browser.
    pub(crate) is_kept: bool,
    /// Where they were going.
    pub(crate) next: Option<NextPath>,
}

/// Somebody who may be let in.
pub(crate) struct Entered {
    pub(crate) holder: SessionHolder,
    pub(crate) sealed: SealedPair,
    pub(crate) email: EmailAddress,
    next: Option<NextPath>,
}

/// Takes note of a session that the auth server has just begun, and seals its tokens.
pub(crate) async fn enter(
    site: &Site,
    caller: &Caller,
    reply: AccessTokenResponse,
    entry: Entry,
) -> Result<Entered, Trouble> {
    let claims = site.verifier.verify(&reply.access_token).await.map_err(|error| {
        tracing::error!(%error, "a token that was issued just now is not believed");
        Trouble::Away
    })?;
    let details = session_details(caller, entry.purpose);
    let accounts::Standing::Known(signed_in) =
        site.accounts.open_session(&claims, &reply.user, &details).await?
    else {
        tracing::error!("a session that began just now was ended before");
        return Err(Trouble::Away);
    };
    let pair = TokenPair {
        session_id: claims.session_id,
        access_token: reply.access_token,
        refresh_token: reply.refresh_token,
        is_kept: entry.is_kept,
    };
    let sealed = site.token_cookies.seal(&pair).map_err(|error| {
        tracing::error!(%error, "a pair could not be kept");
        Trouble::Away
    })?;
    let email = EmailAddress::parse(&signed_in.user.email).map_err(|_| {
        tracing::error!("an account without an address cannot sign in here");
        Trouble::Away
    })?;
    let access = VerifiedToken { claims: claims.into(), token: pair.access_token };
    Ok(Entered { holder: SessionHolder::new(*signed_in, access), sealed, email, next: entry.next })
}

impl Entered {
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
