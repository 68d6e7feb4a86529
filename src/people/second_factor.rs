//! Proving a second factor with a code that changes with the time (RFC 6238).

use super::{Entered, People, PeopleError};
use crate::accounts::{Limit, SessionPurpose};
use crate::gotrue::{AccessTokenResponse, Caller, ErrorCode, GoTrueError};
use crate::telemetry::metrics::{SignInEnd, SignInMethod};

/// What a code proved.
pub(crate) enum SecondFactorProof {
    /// The factor: the session goes everywhere now.
    Proved(Box<Entered>),
    /// Nothing: it is wrong, too old, or there is no factor that a code proves.
    Wrong,
}

impl People {
    /// Tries a code for somebody who has proved the password. A try is taken before, and given back
    /// when the code was right or nobody learned whether it was.
    pub(crate) async fn prove_second_factor(
        &self,
        caller: &Caller,
        half: &Entered,
        code: &str,
    ) -> Result<SecondFactorProof, PeopleError> {
        let outcome = self.try_second_factor(caller, half, code).await;
        let end = match &outcome {
            Ok(SecondFactorProof::Proved(_)) => SignInEnd::Entered,
            Ok(SecondFactorProof::Wrong) => SignInEnd::NoMatch,
            Err(PeopleError::TooMany(_)) => SignInEnd::Limited,
            Err(PeopleError::Away) => SignInEnd::Unavailable,
        };
        self.metrics.signed_in(SignInMethod::SecondFactor, end);
        outcome
    }

    async fn try_second_factor(
        &self,
        caller: &Caller,
        half: &Entered,
        code: &str,
    ) -> Result<SecondFactorProof, PeopleError> {
        let account = half.email.as_str();
        self.take(Limit::SecondFactorByAccount, account).await?;
        match self.try_each_factor(caller, half, code).await {
            Ok(Some(reply)) => {
                let entered = self.enter(caller, reply, SessionPurpose::Ordinary).await?;
                self.give_back(Limit::SecondFactorByAccount, account).await?;
                Ok(SecondFactorProof::Proved(Box::new(entered)))
            }
            Ok(None) => Ok(SecondFactorProof::Wrong),
            Err(error @ GoTrueError::Unreachable(_)) => {
                self.give_back(Limit::SecondFactorByAccount, account).await?;
                Err(error.into())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// A code does not say of which factor it is.
    async fn try_each_factor(
        &self,
        caller: &Caller,
        half: &Entered,
        code: &str,
    ) -> Result<Option<AccessTokenResponse>, GoTrueError> {
        let token = half.holder.access_token();
        for &factor in &half.totp_factors {
            let challenge = self.gotrue().challenge(caller, token, factor).await?;
            match self.gotrue().verify_factor(caller, token, factor, challenge, code).await {
                Err(GoTrueError::Rejected(no)) if proves_nothing(&no.code) => {}
                definite => return definite.map(Some),
            }
        }
        Ok(None)
    }
}

/// What the auth server says of a code that is not the factor's (gotrue-contract §1.13).
fn proves_nothing(code: &ErrorCode) -> bool {
    [
        ErrorCode::MFA_VERIFICATION_FAILED,
        ErrorCode::MFA_CHALLENGE_EXPIRED,
        ErrorCode::MFA_VERIFICATION_REJECTED,
        ErrorCode::VALIDATION_FAILED,
    ]
    .contains(code)
}
