//! Proving an address with what came by mail: a link, or a code that is typed.

use super::store::address_key;
use super::{People, PeopleError};
use crate::accounts::Limit;
use crate::gotrue::{Caller, EmailAddress, ErrorCode, GoTrueError, Verified, VerifyKind};
use crate::telemetry::metrics::{SignInEnd, SignInMethod};

/// What a link or a code proved.
pub(crate) enum MailProof {
    /// It was good.
    Good(Verified),
    /// It was good, but the account is locked.
    Locked,
    /// It is wrong, too old, or used.
    Wrong,
}

impl People {
    /// Spends a link.
    pub(crate) async fn spend_link(
        &self,
        caller: &Caller,
        kind: VerifyKind,
        token_hash: &str,
    ) -> Result<MailProof, PeopleError> {
        let outcome = self.follow(caller, kind, token_hash).await;
        self.count_proof(SignInMethod::Link, &outcome);
        outcome
    }

    /// Tries a code that was sent to an address. A wrong one uses a try up; whoever sends a new mail
    /// gains none.
    pub(crate) async fn try_code(
        &self,
        caller: &Caller,
        kind: VerifyKind,
        email: &EmailAddress,
        code: &str,
    ) -> Result<MailProof, PeopleError> {
        let outcome = self.compare_code(caller, kind, email, code).await;
        self.count_proof(SignInMethod::Code, &outcome);
        outcome
    }

    async fn follow(
        &self,
        caller: &Caller,
        kind: VerifyKind,
        token_hash: &str,
    ) -> Result<MailProof, PeopleError> {
        self.take(Limit::CodeByAddress, &address_key(caller)).await?;
        sorted(self.gotrue().verify_link(caller, kind, token_hash).await).map_err(PeopleError::from)
    }

    async fn compare_code(
        &self,
        caller: &Caller,
        kind: VerifyKind,
        email: &EmailAddress,
        code: &str,
    ) -> Result<MailProof, PeopleError> {
        let address = address_key(caller);
        self.take(Limit::CodeByAddress, &address).await?;
        self.take(Limit::CodeByAccount, email.as_str()).await?;
        match sorted(self.gotrue().verify_code(caller, kind, email, code).await) {
            Err(error @ GoTrueError::Unreachable(_)) => {
                // Nobody learned whether the code was right: an outage uses up nobody's tries.
                self.give_back(Limit::CodeByAddress, &address).await?;
                self.give_back(Limit::CodeByAccount, email.as_str()).await?;
                Err(error.into())
            }
            sorted => sorted.map_err(PeopleError::from),
        }
    }

    /// One of the two addresses of a change signs nobody in.
    fn count_proof(&self, method: SignInMethod, outcome: &Result<MailProof, PeopleError>) {
        let end = match outcome {
            Ok(MailProof::Good(Verified::OneOfTwo)) => return,
            Ok(MailProof::Good(Verified::Session(_))) => SignInEnd::Entered,
            Ok(MailProof::Locked | MailProof::Wrong) => SignInEnd::NoMatch,
            Err(PeopleError::TooMany(_)) => SignInEnd::Limited,
            Err(PeopleError::Away) => SignInEnd::Unavailable,
        };
        self.metrics.signed_in(method, end);
    }
}

fn sorted(answer: Result<Verified, GoTrueError>) -> Result<MailProof, GoTrueError> {
    match answer {
        Ok(verified) => Ok(MailProof::Good(verified)),
        Err(GoTrueError::Rejected(no)) if no.code == ErrorCode::USER_BANNED => Ok(MailProof::Locked),
        Err(GoTrueError::Rejected(_)) => Ok(MailProof::Wrong),
        Err(error) => Err(error),
    }
}
