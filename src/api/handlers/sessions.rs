//! The sessions of whoever asks, and ending one of them.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::accounts::{EndReason, OwnSession};
use crate::api::Problem;
use crate::api::extract::{AsUser, BearerUser, PathId, Program};
use crate::api::openapi::{self, EndRefusals, ReadRefusals};
use crate::clock::Timestamp;
use crate::mail::messages::Device;
use crate::people::{People, PeopleError};
use crate::words::{Language, Words};

/// All sessions that are not over.
#[derive(Serialize, ToSchema)]
pub(crate) struct Sessions {
    /// The last used first.
    sessions: Vec<SessionShown>,
}

/// One session.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub(crate) struct SessionShown {
    /// The same as `session_id` in its access tokens.
    #[schema(schema_with = openapi::id)]
    id: Uuid,
    /// Whether it is the one that asks.
    is_current: bool,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it was last used, to within five minutes.
    #[schema(value_type = String, format = DateTime)]
    last_seen_at: Timestamp,
    /// The browser or program, as far as it is known, such as `Firefox on Linux`.
    #[schema(required)]
    device: Option<String>,
    /// The address it began at: of an IPv6 one the first half.
    #[schema(required)]
    address: Option<String>,
}

/// Where whoever asks is signed in.
#[utoipa::path(
    get,
    path = "/api/users/me/sessions",
    operation_id = "sessions",
    tag = "Sessions",
    security(("password" = []), ("bearer" = [])),
    responses((status = 200, description = "The sessions", body = Sessions), ReadRefusals),
)]
pub(crate) async fn list(user: BearerUser, people: Data<People>) -> Result<HttpResponse, Problem> {
    let sessions = people.accounts.sessions_of(user.user.id).await.map_err(PeopleError::from)?;
    let shown = sessions.into_iter().map(|session| SessionShown::of(session, user.session.id)).collect();
    Ok(HttpResponse::Ok().json(Sessions { sessions: shown }))
}

/// Ends a session. Its tokens are good for nothing from now on.
#[utoipa::path(
    delete,
    path = "/api/users/me/sessions/{id}",
    operation_id = "end_session",
    tag = "Sessions",
    params(("id" = inline(openapi::Id), Path, description = "The id of the session")),
    security(("password" = []), ("bearer" = [])),
    responses((status = 204, description = "The session is over"), EndRefusals),
)]
pub(crate) async fn end(
    AsUser(user, PathId(id)): AsUser<PathId>,
    Program(caller): Program,
    people: Data<People>,
) -> Result<HttpResponse, Problem> {
    if id == user.session.id {
        people.sign_out(&caller, &user).await?;
        return Ok(HttpResponse::NoContent().finish());
    }
    // The auth server ends only the session whose token it is shown. One that is over here is told to
    // it when it is next used.
    let ended = people.accounts.end_session_of(user.user.id, id, EndReason::SignedOutElsewhere).await;
    if ended.map_err(PeopleError::from)? {
        Ok(HttpResponse::NoContent().finish())
    } else {
        Err(Problem::not_found())
    }
}

impl SessionShown {
    fn of(session: OwnSession, current: Uuid) -> Self {
        // Programs are told in English.
        let words = Words::of(Language::English);
        let device = session.user_agent.as_deref().and_then(Device::of);
        Self {
            id: session.id,
            is_current: session.id == current,
            created_at: session.created_at,
            last_seen_at: session.last_seen_at,
            device: device.map(|device| device.name(words)),
            address: session.address,
        }
    }
}
