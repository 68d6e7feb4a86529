//! `POST /token`: a pair of tokens for a password, a refresh token, a code or an ID token
//! (gotrue-contract §1.2).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde_json::{Map, Value};

use super::id_token;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client, Presented, Query, RedirectTo, members};
use crate::auth_server::limits::Limit;
use crate::auth_server::mails::Asked;
use crate::auth_server::refresh::refresh;
use crate::auth_server::sign_in::{self, Typed};
use crate::auth_server::{flows, phones, switched_off};
use crate::gotrue::{ErrorCode, Password};

/// What the other grants are asked with.
#[derive(serde::Deserialize)]
struct Form {
    email: Option<String>,
    phone: Option<String>,
    password: Option<Password>,
    refresh_token: Option<String>,
    auth_code: Option<String>,
    code_verifier: Option<String>,
}

pub(crate) async fn post(
    server: Data<AuthServer>,
    client: Client,
    presented: Presented,
    RedirectTo(redirect_to): RedirectTo,
    query: Query,
    body: Result<Body<Map<String, Value>>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    let grant = query.get("grant_type");
    if !["password", "refresh_token", "pkce", "id_token", "web3"].contains(&grant) {
        let code = ErrorCode::INVALID_CREDENTIALS;
        return Err(ApiError::bad_request(code, "That grant type is not known here"));
    }
    server.limit(Limit::Token, client.address)?;
    if grant == "web3" {
        let code = ErrorCode::WEB3_PROVIDER_DISABLED;
        return Err(ApiError::unprocessable(code, "Signing in with a wallet is switched off"));
    }
    let Body(sent) = body?;
    if grant == "id_token" {
        // A mail that is needed first leads where it was asked from.
        let asked = Asked { client, redirect_to, challenge: None };
        let issued = id_token::sign_in(&server, presented, members(sent)?, &asked).await?;
        return Ok(issued.answer());
    }
    let form: Form = members(sent)?;
    match grant {
        "password" => by_password(&server, &client, form).await,
        "refresh_token" => {
            let token = form.refresh_token.unwrap_or_default();
            Ok(refresh(&server, &token, None, &client.place()).await?.answer())
        }
        _ => by_code(&server, &client, form).await,
    }
}

async fn by_password(server: &AuthServer, client: &Client, form: Form) -> Result<HttpResponse, ApiError> {
    let email = form.email.unwrap_or_default();
    let phone = form.phone.unwrap_or_default();
    if !email.is_empty() && !phone.is_empty() {
        return Err(ApiError::invalid("Either an e-mail address or a phone number, not both"));
    }
    let name = match (email.as_str(), phone.as_str()) {
        ("", "") => return Err(ApiError::invalid("An e-mail address or a phone number is needed")),
        ("", phone) => {
            phones::refuse_signing_in(server)?;
            Typed::Phone(phone)
        }
        (email, _) => {
            switched_off::refuse_signing_in_by_address(server)?;
            Typed::Email(email)
        }
    };
    let password = form.password.unwrap_or_else(|| Password::from(String::new()));
    let issued = sign_in::by_password(server, name, &password, &client.place()).await?;
    Ok(issued.answer())
}

async fn by_code(server: &AuthServer, client: &Client, form: Form) -> Result<HttpResponse, ApiError> {
    let code = form.auth_code.unwrap_or_default();
    let verifier = form.code_verifier.unwrap_or_default();
    if code.is_empty() || verifier.is_empty() {
        return Err(ApiError::invalid("An auth code and a code verifier are needed"));
    }
    let issued = flows::exchange(server, &code, &verifier, &client.place()).await?;
    Ok(issued.answer())
}
