//! Creating an account. The outcome is the same whether the address is known or not.

use std::sync::Arc;

use serde_json::{Map, Value};
use url::Url;

use super::store::address_key;
use super::{Entered, People, PeopleError};
use crate::accounts::{Limit, NAME_RESERVED_FOR, NewPassword, Reservation, SessionPurpose, Username};
use crate::gotrue::{Caller, EmailAddress, ErrorCode, GoTrueError, Rejection, SignUp, SignUpReply};
use crate::telemetry::metrics::SignUpEnd;

/// What somebody wants who creates an account.
pub(crate) struct NewAccount {
    pub(crate) username: Username,
    pub(crate) email: EmailAddress,
    pub(crate) password: NewPassword,
}

/// What became of somebody who wants an account.
pub(crate) enum SignUpOutcome {
    /// A mail is on its way: to them, or to whoever has the address already.
    MustConfirm,
    /// The auth server asks for no confirmation.
    Entered(Box<Entered>),
    /// The name is somebody else's.
    NameTaken,
    /// The auth server does not take what they chose.
    Refused(SignUpRefusal),
    /// There are no new accounts at the moment.
    Closed,
}

/// What the auth server does not take. It decides so before it looks for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignUpRefusal {
    /// The password is too easy to guess.
    WeakPassword,
    /// The password has leaked somewhere.
    LeakedPassword,
    /// Somebody has the address. Only where addresses are not confirmed, so that there is no inbox to
    /// say it in.
    AddressTaken,
    /// The auth server cannot send mails there yet.
    AddressNotServed,
    /// It is no address that the auth server takes.
    AddressUnusable,
}

impl People {
    /// Creates an account. The name is kept for them before the auth server is asked, and given up
    /// only after a definite refusal: so two people never get one name, and whoever tries again finds
    /// it theirs. `landing` is where the link of the mail leads in the end.
    pub(crate) async fn sign_up(
        self: &Arc<Self>,
        caller: &Caller,
        wanted: &NewAccount,
        landing: &Url,
    ) -> Result<SignUpOutcome, PeopleError> {
        let outcome = self.make_account(caller, wanted, landing).await;
        self.metrics.signed_up(end_of(&outcome));
        outcome
    }

    async fn make_account(
        self: &Arc<Self>,
        caller: &Caller,
        wanted: &NewAccount,
        landing: &Url,
    ) -> Result<SignUpOutcome, PeopleError> {
        self.take(Limit::SignUpByAddress, &address_key(caller)).await?;
        let until = self.clock.now().plus(NAME_RESERVED_FOR);
        let kept = self.accounts.reserve_username(&wanted.username, &wanted.email, until).await?;
        if kept == Reservation::Taken {
            return Ok(SignUpOutcome::NameTaken);
        }
        // Counted once there will be a mail: who looks for a free name has asked for none.
        self.take(Limit::MailByAccount, wanted.email.as_str()).await?;
        let pace = self.pace();
        let answer = self.ask_for_account(caller, wanted, landing).await;
        pace.keep().await;
        match answer {
            Ok(SignUpReply::Pending(user)) => {
                if user.is_look_alike() {
                    // Out of the way of the answer, which takes as long for an address that nobody has.
                    self.tell_owner_of_attempt(caller, wanted);
                }
                Ok(SignUpOutcome::MustConfirm)
            }
            Ok(SignUpReply::Session(reply)) => {
                let entered = self.enter(caller, *reply, SessionPurpose::Ordinary).await?;
                Ok(SignUpOutcome::Entered(Box::new(entered)))
            }
            // Sent a moment ago: it is on its way. An address that nobody has is answered like this too.
            Err(GoTrueError::RateLimited { code, .. }) if code == ErrorCode::OVER_EMAIL_SEND_RATE_LIMIT => {
                Ok(SignUpOutcome::MustConfirm)
            }
            Err(GoTrueError::Rejected(no)) => {
                self.accounts.release_username(&wanted.username, &wanted.email).await?;
                refused(&no)
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn ask_for_account(
        &self,
        caller: &Caller,
        wanted: &NewAccount,
        landing: &Url,
    ) -> Result<SignUpReply, GoTrueError> {
        let mut data = Map::new();
        data.insert("username".to_owned(), Value::from(wanted.username.as_str()));
        let password = wanted.password.clone().password();
        let new =
            SignUp { email: &wanted.email, password: &password, data: &data, redirect_to: Some(landing) };
        self.gotrue().sign_up(caller, &new).await
    }
}

fn end_of(outcome: &Result<SignUpOutcome, PeopleError>) -> SignUpEnd {
    match outcome {
        Ok(SignUpOutcome::MustConfirm) => SignUpEnd::MustConfirm,
        Ok(SignUpOutcome::Entered(_)) => SignUpEnd::Entered,
        Ok(SignUpOutcome::NameTaken) => SignUpEnd::NameTaken,
        Ok(SignUpOutcome::Refused(_)) => SignUpEnd::Refused,
        Ok(SignUpOutcome::Closed) => SignUpEnd::Closed,
        Err(PeopleError::TooMany(_)) => SignUpEnd::Limited,
        Err(PeopleError::Away) => SignUpEnd::Unavailable,
    }
}

/// Refusals that the auth server decides before it looks for an account.
fn refused(no: &Rejection) -> Result<SignUpOutcome, PeopleError> {
    let code = &no.code;
    if [ErrorCode::SIGNUP_DISABLED, ErrorCode::EMAIL_PROVIDER_DISABLED].contains(code) {
        return Ok(SignUpOutcome::Closed);
    }
    let refusal = if no.is_of_leaked_password() {
        SignUpRefusal::LeakedPassword
    } else if *code == ErrorCode::WEAK_PASSWORD {
        SignUpRefusal::WeakPassword
    } else if [ErrorCode::USER_ALREADY_EXISTS, ErrorCode::EMAIL_EXISTS].contains(code) {
        SignUpRefusal::AddressTaken
    } else if *code == ErrorCode::EMAIL_ADDRESS_NOT_AUTHORIZED {
        SignUpRefusal::AddressNotServed
    } else if [ErrorCode::EMAIL_ADDRESS_INVALID, ErrorCode::VALIDATION_FAILED].contains(code) {
        SignUpRefusal::AddressUnusable
    } else {
        tracing::warn!(%code, "a sign-up was refused for a reason that nobody expected");
        return Err(PeopleError::Away);
    };
    Ok(SignUpOutcome::Refused(refusal))
}
