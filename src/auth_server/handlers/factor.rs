//! `DELETE /factors/{id}`: somebody takes a factor of theirs away (gotrue-contract §1.13).

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde_json::json;

use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Client, FactorOwner};
use crate::auth_server::factors::{not_found, parse_id, take_away};
use crate::auth_server::notices;
use crate::auth_server::notices::Change;
use crate::auth_server::store::factors;
use crate::gotrue::{AssuranceLevel, ErrorCode};

pub(crate) async fn delete(
    server: Data<AuthServer>,
    client: Client,
    owner: FactorOwner,
    path: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let id = parse_id(&path)?;
    let mut tx = server.database().begin().await?;
    let (user, session) = owner.lock(&server, &mut tx).await?;
    let factor = factors::of_user_by_id(tx.executor(), user.id, id).await?.ok_or_else(not_found)?;
    if factor.is_verified() && session.assurance() < AssuranceLevel::Aal2 {
        let code = ErrorCode::INSUFFICIENT_AAL;
        return Err(ApiError::unprocessable(code, "That needs a session that proved a second factor"));
    }
    let event = Event::by(&user, Action::FactorUnenrolled).with_factor(&factor).from(&client);
    let event = event.with("factor_status", json!(factor.to_factor().status));
    event.with("session_id", session.id.to_string()).note(&server, &mut tx).await?;
    let (to, change) = (user.address(), Change::FactorRemoved(&factor.factor_type));
    notices::tell(&server, &mut tx, &user, to, change, Some(&client)).await?;
    take_away(&mut tx, &factor).await?;
    server.commit(tx).await?;
    Ok(HttpResponse::Ok().json(json!({ "id": id })))
}
