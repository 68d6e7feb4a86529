//! Refreshing a session (gotrue-contract §2.4). The current token buys a new one, once. The one before it
//! is given the current one again, at any time: its holder lost an answer. Older ones are forgiven for a
//! moment, which parallel requests need; after that they end the whole family.

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpResponse, HttpResponseBuilder};
use uuid::Uuid;

use super::audit::{Action, Event};
use super::error::ApiError;
use super::issue::{self, Issued};
use super::refresh_token::Brought;
use super::server::AuthServer;
use super::store::sessions::{Place, SessionRow};
use super::store::{UserRow, factors, sessions, users};
use super::{refresh_by_number, refresh_by_row, refresh_token};
use crate::database::Tx;
use crate::gotrue::{AccessTokenResponse, AssuranceLevel, ErrorCode, RefreshToken};

/// The way in which somebody goes on, as the hook for tokens is told; `amr` does not name it.
const METHOD: &str = "token_refresh";

/// Says whether the token that came was used before.
const REUSE: HeaderName = HeaderName::from_static("sb-auth-refresh-token-reuse");

/// Says why a token that was used before is let pass.
const REUSE_CAUSE: HeaderName = HeaderName::from_static("sb-auth-refresh-token-reuse-cause");

/// What a refresh token buys.
pub(super) enum Bought {
    /// It was the current one, and is spent now.
    Next(RefreshToken),
    /// It was spent before, and its holder is given what is current. With why that is so, where the
    /// contract says it.
    Again(RefreshToken, Option<HeaderValue>),
    /// It is an old one that somebody kept.
    Nothing { session_is_over: bool },
}

/// A session that goes on, with why a token that was spent before was let pass.
pub(crate) struct Refreshed {
    issued: Issued,
    says: Option<(HeaderName, HeaderValue)>,
}

impl Refreshed {
    /// The answer that carries it.
    pub(crate) fn answer(&self) -> HttpResponse {
        let mut answer = HttpResponse::Ok();
        self.name_in(&mut answer);
        answer.json(self.response())
    }

    /// Says in an answer's headers what the log of a client may hold.
    pub(crate) fn name_in(&self, answer: &mut HttpResponseBuilder) {
        self.issued.name_in(answer);
        if let Some((name, value)) = &self.says {
            answer.insert_header((name.clone(), value.clone()));
        }
    }

    pub(crate) const fn response(&self) -> &AccessTokenResponse {
        self.issued.response()
    }
}

/// Refreshes a session, for the program of others that holds it or for its own person.
pub(crate) async fn refresh(
    server: &AuthServer,
    text: &str,
    client: Option<Uuid>,
    place: &Place,
) -> Result<Refreshed, ApiError> {
    // To a program what cannot be a token is as one that is not known.
    let malformed = |error| if client.is_some() { unknown() } else { error };
    let brought = refresh_token::parse(text).map_err(malformed)?;
    let ring = server.keys().ring().await;
    let mut tx = server.database().begin().await?;
    let session = match &brought {
        Brought::Row(token) => refresh_by_row::lock(&mut tx, token).await?,
        Brought::Counted(token) => refresh_by_number::lock(server, &mut tx, token).await?,
    };
    let session = session.ok_or_else(unknown)?;
    let user = owner(server, &mut tx, &session).await?;
    refuse_others(&session, client)?;
    let purchase = match &brought {
        Brought::Row(token) => refresh_by_row::spend(server, &mut tx, &session, token).await?,
        Brought::Counted(token) => refresh_by_number::spend(server, &mut tx, &session, token).await?,
    };
    let swaps_row = matches!((&brought, &purchase), (Brought::Row(_), Bought::Next(_)));
    let (token, says) = match purchase {
        Bought::Next(token) => (token, Some((REUSE, HeaderValue::from_static("false")))),
        Bought::Again(token, cause) => (token, cause.map(|cause| (REUSE_CAUSE, cause))),
        Bought::Nothing { session_is_over } => {
            tracing::warn!(session = %session.id, "an old refresh token came back");
            server.commit(tx).await?;
            return Err(already_used(&session, session_is_over));
        }
    };
    Event::by(&user, Action::TokenRefreshed).at(place).note(server, &mut tx).await?;
    if swaps_row {
        Event::by(&user, Action::TokenRevoked).at(place).note(server, &mut tx).await?;
    }
    sessions::note_refresh(tx.executor(), session.id, place, server.now()).await?;
    let issued = issue::sign_pair(server, &ring, &mut tx, &user, &session, token, METHOD).await;
    let issued = issued.map_err(|error| error.about(user.id, Some(session.id)))?;
    server.commit(tx).await?;
    Ok(Refreshed { issued, says })
}

/// Only whoever holds a session refreshes it (RFC 6749 §10.4).
fn refuse_others(session: &SessionRow, client: Option<Uuid>) -> Result<(), ApiError> {
    if session.oauth_client_id == client {
        return Ok(());
    }
    let refused = ApiError::oauth("invalid_client", "The session is not held by whoever refreshes it");
    Err(refused.about(session.user_id, Some(session.id)))
}

/// The person whose session it is, while both may go on.
async fn owner(server: &AuthServer, tx: &mut Tx, session: &SessionRow) -> Result<UserRow, ApiError> {
    let user = users::by_id(tx.executor(), session.user_id).await?.ok_or_else(unknown)?;
    let now = server.now();
    if user.is_banned(now) {
        let refused = ApiError::bad_request(ErrorCode::USER_BANNED, "The account is banned");
        return Err(refused.about(user.id, None));
    }
    let expired = |message: &'static str| {
        ApiError::bad_request(ErrorCode::SESSION_EXPIRED, message).about(user.id, Some(session.id))
    };
    let limits = &server.settings().sessions;
    let highest = match limits.low_assurance {
        Some(_) => issue::highest_assurance(&factors::of_user(tx.executor(), user.id).await?),
        None => AssuranceLevel::Aal1,
    };
    limits.judge(session, highest, now).map_err(|over| expired(over.in_words()))?;
    if limits.single_per_user {
        let newer = sessions::newer_than(tx.executor(), session).await?;
        if newer.iter().any(|other| limits.judge(other, highest, now).is_ok()) {
            return Err(expired("The account was signed in to elsewhere since"));
        }
    }
    Ok(user)
}

fn already_used(session: &SessionRow, session_is_over: bool) -> ApiError {
    let code = ErrorCode::REFRESH_TOKEN_ALREADY_USED;
    let refused = ApiError::bad_request(code, "The refresh token was used before");
    let refused = refused.about(session.user_id, Some(session.id));
    if session_is_over { refused.ending_session() } else { refused }
}

fn unknown() -> ApiError {
    ApiError::bad_request(ErrorCode::REFRESH_TOKEN_NOT_FOUND, "There is no such refresh token")
}
