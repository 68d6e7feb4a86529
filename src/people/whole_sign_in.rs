//! Signing in at once and wholly, for whoever cannot be led from page to page: a session at half
//! strength is never handed out.

use super::second_factor::SecondFactorProof;
use super::{Credentials, Entered, People, PeopleError, SignInOutcome, Standing};
use crate::gotrue::Caller;

/// What a password, and perhaps a code, lead to.
pub(crate) enum WholeSignIn {
    /// Inside, everywhere.
    Entered(Box<Entered>),
    /// The password is right, but the address waits for its confirmation.
    Unconfirmed,
    /// The password does not belong to that name or address, whichever of them is wrong.
    NoMatch,
    /// The password is right, and there is a second factor: it needs a code.
    NeedsCode,
    /// The password is right, and the code is not.
    WrongCode,
}

impl People {
    /// Tries a password, and the code of a second factor where there is one. Without it the session
    /// that began is over again when this returns, here first, then at the auth server.
    pub(crate) async fn sign_in_wholly(
        &self,
        caller: &Caller,
        credentials: &Credentials,
        code: Option<&str>,
    ) -> Result<WholeSignIn, PeopleError> {
        let entered = match self.sign_in(caller, credentials, None).await? {
            SignInOutcome::Entered(entered) => entered,
            SignInOutcome::Unconfirmed(_) => return Ok(WholeSignIn::Unconfirmed),
            SignInOutcome::NoMatch => return Ok(WholeSignIn::NoMatch),
        };
        if entered.holder.standing() == Standing::Whole {
            return Ok(WholeSignIn::Entered(entered));
        }
        let half = entered;
        let outcome = match code {
            Some(code) => self.prove_second_factor(caller, &half, code).await.map(WholeSignIn::from),
            None => Ok(WholeSignIn::NeedsCode),
        };
        if !matches!(outcome, Ok(WholeSignIn::Entered(_))) {
            self.sign_out(caller, &half.holder).await?;
        }
        outcome
    }
}

impl From<SecondFactorProof> for WholeSignIn {
    fn from(proof: SecondFactorProof) -> Self {
        match proof {
            SecondFactorProof::Proved(entered) => Self::Entered(entered),
            SecondFactorProof::Wrong => Self::WrongCode,
        }
    }
}
