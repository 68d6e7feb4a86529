//! Whether what somebody shows proves a factor. The person is locked, so that many codes at once are tried
//! one by one.

use std::borrow::Cow;
use std::time::Duration;

use super::key_trial::try_key;
use super::{FactorType, Proof, Shown, secret, sent_code};
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::hooks::{self, Decision};
use crate::auth_server::store::{ChallengeRow, FactorRow, challenges, factors, sessions};
use crate::database::Tx;
use crate::gotrue::ErrorCode;

/// How many wrong codes may be shown for one challenge.
const MOST_TRIES: i64 = 6;

/// How many wrong codes may be shown for one factor, whoever shows them from wherever, while they are
/// counted. Three of a million codes are right at a time.
const MOST_WRONG_CODES: i64 = 30;

/// How long wrong codes count.
const WRONG_CODES_COUNT_FOR: Duration = Duration::from_hours(1);

/// What a trial came to.
pub(super) enum Verdict {
    /// The factor is proved; nobody proves it with this code, or for this challenge, again.
    Proved,
    /// It is not. What the trial has counted must be kept.
    Refused(ApiError),
}

/// Tries what somebody shows.
pub(super) async fn try_proof(
    server: &AuthServer,
    tx: &mut Tx,
    factor: &mut FactorRow,
    proof: &Proof,
) -> Result<Verdict, ApiError> {
    let known = challenges::of_factor_by_id(tx.executor(), factor.id, proof.challenge).await?;
    let Some(challenge) = known else {
        let code = ErrorCode::MFA_FACTOR_NOT_FOUND;
        return Ok(refused(code, "There is no such challenge of this factor"));
    };
    if challenge.verified_at.is_some() || challenge.ip != proof.client.place().ip {
        let code = ErrorCode::MFA_IP_ADDRESS_MISMATCH;
        return Ok(refused(code, "The challenge was answered, or another client asked for it"));
    }
    if is_over(server, &challenge) {
        challenges::delete(tx.executor(), challenge.id).await?;
        let code = ErrorCode::MFA_CHALLENGE_EXPIRED;
        return Ok(refused(code, "The challenge is over; ask for a new one"));
    }
    match &proof.shown {
        Shown::Code(code) => try_code(server, tx, factor, challenge, code).await,
        Shown::Key(answer) => Ok(match try_key(server, tx, factor, &challenge, answer).await? {
            Ok(()) => Verdict::Proved,
            Err(refusal) => Verdict::Refused(refusal),
        }),
    }
}

async fn try_code(
    server: &AuthServer,
    tx: &mut Tx,
    factor: &mut FactorRow,
    mut challenge: ChallengeRow,
    code: &str,
) -> Result<Verdict, ApiError> {
    let now = server.now();
    if now > factor.wrong_codes_since.plus(WRONG_CODES_COUNT_FOR) {
        (factor.wrong_codes, factor.wrong_codes_since) = (0, now);
    }
    if factor.wrong_codes >= MOST_WRONG_CODES {
        let wait = factor.wrong_codes_since.plus(WRONG_CODES_COUNT_FOR).since(now);
        let code = ErrorCode::OVER_REQUEST_RATE_LIMIT;
        return Ok(Verdict::Refused(ApiError::too_many(code, "There were too many wrong codes", wait)));
    }
    let is_right = is_right(server, factor, &challenge, code)?;
    let asking = hooks::after_code(server, factor.user_id, factor.id, &factor.factor_type, is_right);
    if let Decision::Reject { message, .. } = asking.await? {
        sessions::end_all(tx.executor(), factor.user_id).await?;
        let message = message.map_or(Cow::Borrowed("Further attempts are refused"), Cow::Owned);
        return Ok(Verdict::Refused(ApiError::forbidden(ErrorCode::MFA_VERIFICATION_REJECTED, message)));
    }
    if is_right {
        factor.wrong_codes = 0;
        factor.updated_at = now;
        factor.verified_at.get_or_insert(now);
        challenge.verified_at = Some(now);
    } else {
        factor.wrong_codes += 1;
        challenge.tries += 1;
    }
    factors::save(tx.executor(), factor).await?;
    challenges::save(tx.executor(), &challenge).await?;
    Ok(if is_right {
        Verdict::Proved
    } else {
        refused(ErrorCode::MFA_VERIFICATION_FAILED, "The code is wrong")
    })
}

/// Whether a code proves a factor. That of an app is good once only, for this challenge or another.
fn is_right(
    server: &AuthServer,
    factor: &mut FactorRow,
    challenge: &ChallengeRow,
    code: &str,
) -> Result<bool, ApiError> {
    match factor.kind() {
        Some(FactorType::Totp) => {
            let step = secret::open(server, factor)?.step_of(code, server.now(), factor.last_step);
            factor.last_step = step.or(factor.last_step);
            Ok(step.is_some())
        }
        Some(FactorType::Phone) => sent_code::is_sent(server, challenge, code),
        Some(FactorType::WebAuthn) | None => Ok(false),
    }
}

/// One for which many wrong codes were shown is over too: a client asks for a new one then.
fn is_over(server: &AuthServer, challenge: &ChallengeRow) -> bool {
    let end = challenge.created_at.plus(server.settings().mfa.challenge_lifetime);
    server.now() > end || challenge.tries >= MOST_TRIES
}

fn refused(code: ErrorCode, message: &'static str) -> Verdict {
    Verdict::Refused(ApiError::unprocessable(code, message))
}
