//! Asking for a proof of a factor.

use serde_json::json;
use uuid::Uuid;

use super::not_found;
use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Client, FactorOwner};
use crate::auth_server::store::{ChallengeRow, FactorRow, challenges, factors};

/// Makes a challenge that only this client may answer.
pub(crate) async fn challenge(
    server: &AuthServer,
    owner: &FactorOwner,
    client: &Client,
    factor: &FactorRow,
) -> Result<ChallengeRow, ApiError> {
    let now = server.now();
    let mut tx = server.database().begin().await?;
    if !factors::note_challenge(tx.executor(), factor.id, now).await? {
        return Err(not_found());
    }
    let challenge = begin(server, factor.id, client);
    challenges::insert(tx.executor(), &challenge).await?;
    let event = Event::by(&owner.user, Action::ChallengeCreated).with_factor(factor).from(client);
    event.with("factor_status", json!(factor.to_factor().status)).note(server, &mut tx).await?;
    server.commit(tx).await?;
    Ok(challenge)
}

/// A new challenge that nobody has answered.
pub(super) fn begin(server: &AuthServer, factor: Uuid, client: &Client) -> ChallengeRow {
    ChallengeRow {
        id: Uuid::new_v4(),
        factor_id: factor,
        ip: client.place().ip,
        created_at: server.now(),
        verified_at: None,
        tries: 0,
        sealed_code: None,
        ceremony: None,
    }
}
