//! Buying the next pair at once and wholly, for whoever keeps the tokens themselves.

use super::{People, PeopleError, Renewal, Renewed, SessionHolder, Standing};
use crate::accounts::{self, EndReason};
use crate::gotrue::{Caller, RefreshToken};

/// What a refresh token leads to.
pub(crate) enum WholeRenewal {
    /// The next pair, of a session that goes everywhere.
    Anew(Box<Renewed>),
    /// Nothing: the session is over, or never was, or is for a new password only.
    Over,
    /// The session lacks the second factor, and is over now.
    NeedsCode,
}

impl People {
    /// Spends a refresh token. A session that was ended here is told to the auth server once more,
    /// which may not have heard of it; one at half strength ends.
    pub(crate) async fn renew_wholly(
        &self,
        caller: &Caller,
        token: &RefreshToken,
    ) -> Result<WholeRenewal, PeopleError> {
        let renewed = match self.renew(caller, token, None).await {
            Renewal::Anew(renewed) => renewed,
            Renewal::Over => return Ok(WholeRenewal::Over),
            Renewal::Unavailable(error) => return Err(error),
            Renewal::Unusable => return Err(PeopleError::Away),
        };
        let accounts::Standing::Known(signed_in) = self.standing(&renewed.access, caller).await? else {
            self.end_session(caller, &renewed.access, EndReason::SignedOut).await?;
            return Ok(WholeRenewal::Over);
        };
        let holder = SessionHolder::new(*signed_in, renewed.access.clone());
        match holder.standing() {
            Standing::Whole => Ok(WholeRenewal::Anew(renewed)),
            Standing::NeedsNewPassword => Ok(WholeRenewal::Over),
            Standing::NeedsSecondFactor => {
                self.sign_out(caller, &holder).await?;
                Ok(WholeRenewal::NeedsCode)
            }
        }
    }
}
