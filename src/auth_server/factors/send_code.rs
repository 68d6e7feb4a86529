//! Asking for a proof by telephone: a code goes out.

use serde_json::json;

use super::challenge::begin;
use super::{not_found, sent_code};
use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Client, FactorOwner};
use crate::auth_server::frequency::pause_left;
use crate::auth_server::one_time_tokens::draw_code;
use crate::auth_server::replay::try_kept;
use crate::auth_server::sms::{self, Sms};
use crate::auth_server::store::{ChallengeRow, FactorRow, challenges, factors};
use crate::gotrue::ErrorCode;

/// Sends a code and makes a challenge that only this client may answer with it.
pub(crate) async fn send_code(
    server: &AuthServer,
    owner: &FactorOwner,
    client: &Client,
    factor: &FactorRow,
) -> Result<ChallengeRow, ApiError> {
    let settings = &server.settings().mfa;
    let mut tx = server.database().begin().await?;
    let (user, _) = owner.lock(server, &mut tx).await?;
    let factor = factors::of_user_by_id(tx.executor(), user.id, factor.id).await?.ok_or_else(not_found)?;
    if let Some(left) = pause_left(factor.last_challenged_at, settings.phone_pause, server.now()) {
        let code = ErrorCode::OVER_SMS_SEND_RATE_LIMIT;
        let message =
            format!("The last code has just been sent; ask again in {} seconds", left.as_secs().max(1));
        return Err(ApiError::too_many(code, message, left));
    }
    let code = try_kept(|| draw_code(settings.phone_digits))?;
    let phone = factor.phone.as_deref().unwrap_or_default();
    let message = Sms { phone, code: &code, sms_type: Some("mfa") };
    let sent = sms::send(server, &mut tx, &user, message).await;
    sent.map_err(|error| error.without_words_of_hook("a hook did not send a code"))?;
    let mut challenge = begin(server, factor.id, client);
    challenge.sealed_code = Some(sent_code::seal(server, challenge.id, &code)?);
    factors::note_challenge(tx.executor(), factor.id, server.now()).await?;
    challenges::insert(tx.executor(), &challenge).await?;
    let event = Event::by(&user, Action::ChallengeCreated).with_factor(&factor).from(client);
    event.with("factor_status", json!(factor.to_factor().status)).note(server, &mut tx).await?;
    server.commit(tx).await?;
    Ok(challenge)
}
