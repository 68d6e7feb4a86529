//! Passkeys: a row of `auth.webauthn_credentials`.

use super::ForeignRow;
use super::keys::credential_of_passkey;
use super::take_in::{Stop, TakenIn, known_or};
use crate::auth_server::store::passkeys::{self, PasskeyRow};
use crate::database::Tx;

pub(super) async fn take(tx: &mut Tx, row: &ForeignRow) -> Result<TakenIn, Stop> {
    let credential = credential_of_passkey(row)?;
    let created_at = row.moment_or_ever("created_at")?;
    let name = row.text("friendly_name")?.unwrap_or_default();
    let mut passkey = PasskeyRow::new(row.id("user_id")?, credential, &name, created_at);
    passkey.id = row.id("id")?;
    passkey.updated_at = row.moment("updated_at")?.unwrap_or(created_at);
    passkey.last_used_at = row.moment("last_used_at")?;
    if passkeys::insert(tx.executor(), &passkey).await? {
        return Ok(TakenIn::Made);
    }
    let known = passkeys::of_user_by_id(tx.executor(), passkey.user_id, passkey.id).await?;
    known_or(known.is_some(), "its person is not here, or the key is known already")
}
