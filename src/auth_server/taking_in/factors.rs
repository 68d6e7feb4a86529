//! Second factors: a row of `auth.mfa_factors`.

use data_encoding::BASE32_NOPAD;
use uuid::Uuid;

use super::ForeignRow;
use super::keys::credential_of_factor;
use super::take_in::{Stop, TakenIn, known_or};
use crate::auth_server::AuthServer;
use crate::auth_server::factors::{FactorType, seal_secret};
use crate::auth_server::store::{FactorRow, factors, taken_in};
use crate::auth_server::totp::TotpSecret;
use crate::database::Tx;

/// One that was never proved is good for nothing: its owner enrols another.
pub(super) async fn take(server: &AuthServer, tx: &mut Tx, row: &ForeignRow) -> Result<TakenIn, Stop> {
    if row.text("status")?.as_deref() != Some("verified") {
        return Ok(TakenIn::LeftOut);
    }
    let factor = read(server, row)?;
    if taken_in::factor(tx.executor(), &factor).await? {
        return Ok(TakenIn::Made);
    }
    let known = factors::of_user_by_id(tx.executor(), factor.user_id, factor.id).await?;
    known_or(known.is_some(), "its person is not here, or has another factor with this name")
}

fn read(server: &AuthServer, row: &ForeignRow) -> Result<FactorRow, Stop> {
    let id = row.id("id")?;
    let kind = row.text("factor_type")?.as_deref().and_then(FactorType::from_name);
    let kind = kind.ok_or_else(|| Stop::refused("factor_type is none that is known here"))?;
    let (mut secret, mut phone, mut credential) = (None, None, None);
    match kind {
        FactorType::Totp => secret = Some(sealed_secret(server, id, row)?),
        FactorType::Phone => phone = Some(row.needed("phone")?),
        FactorType::WebAuthn => credential = Some(credential_of_factor(row)?.into()),
    }
    let created_at = row.moment_or_ever("created_at")?;
    let updated_at = row.moment("updated_at")?.unwrap_or(created_at);
    Ok(FactorRow {
        id,
        user_id: row.id("user_id")?,
        factor_type: kind.name().to_owned(),
        friendly_name: row.text("friendly_name")?.unwrap_or_default(),
        sealed_secret: secret,
        phone,
        credential,
        verified_at: Some(updated_at),
        last_challenged_at: row.moment("last_challenged_at")?,
        last_step: None,
        wrong_codes: 0,
        wrong_codes_since: server.now(),
        created_at,
        updated_at,
    })
}

fn sealed_secret(server: &AuthServer, factor: Uuid, row: &ForeignRow) -> Result<Vec<u8>, Stop> {
    let secret = row.needed("secret")?;
    let no_secret = |_| Stop::refused("secret is not in base 32: was it encrypted?");
    let secret = BASE32_NOPAD.decode(secret.trim_end_matches('=').as_bytes()).map_err(no_secret)?;
    let unsealed = |_| Stop::refused("secret could not be sealed");
    seal_secret(server, factor, &TotpSecret::from_bytes(secret)).map_err(unsealed)
}
