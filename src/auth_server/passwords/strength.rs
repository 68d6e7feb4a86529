//! How strong a password is: by the rules of the operator, and by whether it has leaked
//! (gotrue-contract §3).

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::leaks::Finding;
use crate::gotrue::{Password, WeakPassword, WeakPasswordReason};

use super::refuse_too_long;

/// Refuses a password that may not be set. A service may be asked, so no transaction may be open.
pub(crate) async fn refuse_weak(server: &AuthServer, password: &Password) -> Result<(), ApiError> {
    refuse_too_long(password)?;
    match weakness(server, password).await {
        Ok(Some(weakness)) => Err(ApiError::weak_password(weakness.message, weakness.reasons)),
        Ok(None) => Ok(()),
        Err(Unknown(why)) => Err(ApiError::failure("nobody could say whether a password has leaked", &why)),
    }
}

/// What is to be said of a password that signs somebody in all the same. Nothing where that cannot be known.
pub(crate) async fn note_weak(server: &AuthServer, password: &Password) -> Option<WeakPassword> {
    weakness(server, password).await.unwrap_or_else(|Unknown(why)| {
        tracing::warn!(%why, "nobody could say whether the password of a sign-in has leaked");
        None
    })
}

/// The service did not answer, and what it does not know is not let through: why.
struct Unknown(String);

/// All that is wrong with a password, leaks last.
async fn weakness(server: &AuthServer, password: &Password) -> Result<Option<WeakPassword>, Unknown> {
    let mut faults = server.settings().password_rules.faults(password);
    match server.leaks().find(password).await {
        Finding::Unheard => {}
        Finding::Leaked => {
            let message = "The password is one of those that have leaked somewhere.";
            faults.push((WeakPasswordReason::Pwned, message.to_owned()));
        }
        Finding::Unanswered(why) if server.leaks().fails_closed() => return Err(Unknown(why)),
        Finding::Unanswered(why) => {
            tracing::warn!(%why, "nobody could say whether a password has leaked, and it was let through");
        }
    }
    if faults.is_empty() {
        return Ok(None);
    }
    let (reasons, messages): (_, Vec<_>) = faults.into_iter().unzip();
    Ok(Some(WeakPassword { message: messages.join(" "), reasons }))
}
