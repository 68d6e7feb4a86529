//! Ways to be known: a row of `auth.identities`.

use uuid::Uuid;

use super::ForeignRow;
use super::take_in::{Stop, TakenIn, known_or};
use crate::auth_server::store::{IdentityRow, taken_in};
use crate::database::Tx;

pub(super) async fn take(tx: &mut Tx, row: &ForeignRow) -> Result<TakenIn, Stop> {
    let identity = read(row)?;
    if identity.provider.starts_with("sso:") {
        return Err(Stop::refused("it is one of SAML, which is not known here"));
    }
    if taken_in::identity(tx.executor(), &identity).await? {
        return Ok(TakenIn::Made);
    }
    let is_here = taken_in::has_identity(tx.executor(), &identity).await?;
    known_or(is_here, "its person is not here")
}

/// Before the end of 2023 the id was the provider's name for the person.
fn read(row: &ForeignRow) -> Result<IdentityRow, Stop> {
    let (id, provider_id) = match row.text("provider_id")? {
        Some(provider_id) => (row.id("id")?, provider_id),
        None => (Uuid::new_v4(), row.needed("id")?),
    };
    let data = row.object("identity_data")?;
    let email = data.get("email").and_then(serde_json::Value::as_str).map(str::to_lowercase);
    let created_at = row.moment_or_ever("created_at")?;
    Ok(IdentityRow {
        id,
        user_id: row.id("user_id")?,
        provider: row.needed("provider")?,
        provider_id,
        identity_data: data.into(),
        email,
        last_sign_in_at: row.moment("last_sign_in_at")?,
        created_at,
        updated_at: row.moment("updated_at")?.unwrap_or(created_at),
    })
}
