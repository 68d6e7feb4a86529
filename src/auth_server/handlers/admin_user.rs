//! `GET`, `PUT` and `DELETE /admin/users/{id}`: administrators look at one person, change and delete
//! them (gotrue-contract §1.17).

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::admin_form::Form;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Administrator, Body, OptionalBody};
use crate::auth_server::passwords::refuse_weak;
use crate::auth_server::store::users::Saved;
use crate::auth_server::store::{FactorRow, UserRow};
use crate::auth_server::store::{factors, identities, one_time_tokens, sessions, users};
use crate::auth_server::verification::{mark_confirmed, set_email_identity};
use crate::auth_server::{AuthServer, metadata, phones, send, soft_delete};
use crate::database::Tx;
use crate::gotrue::ErrorCode;

#[derive(Default, Deserialize)]
pub(crate) struct Deletion {
    should_soft_delete: Option<bool>,
}

pub(crate) async fn get(
    server: Data<AuthServer>,
    path: Path<String>,
    _: Administrator,
) -> Result<HttpResponse, ApiError> {
    let id = parse_id(&path)?;
    let mut connection = server.database().read().await?;
    let user = users::by_id(connection.executor(), id).await?.ok_or_else(unknown)?;
    let identities = identities::of_user(connection.executor(), id).await?;
    let factors = factors::of_user(connection.executor(), id).await?;
    let user = user.to_user(Some(identities)).with_factors(factors.iter().map(FactorRow::to_factor));
    Ok(HttpResponse::Ok().json(user))
}

pub(crate) async fn put(
    server: Data<AuthServer>,
    path: Path<String>,
    administrator: Administrator,
    Body(form): Body<Form>,
) -> Result<HttpResponse, ApiError> {
    let id = parse_id(&path)?;
    users::by_id(server.database().read().await?.executor(), id).await?.ok_or_else(unknown)?;
    form.refuse_impossible()?;
    let password = form.password.as_ref().filter(|_| form.password_hash.is_none());
    let hash = match password {
        Some(password) => {
            refuse_weak(&server, password).await?;
            Some(server.passwords().hash(password).await?)
        }
        None => None,
    };
    let mut tx = server.database().begin().await?;
    let mut user = users::lock(tx.executor(), id, server.now()).await?.ok_or_else(unknown)?;
    if hash.is_some() {
        user.password_hash = hash;
        user.forget_mails();
        one_time_tokens::clear(tx.executor(), id).await?;
        sessions::end_all(tx.executor(), id).await?;
    }
    apply(&server, &mut tx, &mut user, &form).await?;
    if users::save(tx.executor(), &user).await? == Saved::Taken {
        return Err(send::taken());
    }
    let event = Event::by_administrator(&administrator, Action::UserModified).to(&user);
    event.note(&server, &mut tx).await?;
    let identities = identities::of_user(tx.executor(), id).await?;
    let factors = factors::of_user(tx.executor(), id).await?;
    server.commit(tx).await?;
    let user = user.to_user(Some(identities)).with_factors(factors.iter().map(FactorRow::to_factor));
    Ok(HttpResponse::Ok().json(user))
}

/// Changes everything but the password.
async fn apply(server: &AuthServer, tx: &mut Tx, user: &mut UserRow, form: &Form) -> Result<(), ApiError> {
    let now = server.now();
    if let Some(role) = form.role()? {
        role.clone_into(&mut user.role);
    }
    if form.confirms_email() {
        mark_confirmed(server, tx, user).await?;
    }
    if form.confirms_phone() {
        phones::confirm(server, tx, user).await?;
    }
    if let Some(email) = form.email()? {
        user.email = Some(email.as_str().to_owned());
        set_email_identity(server, tx, user, &email, form.confirms_email()).await?;
        user.is_anonymous &= !form.confirms_email();
    }
    if let Some(phone) = form.phone()? {
        if user.phone.as_ref() != Some(&phone) {
            phones::refuse_taken(tx.executor(), &phone).await?;
        }
        user.phone = Some(phone);
        phones::set_identity(server, tx, user, form.confirms_phone()).await?;
        user.is_anonymous &= !form.confirms_phone();
    }
    if let Some(said) = &form.app_metadata {
        metadata::merge(&mut user.app_metadata, said)?;
    }
    if let Some(said) = &form.user_metadata {
        metadata::merge(&mut user.user_metadata, said)?;
    }
    if let Some(ban) = form.ban()? {
        ban.apply(user, now);
    }
    Ok(())
}

pub(crate) async fn delete(
    server: Data<AuthServer>,
    path: Path<String>,
    administrator: Administrator,
    OptionalBody(deletion): OptionalBody<Deletion>,
) -> Result<HttpResponse, ApiError> {
    let id = parse_id(&path)?;
    let mut tx = server.database().begin().await?;
    let user = users::lock(tx.executor(), id, server.now()).await?.ok_or_else(unknown)?;
    let event = Event::by_administrator(&administrator, Action::UserDeleted).to(&user);
    event.note(&server, &mut tx).await?;
    if deletion.should_soft_delete == Some(true) {
        soft_delete::run(&server, &mut tx, user).await?;
    } else {
        users::delete(tx.executor(), id).await?;
    }
    server.commit(tx).await?;
    Ok(HttpResponse::Ok().json(json!({})))
}

pub(super) fn parse_id(text: &str) -> Result<Uuid, ApiError> {
    let malformed = |_| ApiError::not_found(ErrorCode::VALIDATION_FAILED, "The id is no UUID");
    Uuid::try_parse(text).map_err(malformed)
}

pub(super) fn unknown() -> ApiError {
    ApiError::not_found(ErrorCode::USER_NOT_FOUND, "There is no such account")
}
