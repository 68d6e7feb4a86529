//! Asking for a proof of a factor.

use uuid::Uuid;

use super::not_found;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::{ChallengeRow, challenges, factors};

/// Makes a challenge that only this client may answer.
pub(crate) async fn challenge(
    server: &AuthServer,
    factor: Uuid,
    ip: Option<String>,
) -> Result<ChallengeRow, ApiError> {
    let now = server.now();
    let mut tx = server.database().begin().await?;
    if !factors::note_challenge(tx.executor(), factor, now).await? {
        return Err(not_found());
    }
    let challenge = ChallengeRow {
        id: Uuid::new_v4(),
        factor_id: factor,
        ip,
        created_at: now,
        verified_at: None,
        tries: 0,
    };
    challenges::insert(tx.executor(), &challenge).await?;
    server.commit(tx).await?;
    Ok(challenge)
}
