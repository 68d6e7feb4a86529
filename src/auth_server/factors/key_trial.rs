//! Whether what an authenticator answered proves a factor. Its person is locked.

use super::ceremony::{Ceremony, KeyAnswer, Wish};
use super::key_challenge::{keys, party};
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::{ChallengeRow, FactorRow, challenges, factors};
use crate::auth_server::webauthn::{
    self, Bytes, Credential, Fault, RelyingParty, SentAssertion, SentCreation,
};
use crate::database::Tx;
use crate::gotrue::ErrorCode;

/// Judges an answer. One that proves the factor is kept with it, and its challenge is gone; after any other
/// the challenge can still be answered.
pub(super) async fn try_key(
    server: &AuthServer,
    tx: &mut Tx,
    factor: &mut FactorRow,
    challenge: &ChallengeRow,
    answer: &KeyAnswer,
) -> Result<Result<(), ApiError>, ApiError> {
    let party = party(server)?;
    // Every challenge of such a factor has one.
    let Some(ceremony) = challenge.ceremony.as_deref() else {
        return Ok(Err(proves_nothing(Fault::OtherType)));
    };
    let others = factors::of_user(tx.executor(), factor.user_id).await?;
    let judged = match answer.wish {
        Wish::Create => created(factor, ceremony, answer, party),
        Wish::Request => signed(factor, ceremony, answer, party, &keys(&others)),
    };
    let credential = match judged {
        Ok(credential) => credential,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let now = server.now();
    let is_of = |other: &&FactorRow| {
        other.id != factor.id && other.credential.as_ref().is_some_and(|known| known.id == credential.id)
    };
    match others.iter().find(is_of).filter(|_| answer.wish == Wish::Request) {
        // Any key that somebody has proved does: it is the one that counts its uses.
        Some(other) => {
            let other = FactorRow { credential: Some(credential.into()), ..other.clone() };
            factors::save(tx.executor(), &other).await?;
        }
        None => factor.credential = Some(credential.into()),
    }
    factor.verified_at.get_or_insert(now);
    factor.updated_at = now;
    factors::save(tx.executor(), factor).await?;
    challenges::delete(tx.executor(), challenge.id).await?;
    Ok(Ok(()))
}

/// The new key of a factor that has none. A question for one that was left open is answered too late once
/// another one was: else a stranger's key would prove the factor.
fn created(
    factor: &FactorRow,
    ceremony: &Ceremony,
    answer: &KeyAnswer,
    party: RelyingParty<'_>,
) -> Result<Credential, ApiError> {
    let sent = SentCreation::read(&answer.response).map_err(|_| unreadable())?;
    if ceremony.wish != Wish::Create || factor.is_verified() {
        return Err(proves_nothing(Fault::OtherType));
    }
    webauthn::create(sent, &ceremony.challenge, party).map_err(proves_nothing)
}

/// The key that signed.
fn signed(
    factor: &FactorRow,
    ceremony: &Ceremony,
    answer: &KeyAnswer,
    party: RelyingParty<'_>,
    known: &[Credential],
) -> Result<Credential, ApiError> {
    let sent = SentAssertion::read(&answer.response).map_err(|_| unreadable())?;
    if ceremony.wish != Wish::Request {
        return Err(proves_nothing(Fault::OtherType));
    }
    let owner = Bytes(factor.user_id.to_string().into_bytes());
    let (challenge, allowed) = (&ceremony.challenge, &ceremony.allowed);
    let used = webauthn::prove(&sent, challenge, party, &owner.0, known, allowed).map_err(proves_nothing)?;
    if used.may_be_copied {
        tracing::warn!(factor = %factor.id, "the counter of a security key went back: there may be a copy of it");
    }
    Ok(used.credential)
}

fn unreadable() -> ApiError {
    ApiError::invalid("The credential_response is unreadable")
}

/// `422 mfa_verification_failed`. Why goes to the log only.
fn proves_nothing(fault: Fault) -> ApiError {
    tracing::debug!(%fault, "a security key's answer proves nothing");
    ApiError::unprocessable(ErrorCode::MFA_VERIFICATION_FAILED, "The answer proves nothing")
}
