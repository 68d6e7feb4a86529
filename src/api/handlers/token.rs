//! Giving tokens: for a password, and for a refresh token (RFC 6749 §4.3, §6).

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, HeaderValue, PRAGMA};
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::OAuthError;
use crate::api::extract::{FormOrJson, Program};
use crate::api::openapi::{GrantForm, OAuthRefusals};
use crate::clock::Timestamp;
use crate::gotrue::{Caller, RefreshToken};
use crate::people::{Credentials, People, VerifiedToken, WholeRenewal, WholeSignIn};

/// The parameters of all grants.
#[derive(Deserialize)]
pub(crate) struct TokenRequest {
    /// `password`, which may be left out, or `refresh_token`.
    #[serde(default)]
    grant_type: Option<String>,
    /// The username or the e-mail address.
    #[serde(default)]
    username: Option<String>,
    /// The password.
    #[serde(default)]
    password: Option<String>,
    /// The code of the second factor, where there is one.
    #[serde(default)]
    code: Option<String>,
    /// The refresh token.
    #[serde(default)]
    refresh_token: Option<String>,
}

/// A pair of tokens (RFC 6749 §5.1).
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenPair<'a> {
    /// What proves who is asking.
    access_token: &'a str,
    /// `bearer`.
    #[schema(example = "bearer")]
    token_type: &'static str,
    /// Seconds until the access token ends.
    #[schema(example = 3600)]
    expires_in: u64,
    /// What buys the next pair, once.
    refresh_token: &'a str,
}

/// What a program asks for.
enum Grant {
    Password { credentials: Credentials, code: Option<String> },
    Refresh(RefreshToken),
}

/// Gives a pair of tokens for a password, or the next pair for a refresh token (RFC 6749 §4.3, §6).
#[utoipa::path(
    post,
    path = "/api/token",
    operation_id = "token",
    tag = "Tokens",
    request_body(content(
        (GrantForm = "application/x-www-form-urlencoded"),
        (TokenRequest = "application/json"),
    )),
    responses(
        (status = 200, description = "The tokens", body = TokenPair<'_>),
        OAuthRefusals,
    ),
)]
pub(crate) async fn give(
    Program(caller): Program,
    people: Data<People>,
    FormOrJson(request): FormOrJson<TokenRequest>,
) -> Result<HttpResponse, OAuthError> {
    match request.parse()? {
        Grant::Password { credentials, code } => {
            for_password(&people, &caller, &credentials, code.as_deref()).await
        }
        Grant::Refresh(token) => for_refresh_token(&people, &caller, &token).await,
    }
}

async fn for_password(
    people: &People,
    caller: &Caller,
    credentials: &Credentials,
    code: Option<&str>,
) -> Result<HttpResponse, OAuthError> {
    match people.sign_in_wholly(caller, credentials, code).await? {
        WholeSignIn::Entered(entered) => {
            Ok(pair(people.clock.now(), &entered.holder.access, &entered.refresh_token))
        }
        WholeSignIn::Unconfirmed => Err(OAuthError::EmailNotConfirmed),
        WholeSignIn::NoMatch => {
            Err(OAuthError::InvalidGrant("E-mail address, username or password is incorrect"))
        }
        WholeSignIn::NeedsCode => Err(OAuthError::InsufficientAal(
            "This account has a second factor: send its code as well, as the parameter code",
        )),
        WholeSignIn::WrongCode => {
            Err(OAuthError::InsufficientAal("The code of the second factor is wrong or too old"))
        }
    }
}

async fn for_refresh_token(
    people: &People,
    caller: &Caller,
    token: &RefreshToken,
) -> Result<HttpResponse, OAuthError> {
    match people.renew_wholly(caller, token).await? {
        WholeRenewal::Anew(renewed) => Ok(pair(people.clock.now(), &renewed.access, &renewed.refresh_token)),
        WholeRenewal::Over => {
            Err(OAuthError::InvalidGrant("The refresh token is unknown, used or revoked: sign in again"))
        }
        WholeRenewal::NeedsCode => Err(OAuthError::InsufficientAal(
            "This account has a second factor: sign in again with the password and its code",
        )),
    }
}

impl TokenRequest {
    /// Clients that only know the password grant often leave its name out.
    fn parse(self) -> Result<Grant, OAuthError> {
        let said = |text: Option<String>| text.filter(|text| !text.is_empty());
        match self.grant_type.as_deref() {
            None | Some("" | "password") => match (said(self.username), said(self.password)) {
                (Some(username), Some(password)) => {
                    let credentials = Credentials::read(&username, &password);
                    Ok(Grant::Password { credentials, code: said(self.code) })
                }
                _ => Err(OAuthError::invalid_request("username and password are needed")),
            },
            Some("refresh_token") => said(self.refresh_token)
                .map(|token| Grant::Refresh(RefreshToken::from(token)))
                .ok_or(OAuthError::invalid_request("refresh_token is needed")),
            Some(_) => Err(OAuthError::UnsupportedGrantType),
        }
    }
}

/// Caches of HTTP/1.0 know only the second header (RFC 6749 §5.1).
fn pair(now: Timestamp, access: &VerifiedToken, refresh_token: &RefreshToken) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, HeaderValue::from_static("no-store")))
        .insert_header((PRAGMA, HeaderValue::from_static("no-cache")))
        .json(TokenPair {
            access_token: access.token.expose(),
            token_type: "bearer",
            expires_in: access.ends_at().since(now).as_secs(),
            refresh_token: refresh_token.expose(),
        })
}
