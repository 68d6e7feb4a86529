//! Proving a factor, the first time or again: the session is worth more from then on.

use uuid::Uuid;

use super::trial::{Verdict, try_proof};
use super::{FactorType, KeyAnswer, not_found};
use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Client, FactorOwner};
use crate::auth_server::issue::{self, Issued, Method};
use crate::auth_server::notices;
use crate::auth_server::notices::Change;
use crate::auth_server::store::{factors, sessions};
use crate::gotrue::ErrorCode;

/// What somebody shows to prove a factor, and for which challenge. It may hold a code, so it does not print.
pub(crate) struct Proof {
    pub(crate) challenge: Uuid,
    pub(crate) shown: Shown,
    /// Where it comes from.
    pub(crate) client: Client,
}

/// What somebody shows.
pub(crate) enum Shown {
    /// A code, of an app or by telephone.
    Code(String),
    /// What an authenticator answered.
    Key(KeyAnswer),
}

/// Proves a factor. The session goes on with a new pair of tokens; those of the person that
/// no factor proves are over, and so is what they began to enrol beside it.
pub(crate) async fn prove(
    server: &AuthServer,
    owner: &FactorOwner,
    factor: Uuid,
    proof: &Proof,
) -> Result<Issued, ApiError> {
    let ring = server.keys().ring().await;
    let mut tx = server.database().begin().await?;
    let (user, session) = owner.lock(server, &mut tx).await?;
    let found = factors::of_user_by_id(tx.executor(), user.id, factor).await?;
    let mut factor = found.ok_or_else(not_found)?;
    let is_new = !factor.is_verified();
    if let Verdict::Refused(refusal) = try_proof(server, &mut tx, &mut factor, proof).await? {
        server.commit(tx).await?;
        return Err(refusal);
    }
    let method = factor.kind().map_or(Method::Totp, FactorType::method).name();
    let now = server.now();
    let event = Event::by(&user, Action::VerificationAttempted).with_factor(&factor).from(&proof.client);
    let event = event.with("challenge_id", proof.challenge.to_string());
    event.with("factor_type", &*factor.factor_type).note(server, &mut tx).await?;
    let raised = sessions::add_factor(tx.executor(), session.id, factor.id, method, now).await?;
    let session = raised.ok_or_else(over)?;
    if session.sealed_refresh_key.is_none() {
        Event::by(&user, Action::TokenRevoked).from(&proof.client).note(server, &mut tx).await?;
    }
    let token = issue::turn_over(server, &mut tx, &session).await?.ok_or_else(over)?;
    let issued = issue::sign_pair(server, &ring, &mut tx, &user, &session, token, method).await?;
    sessions::end_half_proved(tx.executor(), user.id).await?;
    if is_new {
        let (to, change) = (user.address(), Change::FactorAdded(&factor.factor_type));
        notices::tell(server, &mut tx, &user, to, change, Some(&proof.client)).await?;
    }
    factors::delete_unverified(tx.executor(), user.id, &factor.factor_type).await?;
    server.commit(tx).await?;
    Ok(issued)
}

/// A session whose tokens were revoked is not worth more because of a code.
fn over() -> ApiError {
    ApiError::forbidden(ErrorCode::SESSION_NOT_FOUND, "The session is over")
}
