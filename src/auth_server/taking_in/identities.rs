//! Ways to be known: a row of `auth.identities`.

use uuid::Uuid;

use super::ForeignRow;
use super::take_in::{Stop, TakenIn, known_or};
use crate::auth_server::store::{IdentityRow, taken_in};
use crate::clock::Timestamp;
use crate::database::Tx;

pub(super) async fn take(tx: &mut Tx, row: &ForeignRow) -> Result<TakenIn, Stop> {
    let identity = read(row)?;
    if identity.provider.starts_with("sso:") {
        return Err(Stop::refused("it is one of SAML, which is not known here"));
    }
    if taken_in::identity(tx.executor(), &identity).await? {
        return Ok(TakenIn::Made);
    }
    let is_here = taken_in::has_identity(tx.executor(), &identity);
    known_or(is_here, "its person is not here").await
}

/// Before the end of 2023 the id was the provider's name for the person.
fn read(row: &ForeignRow) -> Result<IdentityRow, Stop> {
    let missing = |name: &str| Stop::refused(format!("{name} is missing"));
    let (id, provider_id) = match row.text("provider_id")? {
        Some(provider_id) => (row.id("id")?, provider_id),
        None => (Uuid::new_v4(), row.text("id")?.ok_or_else(|| missing("id"))?),
    };
    let data = row.object("identity_data")?;
    let email = data.get("email").and_then(serde_json::Value::as_str).map(str::to_lowercase);
    let created_at = row.moment("created_at")?.unwrap_or(Timestamp::from_seconds(0));
    Ok(IdentityRow {
        id,
        user_id: row.id("user_id")?,
        provider: row.text("provider")?.ok_or_else(|| missing("provider"))?,
        provider_id,
        identity_data: data.into(),
        email,
        last_sign_in_at: row.moment("last_sign_in_at")?,
        created_at,
        updated_at: row.moment("updated_at")?.unwrap_or(created_at),
    })
}
