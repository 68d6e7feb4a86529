//! `GET /reauthenticate`: a code by mail or by telephone before a sensitive change (gotrue-contract §1.15).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde_json::json;

use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Authenticated, Client, RedirectTo};
use crate::auth_server::mails::Asked;
use crate::auth_server::store::{UserRow, users};
use crate::auth_server::{AuthServer, phones, send};
use crate::gotrue::ErrorCode;

pub(crate) async fn get(
    server: Data<AuthServer>,
    client: Client,
    RedirectTo(redirect_to): RedirectTo,
    who: Authenticated,
) -> Result<HttpResponse, ApiError> {
    let asked = Asked { client, redirect_to, challenge: None };
    let mut tx = server.database().begin().await?;
    let gone = || ApiError::forbidden(ErrorCode::USER_NOT_FOUND, "The account is gone");
    let mut user = users::lock(tx.executor(), who.user.id, server.now()).await?.ok_or_else(gone)?;
    if user.email.is_none() && user.phone.is_none() {
        return Err(ApiError::invalid("The account has neither an e-mail address nor a telephone number"));
    }
    refuse_unproved(&user)?;
    let event = Event::by(&user, Action::UserReauthenticateRequested).from(&asked.client);
    event.note(&server, &mut tx).await?;
    let body = if user.email.is_some() {
        send::reauthentication(&server, &mut tx, &mut user, &asked).await?;
        json!({})
    } else {
        phones::reauthentication(&server, &mut tx, &mut user).await?.body()
    };
    server.commit(tx).await?;
    Ok(HttpResponse::Ok().json(body))
}

/// Whoever has an address needs that one proved.
fn refuse_unproved(user: &UserRow) -> Result<(), ApiError> {
    if user.email.is_some() && !user.is_confirmed() {
        let code = ErrorCode::EMAIL_NOT_CONFIRMED;
        return Err(ApiError::unprocessable(code, "The e-mail address is not confirmed yet"));
    }
    if user.email.is_none() && !user.is_phone_confirmed() {
        let code = ErrorCode::PHONE_NOT_CONFIRMED;
        return Err(ApiError::unprocessable(code, "The telephone number is not confirmed yet"));
    }
    Ok(())
}
