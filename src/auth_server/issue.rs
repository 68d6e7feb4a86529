//! Making sessions and the pairs of tokens that prove them (gotrue-contract §2.1, §2.3).

use actix_web::http::header::HeaderName;
use actix_web::{HttpResponse, HttpResponseBuilder};
use uuid::Uuid;

use super::counted_token::CountedToken;
use super::error::ApiError;
pub(crate) use super::method::Method;
use super::providers::ProviderTokens;
use super::server::AuthServer;
use super::signing_keys::KeyRing;
use super::store::refresh_tokens::CurrentToken;
use super::store::sessions::{Place, SessionRow};
use super::store::{FactorRow, UserRow, factors, identities, refresh_tokens, sessions, users};
use super::{hooks, refresh_by_number, refresh_token};
use crate::clock::Timestamp;
use crate::database::Tx;
use crate::gotrue::{
    AccessTokenClaims, AccessTokenResponse, AssuranceLevel, ProviderToken, RefreshToken, WeakPassword,
};

/// The header that names the person an answer is about.
pub(crate) const USER_ID: HeaderName = HeaderName::from_static("sb-auth-user-id");

/// The header that names the session an answer is about.
pub(crate) const SESSION_ID: HeaderName = HeaderName::from_static("sb-auth-session-id");

/// What the first signs of a refresh token are, for the log of a client.
const TOKEN_PREFIX: HeaderName = HeaderName::from_static("sb-auth-refresh-token-prefix");

/// The number of a refresh token of the newer form.
const TOKEN_COUNTER: HeaderName = HeaderName::from_static("sb-auth-refresh-token-counter");

/// A pair of tokens that goes out.
pub(crate) struct Issued {
    session: Uuid,
    response: AccessTokenResponse,
}

impl Issued {
    /// The answer that carries it.
    pub(crate) fn answer(&self) -> HttpResponse {
        let mut answer = HttpResponse::Ok();
        self.name_in(&mut answer);
        answer.json(&self.response)
    }

    /// Names the person, the session and the token in an answer's headers.
    pub(crate) fn name_in(&self, answer: &mut HttpResponseBuilder) {
        answer
            .insert_header((USER_ID, self.response.user.id.to_string()))
            .insert_header((SESSION_ID, self.session.to_string()));
        let token = self.response.refresh_token.expose();
        match CountedToken::parse(token) {
            Some(counted) => answer.insert_header((TOKEN_COUNTER, counted.number)),
            None => answer.insert_header((TOKEN_PREFIX, token.get(..5).unwrap_or_default())),
        };
    }

    /// A refusal of what comes after it, which names the person and the session.
    pub(crate) const fn named_in(&self, refusal: ApiError) -> ApiError {
        refusal.about(self.response.user.id, Some(self.session))
    }

    /// The same, saying what is wrong with the password.
    pub(crate) fn with_weakness(mut self, weakness: Option<WeakPassword>) -> Self {
        self.response.weak_password = weakness;
        self
    }

    /// The same with the tokens of the provider that somebody came through.
    pub(crate) fn with_provider_tokens(mut self, tokens: ProviderTokens) -> Self {
        let given = |token: String| (!token.is_empty()).then(|| ProviderToken::from(token));
        self.response.provider_token = given(tokens.access);
        self.response.provider_refresh_token = given(tokens.refresh);
        self
    }

    pub(crate) const fn response(&self) -> &AccessTokenResponse {
        &self.response
    }
}

/// Begins a session for somebody who is locked, and saves them as just signed in.
pub(crate) async fn begin_session(
    server: &AuthServer,
    ring: &KeyRing,
    tx: &mut Tx,
    user: &mut UserRow,
    method: Method,
    place: &Place,
) -> Result<Issued, ApiError> {
    let now = server.now();
    user.last_sign_in_at = Some(now);
    users::save(tx.executor(), user).await?;
    let session = sessions::begin(tx.executor(), user.id, method.name(), place, now).await?;
    let token = first_token(server, tx, &session).await?;
    let pair = sign_pair(server, ring, tx, user, &session, token, method.name()).await;
    pair.map_err(|error| error.about(user.id, Some(session.id)))
}

/// The first refresh token of a session.
pub(super) async fn first_token(
    server: &AuthServer,
    tx: &mut Tx,
    session: &SessionRow,
) -> Result<RefreshToken, ApiError> {
    if server.settings().refresh_tokens.are_counted {
        return refresh_by_number::next(server, tx, session).await;
    }
    let token = refresh_token::draw()?;
    make_current(server, tx, session.id, &token, None).await?;
    Ok(token)
}

/// Makes a token of the older form the current one of its session.
pub(crate) async fn make_current(
    server: &AuthServer,
    tx: &mut Tx,
    session: Uuid,
    token: &RefreshToken,
    parent_hash: Option<Vec<u8>>,
) -> Result<(), ApiError> {
    let sealed = seal_token(server, session, token)?;
    let token_hash = refresh_token::hash(token);
    let current = CurrentToken { token_hash, parent_hash, sealed_token: Some(sealed) };
    refresh_tokens::insert(tx.executor(), session, &current, server.now()).await?;
    Ok(())
}

/// Seals a token for whoever loses the answer that carries it.
pub(crate) fn seal_token(
    server: &AuthServer,
    session: Uuid,
    token: &RefreshToken,
) -> Result<Vec<u8>, ApiError> {
    Ok(server.sealer().seal(&token_context(session), token.expose().as_bytes())?)
}

/// Spends a session's current token for a new one. None when its family was revoked. The session must be
/// locked.
pub(crate) async fn turn_over(
    server: &AuthServer,
    tx: &mut Tx,
    session: &SessionRow,
) -> Result<Option<RefreshToken>, ApiError> {
    if session.sealed_refresh_key.is_some() {
        return Ok(Some(refresh_by_number::skip(server, tx, session).await?));
    }
    let Some(current) = refresh_tokens::current(tx.executor(), session.id).await? else {
        return Ok(None);
    };
    refresh_tokens::spend(tx.executor(), &current.token_hash, server.now()).await?;
    let new = refresh_token::draw()?;
    make_current(server, tx, session.id, &new, Some(current.token_hash)).await?;
    Ok(Some(new))
}

/// The current token of a session itself, for somebody who holds the one before it.
pub(crate) fn open_current(
    server: &AuthServer,
    session: Uuid,
    current: &CurrentToken,
) -> Result<RefreshToken, ApiError> {
    let sealed = current.sealed_token.as_deref().unwrap_or_default();
    let opened = server.sealer().open(&token_context(session), sealed)?;
    let text = String::from_utf8(opened)
        .map_err(|error| ApiError::failure("a refresh token is unreadable", &error))?;
    Ok(RefreshToken::from(text))
}

fn token_context(session: Uuid) -> String {
    format!("auth refresh token {session}")
}

/// Signs an access token and puts it beside a refresh token. `method` is the way in which somebody has just
/// signed in or gone on.
pub(crate) async fn sign_pair(
    server: &AuthServer,
    ring: &KeyRing,
    tx: &mut Tx,
    user: &UserRow,
    session: &SessionRow,
    refresh_token: RefreshToken,
    method: &str,
) -> Result<Issued, ApiError> {
    let identities = identities::of_user(tx.executor(), user.id).await?;
    let factors = factors::of_user(tx.executor(), user.id).await?;
    let amr = sessions::proofs(tx.executor(), session.id).await?;
    let issued_at = server.now();
    let ends_at = issued_at.plus(server.settings().token_lifetime);
    let ends_at = server.settings().sessions.end_of_token(session, highest_assurance(&factors), ends_at);
    let claims = AccessTokenClaims {
        iss: server.settings().token_issuer.clone(),
        sub: user.id,
        aud: user.aud.clone(),
        exp: ends_at.as_seconds(),
        iat: issued_at.as_seconds(),
        email: user.email.clone().unwrap_or_default(),
        phone: user.phone.clone().unwrap_or_default(),
        app_metadata: user.app_metadata.0.clone(),
        user_metadata: user.user_metadata.0.clone(),
        role: user.role.clone(),
        aal: session.assurance(),
        amr,
        session_id: session.id,
        is_anonymous: user.is_anonymous,
        client_id: session.oauth_client_id,
        scope: session.scopes.clone(),
    };
    let claims = hooks::customise(server, user.id, &claims, method).await?;
    let response = AccessTokenResponse {
        access_token: ring.sign(&claims)?,
        token_type: "bearer".to_owned(),
        expires_in: seconds_between(issued_at, ends_at),
        expires_at: Some(ends_at.as_seconds()),
        refresh_token,
        user: user.to_user(Some(identities)).with_factors(factors.iter().map(FactorRow::to_factor)),
        weak_password: None,
        provider_token: None,
        provider_refresh_token: None,
    };
    Ok(Issued { session: session.id, response })
}

/// How strongly somebody with these factors could prove who they are.
pub(super) fn highest_assurance(factors: &[FactorRow]) -> AssuranceLevel {
    if factors.iter().any(FactorRow::is_verified) { AssuranceLevel::Aal2 } else { AssuranceLevel::Aal1 }
}

fn seconds_between(from: Timestamp, to: Timestamp) -> i64 {
    to.as_seconds() - from.as_seconds()
}
