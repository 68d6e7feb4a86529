//! `GET /admin/users/{id}/factors`, and `PUT` and `DELETE` on one of them: administrators look at
//! somebody's second factors, rename them and take them away (gotrue-contract §1.17).

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde::Deserialize;
use uuid::Uuid;

use super::admin_user::{parse_id, unknown};
use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Administrator, Body, Client, parse_phone};
use crate::auth_server::factors::{
    self as second_factors, FactorType, name_taken, not_found, refuse_bad_name,
};
use crate::auth_server::store::{FactorRow, UserRow, factors, users};
use crate::database::Tx;

#[derive(Deserialize)]
pub(crate) struct Form {
    friendly_name: Option<String>,
    /// For factors that are telephones.
    phone: Option<String>,
}

pub(crate) async fn get(
    server: Data<AuthServer>,
    path: Path<String>,
    _: Administrator,
) -> Result<HttpResponse, ApiError> {
    let id = parse_id(&path)?;
    let mut connection = server.database().read().await?;
    users::by_id(connection.executor(), id).await?.ok_or_else(unknown)?;
    let factors = factors::of_user(connection.executor(), id).await?;
    let shown: Vec<_> = factors.iter().map(FactorRow::to_factor).collect();
    Ok(HttpResponse::Ok().json(shown))
}

pub(crate) async fn put(
    server: Data<AuthServer>,
    path: Path<(String, String)>,
    administrator: Administrator,
    body: Result<Body<Form>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    let mut tx = server.database().begin().await?;
    let Locked { mut factor, others, .. } = lock(&server, &mut tx, &path).await?;
    let Body(form) = body?;
    if let Some(name) = form.friendly_name.filter(|name| !name.is_empty()) {
        refuse_bad_name(&name)?;
        if others.iter().any(|other| other.friendly_name == name) {
            return Err(name_taken());
        }
        factor.friendly_name = name;
        factor.updated_at = server.now();
    }
    let phone = form.phone.filter(|phone| !phone.is_empty() && factor.kind() == Some(FactorType::Phone));
    if let Some(phone) = phone {
        let phone = parse_phone(&phone)?;
        if others.iter().any(|other| other.phone.as_ref() == Some(&phone)) {
            return Err(ApiError::conflict("Another factor of theirs has this number"));
        }
        factor.phone = Some(phone);
        factor.updated_at = server.now();
    }
    factors::save(tx.executor(), &factor).await?;
    let event = Event::by_administrator(&administrator, Action::FactorUpdated).with_factor(&factor);
    let event = event.with("user_id", factor.user_id.to_string()).with("factor_type", &*factor.factor_type);
    event.note(&server, &mut tx).await?;
    server.commit(tx).await?;
    Ok(HttpResponse::Ok().json(factor.to_factor()))
}

pub(crate) async fn delete(
    server: Data<AuthServer>,
    client: Client,
    path: Path<(String, String)>,
    _: Administrator,
) -> Result<HttpResponse, ApiError> {
    let mut tx = server.database().begin().await?;
    let Locked { user, factor, .. } = lock(&server, &mut tx, &path).await?;
    let event = Event::by(&user, Action::FactorDeleted).with_factor(&factor).from(&client);
    event.with("user_id", user.id.to_string()).note(&server, &mut tx).await?;
    second_factors::take_away(&mut tx, &factor).await?;
    server.commit(tx).await?;
    Ok(HttpResponse::Ok().json(factor.to_factor()))
}

/// A factor of somebody who is locked.
struct Locked {
    user: UserRow,
    factor: FactorRow,
    others: Vec<FactorRow>,
}

/// Locks the person, and finds the factor and their others.
async fn lock(
    server: &AuthServer,
    tx: &mut Tx,
    (user, factor): &(String, String),
) -> Result<Locked, ApiError> {
    let user = users::lock(tx.executor(), parse_id(user)?, server.now()).await?.ok_or_else(unknown)?;
    let id: Uuid = second_factors::parse_id(factor)?;
    let mut others = factors::of_user(tx.executor(), user.id).await?;
    let place = others.iter().position(|factor| factor.id == id).ok_or_else(not_found)?;
    let factor = others.swap_remove(place);
    Ok(Locked { user, factor, others })
}
