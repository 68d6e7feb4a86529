//! Asking the auth server to make one account, until there is a definite answer.

use std::time::Duration;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::fault::Reason;
use super::row::Row;
use crate::gotrue::{ErrorCode, GoTrueAdmin, GoTrueError, Rejection, Unreachable, UserFields};

/// How often one account is asked for.
const TRIES: u32 = 6;

/// The first wait; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(500);

/// What became of an account.
pub(super) enum Asked {
    /// It is new.
    Made,
    /// It was made before, by a run that was cut off.
    Known,
    /// There will be none.
    Refused(Reason),
}

/// Asks for an account with this id. An error says that nobody knows what became of it.
pub(super) async fn ask(admin: &GoTrueAdmin, row: &Row, id: Uuid) -> Result<Asked, GoTrueError> {
    let fields = fields(row, id);
    let mut wait = FIRST_WAIT;
    let mut tries = 1;
    loop {
        let error = match admin.create_user(&fields).await {
            Ok(_) => return Ok(Asked::Made),
            Err(GoTrueError::Rejected(no)) => return refused(admin, row, id, no).await,
            Err(error) => error,
        };
        // A server that fails over this row alone is there and has no such account.
        if let GoTrueError::Unreachable(Unreachable::Failing(status)) = error {
            match look(admin, row, id).await? {
                Some(asked) => return Ok(asked),
                None if tries >= TRIES => {
                    return Ok(Asked::Refused(Reason::Refused(format!("status {status}"))));
                }
                None => {}
            }
        } else if tries >= TRIES {
            return Err(error);
        }
        let asked_for =
            if let GoTrueError::RateLimited { retry_after, .. } = error { retry_after } else { None };
        tokio::time::sleep(asked_for.unwrap_or(wait)).await;
        wait *= 2;
        tries += 1;
    }
}

fn fields(row: &Row, id: Uuid) -> UserFields<'_> {
    let unless_empty = |map: &'_ Map<String, Value>| !map.is_empty();
    UserFields {
        id: Some(id),
        email: Some(&row.email),
        password_hash: row.password_hash.as_ref(),
        email_confirm: Some(row.is_confirmed),
        user_metadata: Some(&row.user_metadata).filter(|map| unless_empty(map)),
        app_metadata: Some(&row.app_metadata).filter(|map| unless_empty(map)),
        ban_duration: row.ban.as_deref(),
        ..UserFields::default()
    }
}

async fn refused(admin: &GoTrueAdmin, row: &Row, id: Uuid, no: Rejection) -> Result<Asked, GoTrueError> {
    let taken = [ErrorCode::EMAIL_EXISTS, ErrorCode::USER_ALREADY_EXISTS];
    if taken.contains(&no.code) {
        return Ok(look(admin, row, id).await?.unwrap_or(Asked::Refused(Reason::AddressTaken)));
    }
    let is_ours = [ErrorCode::NOT_ADMIN, ErrorCode::NO_AUTHORIZATION, ErrorCode::BAD_JWT].contains(&no.code);
    if is_ours || no.status == 401 {
        Err(no.into())
    } else {
        Ok(Asked::Refused(Reason::Refused(no.code.to_string())))
    }
}

/// Whose the id is; nobody's is nothing.
async fn look(admin: &GoTrueAdmin, row: &Row, id: Uuid) -> Result<Option<Asked>, GoTrueError> {
    match admin.user(id).await {
        Ok(user) if user.email == row.email.as_str() => Ok(Some(Asked::Known)),
        Ok(_) => Ok(Some(Asked::Refused(Reason::IdTaken))),
        Err(GoTrueError::Rejected(no)) if no.code == ErrorCode::USER_NOT_FOUND => Ok(None),
        Err(error) => Err(error),
    }
}
