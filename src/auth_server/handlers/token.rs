//! `POST /token`: a pair of tokens for a password, a refresh token or a code (gotrue-contract §1.2).

use actix_web::HttpResponse;
use actix_web::web::Data;

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client, Query};
use crate::auth_server::limits::Limit;
use crate::auth_server::{flows, refresh, sign_in, switched_off};
use crate::gotrue::{ErrorCode, Password};

#[derive(serde::Deserialize)]
pub(crate) struct Form {
    email: Option<String>,
    phone: Option<String>,
    password: Option<Password>,
    refresh_token: Option<String>,
    auth_code: Option<String>,
    code_verifier: Option<String>,
    id_token: Option<String>,
    chain: Option<String>,
}

pub(crate) async fn post(
    server: Data<AuthServer>,
    client: Client,
    query: Query,
    body: Result<Body<Form>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    let grant = query.get("grant_type");
    if !["password", "refresh_token", "pkce", "id_token", "web3"].contains(&grant) {
        let code = ErrorCode::INVALID_CREDENTIALS;
        return Err(ApiError::bad_request(code, "That grant type is not known here"));
    }
    server.limit(Limit::Token, client.address)?;
    let Body(form) = body?;
    match grant {
        "password" => by_password(&server, &client, form).await,
        "refresh_token" => {
            let token = form.refresh_token.unwrap_or_default();
            refresh::run(&server, &token, &client.place()).await
        }
        "pkce" => by_code(&server, &client, form).await,
        "id_token" => Err(form.no_provider()),
        _ => Err(form.no_chain()),
    }
}

async fn by_password(server: &AuthServer, client: &Client, form: Form) -> Result<HttpResponse, ApiError> {
    let email = form.email.unwrap_or_default();
    let phone = form.phone.unwrap_or_default();
    if !email.is_empty() && !phone.is_empty() {
        return Err(ApiError::invalid("Either an e-mail address or a phone number, not both"));
    }
    if !phone.is_empty() {
        let code = ErrorCode::PHONE_PROVIDER_DISABLED;
        return Err(ApiError::unprocessable(code, "Signing in by phone is switched off"));
    }
    if email.is_empty() {
        return Err(ApiError::invalid("An e-mail address is needed"));
    }
    switched_off::refuse_signing_in_by_address(server)?;
    let password = form.password.unwrap_or_else(|| Password::from(String::new()));
    let issued = sign_in::by_password(server, &email, &password, &client.place()).await?;
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

impl Form {
    fn no_provider(&self) -> ApiError {
        if self.id_token.as_deref().unwrap_or_default().is_empty() {
            return ApiError::oauth("invalid request", "An ID token is needed");
        }
        let code = ErrorCode::from("provider_disabled".to_owned());
        ApiError::bad_request(code, "Signing in with this provider is switched off")
    }

    fn no_chain(&self) -> ApiError {
        if matches!(self.chain.as_deref(), Some("solana" | "ethereum")) {
            let code = ErrorCode::from("web3_provider_disabled".to_owned());
            return ApiError::unprocessable(code, "Signing in with a wallet is switched off");
        }
        let code = ErrorCode::from("web3_unsupported_chain".to_owned());
        ApiError::bad_request(code, "That chain is not known here")
    }
}
