//! `POST /recover`: a mail for a forgotten password (gotrue-contract §1.7).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Deserialize;
use serde_json::json;

use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::code_challenge::SentChallenge;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client, RedirectTo, parse_email};
use crate::auth_server::limits::Limit;
use crate::auth_server::mails::{Asked, Letter};
use crate::auth_server::store::users;
use crate::auth_server::{same_time, send, switched_off};
use crate::gotrue::EmailAddress;

#[derive(Deserialize)]
pub(crate) struct Form {
    email: Option<String>,
    #[serde(flatten)]
    challenge: SentChallenge,
}

pub(crate) async fn post(
    server: Data<AuthServer>,
    client: Client,
    RedirectTo(redirect_to): RedirectTo,
    Body(form): Body<Form>,
) -> Result<HttpResponse, ApiError> {
    server.limit(Limit::Recover, client.address)?;
    switched_off::refuse_addresses(&server)?;
    let email = parse_email(&form.email.unwrap_or_default())?;
    let challenge = form.challenge.parse()?;
    let asked = Asked { client, redirect_to, challenge };
    same_time::at_least(send_mail(&server, &email, &asked)).await?;
    Ok(HttpResponse::Ok().json(json!({})))
}

async fn send_mail(server: &AuthServer, email: &EmailAddress, asked: &Asked) -> Result<(), ApiError> {
    let mut tx = server.database().begin().await?;
    let Some(mut user) = users::lock_by_email(tx.executor(), email.as_str(), server.now()).await? else {
        return Ok(());
    };
    let event = Event::by(&user, Action::UserRecoveryRequested).from(&asked.client);
    event.note(server, &mut tx).await?;
    send::recovery(server, &mut tx, &mut user, Letter::Recovery, asked).await?;
    server.commit(tx).await
}
