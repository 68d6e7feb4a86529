//! `GET /admin/users/{id}/passkeys`, and `DELETE` on one of them: administrators look at somebody's passkeys
//! and take them away, also where there are no new ones (gotrue-contract §1.17).

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::admin_user::{parse_id as parse_user, unknown};
use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Administrator, Client};
use crate::auth_server::passkeys::{not_found, parse_id, shown};
use crate::auth_server::store::{passkeys, users};

pub(crate) async fn get(
    server: Data<AuthServer>,
    path: Path<String>,
    _: Administrator,
) -> Result<HttpResponse, ApiError> {
    let id = parse_user(&path)?;
    let mut connection = server.database().read().await?;
    users::by_id(connection.executor(), id).await?.ok_or_else(unknown)?;
    let passkeys = passkeys::of_user(connection.executor(), id).await?;
    Ok(HttpResponse::Ok().json(passkeys.iter().map(shown).collect::<Vec<_>>()))
}

pub(crate) async fn delete(
    server: Data<AuthServer>,
    client: Client,
    path: Path<(String, String)>,
    administrator: Administrator,
) -> Result<HttpResponse, ApiError> {
    let (user, passkey) = path.into_inner();
    let user = parse_user(&user)?;
    let mut tx = server.database().begin().await?;
    let user = users::lock(tx.executor(), user, server.now()).await?.ok_or_else(unknown)?;
    let id = parse_id(&passkey)?;
    passkeys::of_user_by_id(tx.executor(), user.id, id).await?.ok_or_else(not_found)?;
    passkeys::delete(tx.executor(), id).await?;
    let event = Event::by_administrator(&administrator, Action::PasskeyDeleted).from(&client);
    let event = event.with("user_id", user.id.to_string()).with("passkey_id", id.to_string());
    event.note(&server, &mut tx).await?;
    server.commit(tx).await?;
    Ok(HttpResponse::NoContent().finish())
}
