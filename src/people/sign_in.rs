//! Signing in with a password.

use super::person_tried::PersonTried;
use super::{Credentials, Entered, People, PeopleError};
use crate::accounts::SessionPurpose;
use crate::gotrue::{Caller, EmailAddress, ErrorCode, GoTrueError};
use crate::telemetry::metrics::{SignInEnd, SignInMethod};

/// What a password leads to.
pub(crate) enum SignInOutcome {
    /// Inside; to the second factor first, where there is one.
    Entered(Box<Entered>),
    /// It is right, but the address waits for its confirmation.
    Unconfirmed(EmailAddress),
    /// It does not belong to that name or address, whichever of them is wrong.
    NoMatch,
}

impl People {
    /// Tries a password. A try is taken before and given back when it was right; `device` is the text
    /// of a device mark, unread.
    pub(crate) async fn sign_in(
        &self,
        caller: &Caller,
        credentials: &Credentials,
        device: Option<&str>,
    ) -> Result<SignInOutcome, PeopleError> {
        let outcome = self.try_password(caller, credentials, device).await;
        self.metrics.signed_in(SignInMethod::Password, end_of(&outcome));
        outcome
    }

    async fn try_password(
        &self,
        caller: &Caller,
        credentials: &Credentials,
        device: Option<&str>,
    ) -> Result<SignInOutcome, PeopleError> {
        let tried = PersonTried::find(self, caller, &credentials.identifier, device).await?;
        tried.take_try(self).await?;
        let pace = self.pace();
        let answer = self.gotrue().sign_in(caller, &tried.email, &credentials.password).await;
        pace.keep().await;
        match answer {
            Ok(reply) => {
                let entered = self.enter(caller, reply, SessionPurpose::Ordinary).await?;
                tried.give_try_back(self).await?;
                Ok(SignInOutcome::Entered(Box::new(entered)))
            }
            Err(GoTrueError::Rejected(no)) if no.code == ErrorCode::EMAIL_NOT_CONFIRMED => {
                Ok(SignInOutcome::Unconfirmed(tried.email))
            }
            Err(GoTrueError::Rejected(no)) if says_no_match(&no.code) => Ok(SignInOutcome::NoMatch),
            Err(error @ GoTrueError::Unreachable(_)) => {
                // Nobody learned whether the password was right: an outage uses up nobody's tries.
                tried.give_try_back(self).await?;
                Err(error.into())
            }
            Err(error) => Err(error.into()),
        }
    }
}

fn end_of(outcome: &Result<SignInOutcome, PeopleError>) -> SignInEnd {
    match outcome {
        Ok(SignInOutcome::Entered(_)) => SignInEnd::Entered,
        Ok(SignInOutcome::Unconfirmed(_)) => SignInEnd::Unconfirmed,
        Ok(SignInOutcome::NoMatch) => SignInEnd::NoMatch,
        Err(PeopleError::TooMany(_)) => SignInEnd::Limited,
        Err(PeopleError::Away) => SignInEnd::Unavailable,
    }
}

/// The auth server says that an account is locked before it looks at the password, so that nobody may
/// be told (gotrue-contract §1.2).
fn says_no_match(code: &ErrorCode) -> bool {
    [ErrorCode::INVALID_CREDENTIALS, ErrorCode::USER_BANNED, ErrorCode::VALIDATION_FAILED].contains(code)
}
