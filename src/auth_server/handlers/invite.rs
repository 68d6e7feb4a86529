//! `POST /invite`: an administrator invites somebody by mail (gotrue-contract §1.17).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Administrator, Body, Client, RedirectTo, parse_email};
use crate::auth_server::mails::Asked;
use crate::auth_server::sign_up::{Name, Registered, Said, register};
use crate::auth_server::store::identities;
use crate::auth_server::{AuthServer, hooks, metadata, send};

#[derive(Deserialize)]
pub(crate) struct Form {
    email: Option<String>,
    data: Option<Map<String, Value>>,
}

pub(crate) async fn post(
    server: Data<AuthServer>,
    client: Client,
    RedirectTo(redirect_to): RedirectTo,
    administrator: Administrator,
    Body(form): Body<Form>,
) -> Result<HttpResponse, ApiError> {
    let email = parse_email(&form.email.unwrap_or_default())?;
    let said = form.data.unwrap_or_default();
    metadata::refuse_unstorable(&said)?;
    let asked = Asked { client, redirect_to, challenge: None };
    let mut tx = server.database().begin().await?;
    let name = Name::Email(&email);
    let mut user = match register(&server, &mut tx, name, None, Said::ByAdministrator(&said)).await? {
        Registered::Waiting(user) => user,
        Registered::Taken(_) => return Err(send::taken()),
    };
    let event = Event::by_administrator(&administrator, Action::UserInvited).inviting(&user);
    event.from(&asked.client).note(&server, &mut tx).await?;
    send::invite(&server, &mut tx, &mut user, &asked).await?;
    let identities = identities::of_user(tx.executor(), user.id).await?;
    server.commit(tx).await?;
    let user = user.to_user(Some(identities));
    hooks::after_user_created(&server, &user).await?;
    Ok(HttpResponse::Ok().json(user))
}
