//! People: a row of `auth.users`.

use super::ForeignRow;
use super::take_in::{Stop, TakenIn, known_or};
use crate::auth_server::AuthServer;
use crate::auth_server::passwords::StoredPassword;
use crate::auth_server::store::{UserRow, users};
use crate::database::Tx;

/// What mails of the other server asked for is over: their links lead there.
pub(super) async fn take(server: &AuthServer, tx: &mut Tx, row: &ForeignRow) -> Result<TakenIn, Stop> {
    if row.is_so("is_sso_user")? {
        return Err(Stop::refused("they sign in by SAML, which is not known here"));
    }
    let user = read(server, row)?;
    if users::insert(tx.executor(), &user).await? {
        return Ok(TakenIn::Made);
    }
    let known = users::by_id(tx.executor(), user.id).await?;
    known_or(known.is_some(), "somebody else has the address or the number here")
}

fn read(server: &AuthServer, row: &ForeignRow) -> Result<UserRow, Stop> {
    let created_at = row.moment_or_ever("created_at")?;
    let mut user = server.newcomer(None, &[]);
    user.id = row.id("id")?;
    user.aud = row.text("aud")?.unwrap_or(user.aud);
    user.role = row.text("role")?.unwrap_or(user.role);
    user.email = row.text("email")?.map(|email| email.to_lowercase());
    user.phone = row.text("phone")?;
    user.password_hash = row.text("encrypted_password")?;
    if user.password_hash.as_deref().is_some_and(|hash| StoredPassword::parse(hash).is_none()) {
        return Err(Stop::refused("encrypted_password is of no kind that is known here"));
    }
    user.email_confirmed_at = row.moment("email_confirmed_at")?;
    user.phone_confirmed_at = row.moment("phone_confirmed_at")?;
    user.invited_at = row.moment("invited_at")?;
    user.last_sign_in_at = row.moment("last_sign_in_at")?;
    user.app_metadata = row.object("raw_app_meta_data")?.into();
    user.user_metadata = row.object("raw_user_meta_data")?.into();
    user.banned_until = row.moment("banned_until")?;
    user.deleted_at = row.moment("deleted_at")?;
    user.created_at = created_at;
    user.is_anonymous = row.is_so("is_anonymous")?;
    user.updated_at = row.moment("updated_at")?.unwrap_or(created_at);
    Ok(user)
}
