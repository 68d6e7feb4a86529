//! `POST /logout`: ends sessions (gotrue-contract §1.6).

use actix_web::HttpResponse;
use actix_web::web::Data;

use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Authenticated, Client, Query};
use crate::auth_server::store::{sessions, users};
use crate::gotrue::LogoutScope;

pub(crate) async fn post(
    server: Data<AuthServer>,
    client: Client,
    query: Query,
    who: Authenticated,
) -> Result<HttpResponse, ApiError> {
    let scope = match query.get("scope") {
        "" | "global" => LogoutScope::Global,
        "local" => LogoutScope::Local,
        "others" => LogoutScope::Others,
        _ => return Err(ApiError::invalid("The scope is global, local or others")),
    };
    let mut tx = server.database().begin().await?;
    // A session that is just being made waits, and is ended with the rest.
    users::lock(tx.executor(), who.user.id, server.now()).await?;
    Event::by(&who.user, Action::Logout).from(&client).note(&server, &mut tx).await?;
    match (scope, &who.session) {
        (LogoutScope::Local, Some(session)) => sessions::end(tx.executor(), session.id).await?,
        (LogoutScope::Others, Some(session)) => {
            sessions::end_others(tx.executor(), who.user.id, session.id).await?;
        }
        _ => sessions::end_all(tx.executor(), who.user.id).await?,
    }
    server.commit(tx).await?;
    Ok(HttpResponse::NoContent().finish())
}
