//! Ending the session of a token, for whoever holds the token and nothing else (RFC 7009).

use std::sync::Arc;

use super::{People, PeopleError, Renewal, VerifiedToken};
use crate::accounts::EndReason;
use crate::gotrue::{AccessToken, Caller, RefreshToken, TokenError};

impl People {
    /// Ends the session that a token belongs to, be it of either kind. A token that is nobody's, or no
    /// longer, ends nothing, and that is well.
    pub(crate) async fn revoke(&self, caller: &Caller, text: String) -> Result<(), PeopleError> {
        let token = AccessToken::from(text.clone());
        match self.verifier.verify(&token).await {
            Ok(claims) => {
                let access = VerifiedToken { claims: Arc::new(claims), token };
                self.end_session(caller, &access, EndReason::SignedOut).await
            }
            // It was good once: its session is over here; the auth server listens to it no longer.
            Err(TokenError::Expired(claims)) => {
                Ok(self.accounts.end_session(claims.session_id, EndReason::SignedOut).await?)
            }
            Err(TokenError::Unavailable) => Err(PeopleError::Away),
            Err(TokenError::Invalid | TokenError::UnknownKey) if looks_like_access_token(&text) => Ok(()),
            Err(TokenError::Invalid | TokenError::UnknownKey) => {
                self.revoke_refresh_token(caller, text).await
            }
        }
    }

    /// Only the auth server knows to which session a refresh token belongs, and says so with the next
    /// pair: that is bought and thrown away with the session.
    async fn revoke_refresh_token(&self, caller: &Caller, text: String) -> Result<(), PeopleError> {
        match self.renew(caller, &RefreshToken::from(text), None).await {
            Renewal::Anew(renewed) => self.end_session(caller, &renewed.access, EndReason::SignedOut).await,
            Renewal::Over => Ok(()),
            Renewal::Unavailable(error) => Err(error),
            Renewal::Unusable => Err(PeopleError::Away),
        }
    }
}

/// Whether a text has the three parts of a signed token (RFC 7515 §3.1), which no refresh token has.
fn looks_like_access_token(text: &str) -> bool {
    text.split('.').count() == 3
}
