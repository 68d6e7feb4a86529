//! Proving once more who one is, by the password.

use super::person_tried::PersonTried;
use super::{Identifier, People, PeopleError, SessionHolder};
use crate::gotrue::{Caller, EmailAddress, GoTrueError, LogoutScope, Password};

/// Whether a password is the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PasswordProof {
    /// It is, and the session was proved just now.
    Right,
    /// It is not.
    Wrong,
}

impl People {
    /// Tries the password of somebody who is signed in. The auth server knows no other way to do so
    /// than to sign in with it; the session that comes of it is ended at once.
    pub(crate) async fn prove_password(
        &self,
        caller: &Caller,
        holder: &SessionHolder,
        password: &Password,
        device: Option<&str>,
    ) -> Result<PasswordProof, PeopleError> {
        let Ok(email) = EmailAddress::parse(&holder.user.email) else { return Ok(PasswordProof::Wrong) };
        let tried = PersonTried::find(self, caller, &Identifier::Email(email), device).await?;
        tried.take_try(self).await?;
        match self.gotrue().sign_in(caller, &tried.email, password).await {
            Ok(reply) => {
                let ended = self.gotrue().sign_out(caller, &reply.access_token, LogoutScope::Local).await;
                if let Err(error) = ended {
                    tracing::warn!(%error, "a session that only tried a password was not ended");
                }
                self.accounts.prove_again(holder.session.id).await?;
                tried.give_try_back(self).await?;
                Ok(PasswordProof::Right)
            }
            Err(GoTrueError::Rejected(_)) => Ok(PasswordProof::Wrong),
            Err(error @ GoTrueError::Unreachable(_)) => {
                // Nobody learned whether the password was right: an outage uses up nobody's tries.
                tried.give_try_back(self).await?;
                Err(error.into())
            }
            Err(error) => Err(error.into()),
        }
    }
}
