//! `GET` and `POST /admin/users`: administrators list people and make them (gotrue-contract §1.17).

use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::header::LINK;
use actix_web::web::Data;
use serde_json::json;
use uuid::Uuid;

use super::admin_form::Form;
use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Administrator, Body, Cursor, Keyset, Page, Query, next_link};
use crate::auth_server::passwords::{StoredPassword, refuse_too_long};
use crate::auth_server::store::user_list::{self, Listing};
use crate::auth_server::store::{IdentityRow, UserRow, identities, users};
use crate::auth_server::{metadata, phones, send};
use crate::clock::Timestamp;
use crate::gotrue::ErrorCode;

pub(crate) async fn get(
    server: Data<AuthServer>,
    query: Query,
    _: Administrator,
) -> Result<HttpResponse, ApiError> {
    let is_ascending = match query.get("sort") {
        "" | "created_at" | "created_at desc" => false,
        "created_at asc" => true,
        _ => return Err(ApiError::invalid("People are sorted by created_at asc or desc")),
    };
    let filter = query.get("filter").replace('\0', "");
    if server.settings().lists_by_cursor && Keyset::is_asked_for(&query) {
        return part(&server, &query, filter, is_ascending).await;
    }
    let page = Page::of(&query)?;
    let listing = Listing { filter, is_ascending, limit: page.limit(), offset: page.offset() };
    let mut connection = server.database().read().await?;
    let total = user_list::count(connection.executor(), &listing).await?;
    let found = user_list::page(connection.executor(), &listing).await?;
    let users: Vec<_> = found.iter().map(|user| user.to_user(None)).collect();
    Ok(HttpResponse::Ok()
        .insert_header((LINK, page.links("/admin/users", &query, total)))
        .insert_header(("x-total-count", total.to_string()))
        .json(json!({ "users": users, "aud": server.settings().audience })))
}

/// A part of the list, and where the next one begins.
async fn part(
    server: &AuthServer,
    query: &Query,
    filter: String,
    is_ascending: bool,
) -> Result<HttpResponse, ApiError> {
    let Keyset { limit, after } = Keyset::of(query)?;
    // One more shows whether anybody is left.
    let most = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    let listing = Listing { filter, is_ascending, limit: most, offset: 0 };
    let mut connection = server.database().read().await?;
    let mut found = match after {
        Some(after) => user_list::behind(connection.executor(), &listing, after.created_at, after.id).await?,
        None => user_list::page(connection.executor(), &listing).await?,
    };
    let has_more = found.len() > limit;
    found.truncate(limit);
    let mut pagination = json!({ "has_more": has_more });
    let mut answer = HttpResponse::Ok();
    if let Some(last) = found.last().filter(|_| has_more) {
        let cursor = Cursor { created_at: last.created_at, id: last.id }.written()?;
        answer.insert_header((LINK, next_link("/admin/users", query, &cursor)));
        pagination["next_cursor"] = json!(cursor);
    }
    let users: Vec<_> = found.iter().map(|user| user.to_user(None)).collect();
    let aud = &server.settings().audience;
    Ok(answer.json(json!({ "users": users, "aud": aud, "pagination": pagination })))
}

pub(crate) async fn post(
    server: Data<AuthServer>,
    administrator: Administrator,
    Body(form): Body<Form>,
) -> Result<HttpResponse, ApiError> {
    let mut user = make(&server, &form)?;
    user.password_hash = match (&form.password, form.password_hash.as_deref().unwrap_or_default()) {
        (Some(_), hash) if !hash.is_empty() => {
            return Err(ApiError::invalid("Either a password or a password hash, not both"));
        }
        (Some(password), _) if !password.expose().is_empty() => {
            if let Err(too_long) = refuse_too_long(password) {
                return Err(taken(&server, &user).await?.unwrap_or(too_long));
            }
            Some(server.passwords().hash(password).await?)
        }
        (_, "") => None,
        (_, hash) => Some(import(hash)?),
    };
    let identities = identities_of(&mut user, form.confirms_email(), server.now());
    // Imports make very many people: no statement more than it takes.
    let mut tx = server.database().begin().await?;
    if !users::insert(tx.executor(), &user).await? {
        drop(tx);
        return Err(taken(&server, &user).await?.unwrap_or_else(send::taken));
    }
    for identity in &identities {
        identities::insert(tx.executor(), identity).await?;
    }
    let event = Event::by_administrator(&administrator, Action::UserSignedUp).to(&user);
    event.with("provider", user.provider()).note(&server, &mut tx).await?;
    server.commit(tx).await?;
    Ok(HttpResponse::Ok().json(user.to_user(Some(identities))))
}

/// What of somebody new is taken, if their address or their number is.
async fn taken(server: &AuthServer, user: &UserRow) -> Result<Option<ApiError>, ApiError> {
    let mut connection = server.database().read().await?;
    if let Some(email) = &user.email
        && users::by_email(connection.executor(), email).await?.is_some()
    {
        return Ok(Some(send::taken()));
    }
    Ok(match &user.phone {
        Some(phone) => users::by_phone(connection.executor(), phone).await?.map(|_| phones::taken()),
        None => None,
    })
}

fn make(server: &AuthServer, form: &Form) -> Result<UserRow, ApiError> {
    let (email, phone) = (form.email()?, form.phone()?);
    let mut providers = Vec::new();
    providers.extend(email.as_ref().map(|_| "email"));
    providers.extend(phone.as_ref().map(|_| "phone"));
    if providers.is_empty() {
        return Err(ApiError::invalid("An e-mail address or a phone number is needed"));
    }
    let now = server.now();
    let mut user = server.newcomer(email.as_ref(), &providers);
    user.phone = phone;
    if let Some(id) = form.id.as_deref().filter(|id| !id.is_empty()) {
        let id = Uuid::try_parse(id).ok().filter(|id| !id.is_nil());
        user.id = id.ok_or_else(|| ApiError::invalid("The id is no UUID"))?;
    }
    if let Some(role) = form.role()? {
        role.clone_into(&mut user.role);
    }
    if form.confirms_phone() {
        user.phone_confirmed_at = Some(now);
    }
    if let Some(said) = &form.user_metadata {
        metadata::merge(&mut user.user_metadata, said)?;
    }
    if let Some(said) = &form.app_metadata {
        metadata::merge(&mut user.app_metadata, said)?;
    }
    if let Some(ban) = form.ban()? {
        ban.apply(&mut user, now);
    }
    Ok(user)
}

/// The least that one moment is later than another.
const A_MOMENT: Duration = Duration::from_micros(1);

/// The ways somebody new can be known, in the order in which they are read later.
fn identities_of(user: &mut UserRow, confirms_email: bool, now: Timestamp) -> Vec<IdentityRow> {
    let mut identities = Vec::new();
    if let Some(email) = user.email.clone() {
        let mut identity = IdentityRow::of_email(user, &serde_json::Map::new(), now);
        if confirms_email {
            user.confirm_email(now);
            identity.set_email(&email, true);
        }
        identities.push(identity);
    }
    if user.phone.is_some() {
        // Later than the address: identities are read in the order of their age.
        let later = if identities.is_empty() { now } else { now.plus(A_MOMENT) };
        identities.push(IdentityRow::of_phone(user, later));
    }
    identities
}

/// A hash that was brought along from elsewhere.
fn import(hash: &str) -> Result<String, ApiError> {
    let code = ErrorCode::VALIDATION_FAILED;
    let unknown = || ApiError::bad_request(code, "The hash is of no kind that can be compared with here");
    StoredPassword::parse(hash).map(|_| hash.to_owned()).ok_or_else(unknown)
}
