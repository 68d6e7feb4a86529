//! Proving once more who one is, by the password.

use super::store::address_key;
use super::{People, PeopleError, SessionHolder};
use crate::accounts::Limit;
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
        let address = address_key(caller);
        self.take(Limit::SignInByAddress, &address).await?;
        let device = device.and_then(|mark| self.limits.recognise_device(mark, &email));
        PeopleError::unless_allowed(self.limits.take_sign_in(&email, device.as_ref()).await?)?;
        match self.gotrue().sign_in(caller, &email, password).await {
            Ok(reply) => {
                let ended = self.gotrue().sign_out(caller, &reply.access_token, LogoutScope::Local).await;
                if let Err(error) = ended {
                    tracing::warn!(%error, "a session that only tried a password was not ended");
                }
                self.accounts.prove_again(holder.session.id).await?;
                self.give_back(Limit::SignInByAddress, &address).await?;
                Ok(PasswordProof::Right)
            }
            Err(GoTrueError::Rejected(_)) => Ok(PasswordProof::Wrong),
            Err(error) => Err(error.into()),
        }
    }
}
