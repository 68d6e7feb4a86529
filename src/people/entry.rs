//! Letting somebody in whom the auth server has just vouched for.

use uuid::Uuid;

use super::{People, PeopleError, SessionHolder, VerifiedToken};
use crate::accounts::{SessionDetails, SessionPurpose, Standing};
use crate::gotrue::{AccessTokenResponse, Caller, EmailAddress, RefreshToken};

/// Somebody who may be let in.
pub(crate) struct Entered {
    pub(crate) holder: SessionHolder,
    pub(crate) refresh_token: RefreshToken,
    pub(crate) email: EmailAddress,
    /// Their second factors that a code proves.
    pub(super) totp_factors: Vec<Uuid>,
}

impl People {
    /// Takes note of a session that the auth server has just begun.
    pub(crate) async fn enter(
        &self,
        caller: &Caller,
        reply: AccessTokenResponse,
        purpose: SessionPurpose,
    ) -> Result<Entered, PeopleError> {
        let claims = self.verifier.verify(&reply.access_token).await.map_err(|error| {
            tracing::error!(%error, "a token that was issued just now is not believed");
            PeopleError::Away
        })?;
        let details = session_details(caller, purpose);
        let Standing::Known(signed_in) = self.accounts.open_session(&claims, &reply.user, &details).await?
        else {
            tracing::error!("a session that began just now was ended before");
            return Err(PeopleError::Away);
        };
        let email = EmailAddress::parse(&signed_in.user.email).map_err(|_| {
            tracing::error!("an account without an address cannot sign in here");
            PeopleError::Away
        })?;
        let access = VerifiedToken { claims: claims.into(), token: reply.access_token };
        let holder = SessionHolder::new(*signed_in, access);
        let totp_factors = reply.user.verified_totp_factors().map(|factor| factor.id).collect();
        Ok(Entered { holder, refresh_token: reply.refresh_token, email, totp_factors })
    }
}

/// The browser and the address of a caller, for the row of their session.
pub(super) fn session_details(caller: &Caller, purpose: SessionPurpose) -> SessionDetails {
    SessionDetails { purpose, user_agent: caller.user_agent.clone(), address: caller.address }
}
