//! Deleting an account, at the wish of its owner.

use super::{PasswordProof, People, PeopleError, SessionHolder};
use crate::accounts::EndReason;
use crate::gotrue::{Caller, ErrorCode, GoTrueError, Password};

/// What became of the wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deletion {
    /// The account is gone, at the auth server and here.
    Deleted,
    /// The password is not theirs.
    WrongPassword,
    /// The auth server deletes accounts for administrators only, and this site has no key of one.
    NotOffered,
}

impl People {
    /// Deletes the account of somebody who proves the password. The sessions end first: whoever is cut
    /// off in between signs in again and asks once more.
    pub(crate) async fn delete_account(
        &self,
        caller: &Caller,
        holder: &SessionHolder,
        password: &Password,
    ) -> Result<Deletion, PeopleError> {
        let Some(admin) = &self.admin else { return Ok(Deletion::NotOffered) };
        if self.prove_password(caller, holder, password, None).await? == PasswordProof::Wrong {
            return Ok(Deletion::WrongPassword);
        }
        self.accounts.end_sessions_of(holder.user.id, None, EndReason::AccountDeleted).await?;
        match admin.delete_user(holder.user.super_id).await {
            Ok(()) => {}
            Err(GoTrueError::Rejected(no)) if no.code == ErrorCode::USER_NOT_FOUND => {}
            Err(error) => return Err(error.into()),
        }
        self.accounts.delete_person(holder.user.id).await?;
        Ok(Deletion::Deleted)
    }
}
