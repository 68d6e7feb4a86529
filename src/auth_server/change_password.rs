//! A person sets a new password (gotrue-contract §1.5).

use std::time::Duration;

use super::error::ApiError;
use super::extract::Authenticated;
use super::one_time_tokens::SlotPair;
use super::passwords::Comparison;
use super::server::AuthServer;
use super::store::one_time_tokens::TokenRow;
use super::store::{UserRow, one_time_tokens, sessions};
use super::verification::{self, Proof};
use crate::database::Tx;
use crate::gotrue::{ErrorCode, Password};

/// How long after signing in the password may be changed without another proof, where one is asked for.
const RECENT: Duration = Duration::from_hours(24);

/// How a session is proved that a mail began, perhaps because the password was forgotten
/// (gotrue-contract §2.1).
const BY_MAIL: [&str; 3] = ["otp", "magiclink", "recovery"];

/// What somebody shows beside the new password.
pub(crate) struct Shown {
    /// A code that was sent by mail, or by telephone.
    pub(crate) code: Option<String>,
    /// The password they have.
    pub(crate) current: Option<Password>,
}

/// What was found out, slowly, before the transaction.
pub(crate) struct Prepared {
    hash: String,
    /// The code that allows it.
    code: Option<TokenRow>,
}

/// Hashes the new password. It must be another than the old one, and an old session may have to show a
/// code that was sent by mail, and one that a password began the old password.
pub(crate) async fn prepare(
    server: &AuthServer,
    who: &Authenticated,
    password: &Password,
    shown: &Shown,
) -> Result<Prepared, ApiError> {
    let nonce = shown.code.as_deref();
    let code = if needs_code(server, who) { Some(find_code(server, &who.user, nonce).await?) } else { None };
    if let Some(stored) = &who.user.password_hash
        && server.settings().asks_current_password
    {
        refuse_without_current(server, who, stored, shown.current.as_ref()).await?;
    }
    if let Some(stored) = &who.user.password_hash
        && server.passwords().compare(password, Some(stored)).await? != Comparison::Wrong
    {
        let code = ErrorCode::SAME_PASSWORD;
        return Err(ApiError::unprocessable(code, "The new password is the old one"));
    }
    Ok(Prepared { hash: server.passwords().hash(password).await?, code })
}

/// Sets it. All other sessions end, and whatever was sent by mail before is worth nothing any more. The
/// person must be locked; they are saved later.
pub(crate) async fn apply(
    server: &AuthServer,
    tx: &mut Tx,
    user: &mut UserRow,
    who: &Authenticated,
    prepared: Prepared,
) -> Result<(), ApiError> {
    if let Some(code) = prepared.code {
        let lifetime = match user.email {
            Some(_) => server.settings().code_lifetime,
            None => server.settings().phones.code_lifetime,
        };
        let is_over = server.now() > code.sent_at.plus(lifetime);
        if is_over || !one_time_tokens::consume(tx.executor(), &code).await? {
            return Err(not_valid());
        }
    }
    user.password_hash = Some(prepared.hash);
    user.forget_mails();
    one_time_tokens::clear(tx.executor(), user.id).await?;
    match &who.session {
        Some(session) => sessions::end_others(tx.executor(), user.id, session.id).await?,
        None => sessions::end_all(tx.executor(), user.id).await?,
    }
    Ok(())
}

/// Whoever signed in by a mail need not know it: the mail also replaces a forgotten one.
async fn refuse_without_current(
    server: &AuthServer,
    who: &Authenticated,
    stored: &str,
    current: Option<&Password>,
) -> Result<(), ApiError> {
    if let Some(session) = &who.session {
        let proofs = sessions::proofs(server.database().read().await?.executor(), session.id).await?;
        if proofs.iter().any(|proof| BY_MAIL.contains(&proof.method.as_str())) {
            return Ok(());
        }
    }
    let needed = || ApiError::bad_request(ErrorCode::CURRENT_PASSWORD_REQUIRED, "Show the password you have");
    let current = current.ok_or_else(needed)?;
    if server.passwords().compare(current, Some(stored)).await? == Comparison::Wrong {
        let code = ErrorCode::CURRENT_PASSWORD_INVALID;
        return Err(ApiError::bad_request(code, "That is not the password you have"));
    }
    Ok(())
}

fn needs_code(server: &AuthServer, who: &Authenticated) -> bool {
    let is_recent = |at: crate::clock::Timestamp| server.now() <= at.plus(RECENT);
    server.settings().asks_code_for_new_password
        && !who.session.as_ref().is_some_and(|session| is_recent(session.created_at))
}

async fn find_code(server: &AuthServer, user: &UserRow, nonce: Option<&str>) -> Result<TokenRow, ApiError> {
    let needed =
        || ApiError::bad_request(ErrorCode::REAUTHENTICATION_NEEDED, "Ask for a code first, and show it");
    let code = nonce.ok_or_else(needed)?.to_owned();
    let address = user.address().map(|address| address.as_str().to_owned());
    let sent_to = address.or_else(|| user.phone.clone()).ok_or_else(not_valid)?;
    let slots = SlotPair::REAUTHENTICATION;
    let token = verification::find(server, slots, &Proof::Code { sent_to, code }).await?;
    token.filter(|token| token.user_id == user.id).ok_or_else(not_valid)
}

fn not_valid() -> ApiError {
    let code = ErrorCode::REAUTHENTICATION_NOT_VALID;
    ApiError::unprocessable(code, "The code is wrong, was used, or is over")
}
