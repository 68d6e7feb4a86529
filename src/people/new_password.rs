//! Choosing a new password.

use std::sync::Arc;

use super::{People, PeopleError, SessionHolder};
use crate::accounts::{EndReason, NewPassword, PasswordContext};
use crate::gotrue::{Caller, EmailAddress, ErrorCode, GoTrueError, Password, UserUpdate};

/// What became of a new password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PasswordChange {
    /// It counts; the other sessions are over, and the owner is told by mail.
    Changed,
    /// It is too easy to guess.
    TooEasy,
    /// It has leaked somewhere.
    Leaked,
    /// The auth server wants a younger sign-in, or a code by mail, before it takes one.
    NeedsRecentSignIn,
}

impl People {
    /// Judges a password that somebody chooses, with all that it must not be made of.
    pub(crate) fn about_password_of<T>(
        &self,
        holder: &SessionHolder,
        judge: impl FnOnce(&PasswordContext<'_>) -> T,
    ) -> T {
        let email = EmailAddress::parse(&holder.user.email).ok();
        judge(&PasswordContext {
            email: email.as_ref(),
            username: holder.user.username.as_ref(),
            product: &self.settings.product,
        })
    }

    /// Gives somebody another password. First the auth server, then the other sessions here, and last
    /// this session becomes a whole one: whoever is cut off in between chooses once more. `current` is
    /// the password so far, for an auth server that asks for it.
    pub(crate) async fn change_password(
        self: &Arc<Self>,
        caller: &Caller,
        holder: &SessionHolder,
        password: NewPassword,
        current: Option<&Password>,
    ) -> Result<PasswordChange, PeopleError> {
        let password = password.password();
        let update =
            UserUpdate { password: Some(&password), current_password: current, ..UserUpdate::default() };
        match self.gotrue().update_user(caller, holder.access_token(), &update).await {
            Ok(_) => {}
            // They remembered it after all, or were cut off after the auth server had taken it.
            Err(GoTrueError::Rejected(no)) if no.code == ErrorCode::SAME_PASSWORD => {}
            Err(GoTrueError::Rejected(no)) if no.is_of_leaked_password() => {
                return Ok(PasswordChange::Leaked);
            }
            Err(GoTrueError::Rejected(no)) if no.code == ErrorCode::WEAK_PASSWORD => {
                return Ok(PasswordChange::TooEasy);
            }
            Err(GoTrueError::Rejected(no)) if no.code == ErrorCode::REAUTHENTICATION_NEEDED => {
                return Ok(PasswordChange::NeedsRecentSignIn);
            }
            Err(error) => return Err(error.into()),
        }
        let this = Some(holder.session.id);
        self.accounts.end_sessions_of(holder.user.id, this, EndReason::PasswordChanged).await?;
        self.accounts.password_was_set(holder.session.id).await?;
        self.tell_owner_of_new_password(caller, holder);
        Ok(PasswordChange::Changed)
    }
}
