//! Asking for a proof by a security key: for a new key first, for a signature later.

use serde_json::{Value, json};

use super::ceremony::{Ceremony, Wish};
use super::challenge::begin;
use super::not_found;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Client, FactorOwner};
use crate::auth_server::store::{ChallengeRow, FactorRow, challenges, factors};
use crate::auth_server::webauthn::{self, Bytes, Credential, RelyingParty, Subject, draw_challenge};

/// How a key is reached that is not to be made again, as GoTrue has it.
const EXCLUDED_ARE_REACHED: &[&str] = &["usb", "nfc"];

/// Makes a challenge that only this client may answer, and tells what a browser is asked.
pub(crate) async fn ask_key(
    server: &AuthServer,
    owner: &FactorOwner,
    client: &Client,
    factor: &FactorRow,
) -> Result<(ChallengeRow, Value), ApiError> {
    let party = party(server)?;
    let mut tx = server.database().begin().await?;
    let (user, _) = owner.lock(server, &mut tx).await?;
    let factor = factors::of_user_by_id(tx.executor(), user.id, factor.id).await?.ok_or_else(not_found)?;
    let known = keys(&factors::of_user(tx.executor(), user.id).await?);
    let challenge = draw_challenge()?;
    let (ceremony, options) = if factor.is_verified() {
        let allowed = known.iter().map(|credential| credential.id.clone()).collect();
        let options = webauthn::request(party, &challenge, webauthn::descriptors(&known, None));
        (Ceremony { wish: Wish::Request, challenge, allowed }, options)
    } else {
        let name = user.email.as_deref().unwrap_or_default();
        let handle = Bytes(user.id.to_string().into_bytes());
        let subject = Subject { handle, name, display_name: name };
        let excluded = webauthn::descriptors(&known, Some(EXCLUDED_ARE_REACHED));
        let options = webauthn::creation(party, &subject, &challenge, excluded);
        (Ceremony { wish: Wish::Create, challenge, allowed: Vec::new() }, options)
    };
    let asked = json!({ "type": ceremony.wish.name(), "credential_options": { "publicKey": options } });
    let mut row = begin(server, factor.id, client);
    row.ceremony = Some(ceremony.into());
    factors::note_challenge(tx.executor(), factor.id, server.now()).await?;
    challenges::insert(tx.executor(), &row).await?;
    server.commit(tx).await?;
    Ok((row, asked))
}

/// The proved keys among somebody's factors.
pub(super) fn keys(factors: &[FactorRow]) -> Vec<Credential> {
    let proved = factors.iter().filter(|factor| factor.is_verified());
    proved.filter_map(|factor| factor.credential.as_ref().map(|credential| credential.0.clone())).collect()
}

/// The site that keys are made for. An operator who has not named it is told so at the start.
pub(super) fn party(server: &AuthServer) -> Result<RelyingParty<'_>, ApiError> {
    let nowhere = |what| ApiError::failure("keys are made for no site", &what);
    server.settings().webauthn.party().map_err(nowhere)
}
