//! `POST /magiclink`: the older form of `/otp`, for mail only (gotrue-contract §1.8).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::auth_server::AuthServer;
use crate::auth_server::code_challenge::SentChallenge;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client, RedirectTo, parse_email};
use crate::auth_server::limits::Limit;
use crate::auth_server::mails::Asked;
use crate::auth_server::sign_up::sign_in_by_mail;
use crate::auth_server::{metadata, same_time, switched_off};
use crate::gotrue::ErrorCode;

#[derive(Deserialize)]
pub(crate) struct Form {
    email: Option<String>,
    data: Option<Map<String, Value>>,
    #[serde(flatten)]
    challenge: SentChallenge,
}

pub(crate) async fn post(
    server: Data<AuthServer>,
    client: Client,
    RedirectTo(redirect_to): RedirectTo,
    Body(form): Body<Form>,
) -> Result<HttpResponse, ApiError> {
    server.limit(Limit::MagicLink, client.address)?;
    switched_off::refuse_signing_in_by_mail(&server)?;
    let email = form.email.unwrap_or_default();
    if email.is_empty() {
        let code = ErrorCode::VALIDATION_FAILED;
        return Err(ApiError::unprocessable(code, "An e-mail address is needed"));
    }
    let email = parse_email(&email)?;
    let challenge = form.challenge.parse()?;
    let said = form.data.unwrap_or_default();
    metadata::refuse_unstorable(&said)?;
    let asked = Asked { client, redirect_to, challenge };
    same_time::at_least(sign_in_by_mail(&server, &email, &said, &asked)).await?;
    Ok(HttpResponse::Ok().json(json!({})))
}
