//! Deleting somebody so that only a shadow stays: the row remains, for whoever refers to its id, and
//! says nothing of the person any more.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::error::ApiError;
use super::server::AuthServer;
use super::store::{UserRow, factors, identities, one_time_tokens, passkeys, sessions, users};
use crate::database::Tx;

/// How much of a number's shadow is kept, in characters: as long as a number.
const PHONE_CHARS: usize = 15;

/// Makes a locked person a shadow. Doing it twice changes nothing.
pub(crate) async fn run(server: &AuthServer, tx: &mut Tx, mut user: UserRow) -> Result<(), ApiError> {
    if user.deleted_at.is_some() {
        return Ok(());
    }
    let email = |email: Option<String>| Some(shadow(user.id, &email.unwrap_or_default()));
    let phone = |phone| email(phone).map(|shadow| shadow.chars().take(PHONE_CHARS).collect());
    // Whoever looks cannot tell what was there from what was not.
    (user.email, user.email_change) = (email(user.email), email(user.email_change));
    (user.phone, user.phone_change) = (phone(user.phone), phone(user.phone_change));
    user.password_hash = None;
    user.user_metadata.0.clear();
    user.app_metadata.0.clear();
    user.deleted_at = Some(server.now());
    users::save(tx.executor(), &user).await?;
    for mut identity in identities::of_user(tx.executor(), user.id).await? {
        identity.provider_id = shadow(user.id, &format!("{}:{}", identity.provider, identity.provider_id));
        identity.identity_data.0.clear();
        identity.email = None;
        identities::save(tx.executor(), &identity, server.now()).await?;
    }
    one_time_tokens::clear(tx.executor(), user.id).await?;
    factors::clear(tx.executor(), user.id).await?;
    passkeys::clear(tx.executor(), user.id).await?;
    sessions::end_all(tx.executor(), user.id).await?;
    Ok(())
}

fn shadow(id: Uuid, text: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::new().chain_update(id.to_string()).chain_update(text).finalize())
}
