//! `GET /passkeys`, and `PATCH` and `DELETE` on one of them: people look at their passkeys, rename them and
//! take them away (gotrue-contract §1.14).

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde::Deserialize;
use uuid::Uuid;

use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Authenticated, Body, Client};
use crate::auth_server::passkeys::{not_found, parse_id, refuse_half_proved, refuse_switched_off, shown};
use crate::auth_server::store::passkeys::{self, PasskeyRow};
use crate::auth_server::store::{UserRow, sessions, users};
use crate::database::Tx;
use crate::gotrue::ErrorCode;

/// How long a name may be, in bytes.
const LONGEST_NAME: usize = 120;

#[derive(Deserialize)]
pub(crate) struct Form {
    friendly_name: Option<String>,
}

impl Form {
    fn name(self) -> Result<String, ApiError> {
        let name = self.friendly_name.filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| ApiError::invalid("A friendly_name is needed"))?;
        if name.len() > LONGEST_NAME || name.contains('\0') {
            return Err(ApiError::invalid("That is no name for a passkey"));
        }
        Ok(name)
    }
}

/// Whatever is asked for below `/passkeys` where there are none.
pub(crate) async fn off(server: Data<AuthServer>) -> Result<HttpResponse, ApiError> {
    refuse_switched_off(&server)?;
    Err(not_found())
}

pub(crate) async fn get(server: Data<AuthServer>, who: Authenticated) -> Result<HttpResponse, ApiError> {
    let passkeys = passkeys::of_user(server.database().read().await?.executor(), who.user.id).await?;
    Ok(HttpResponse::Ok().json(passkeys.iter().map(shown).collect::<Vec<_>>()))
}

pub(crate) async fn patch(
    server: Data<AuthServer>,
    client: Client,
    who: Authenticated,
    path: Path<String>,
    body: Result<Body<Form>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    let id = parse_id(&path)?;
    let name = body?.0.name()?;
    let mut tx = server.database().begin().await?;
    let (user, mut passkey) = lock(&server, &mut tx, who.user.id, id).await?;
    passkey.friendly_name = name;
    passkey.updated_at = server.now();
    passkeys::save(tx.executor(), &passkey).await?;
    let event = Event::by(&user, Action::PasskeyUpdated).with("passkey_id", id.to_string());
    event.from(&client).note(&server, &mut tx).await?;
    server.commit(tx).await?;
    Ok(HttpResponse::Ok().json(shown(&passkey)))
}

pub(crate) async fn delete(
    server: Data<AuthServer>,
    client: Client,
    who: Authenticated,
    path: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let mut tx = server.database().begin().await?;
    let user = users::lock(tx.executor(), who.user.id, server.now()).await?.ok_or_else(gone)?;
    let session = who.session.ok_or_else(over)?.id;
    let session = sessions::by_id(tx.executor(), session).await?.ok_or_else(over)?;
    refuse_half_proved(&mut tx, &user, &session).await?;
    let id = parse_id(&path)?;
    passkeys::of_user_by_id(tx.executor(), user.id, id).await?.ok_or_else(not_found)?;
    passkeys::delete(tx.executor(), id).await?;
    let event = Event::by(&user, Action::PasskeyDeleted).with("passkey_id", id.to_string());
    event.from(&client).note(&server, &mut tx).await?;
    server.commit(tx).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Locks a person and finds a passkey of theirs.
async fn lock(
    server: &AuthServer,
    tx: &mut Tx,
    user: Uuid,
    passkey: Uuid,
) -> Result<(UserRow, PasskeyRow), ApiError> {
    let user = users::lock(tx.executor(), user, server.now()).await?.ok_or_else(gone)?;
    let passkey = passkeys::of_user_by_id(tx.executor(), user.id, passkey).await?;
    Ok((user, passkey.ok_or_else(not_found)?))
}

fn gone() -> ApiError {
    ApiError::forbidden(ErrorCode::USER_NOT_FOUND, "The account is gone")
}

fn over() -> ApiError {
    ApiError::forbidden(ErrorCode::SESSION_NOT_FOUND, "The session is over")
}
