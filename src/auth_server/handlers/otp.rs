//! `POST /otp`: a code by mail to sign in with (gotrue-contract §1.8).

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
use crate::auth_server::store::users;
use crate::auth_server::{metadata, same_time, switched_off};
use crate::gotrue::ErrorCode;

#[derive(Deserialize)]
pub(crate) struct Form {
    email: Option<String>,
    phone: Option<String>,
    create_user: Option<bool>,
    data: Option<Map<String, Value>>,
    channel: Option<String>,
    #[serde(flatten)]
    challenge: SentChallenge,
}

pub(crate) async fn post(
    server: Data<AuthServer>,
    client: Client,
    RedirectTo(redirect_to): RedirectTo,
    Body(form): Body<Form>,
) -> Result<HttpResponse, ApiError> {
    server.limit(Limit::Otp, client.address)?;
    form.refuse_contradictions()?;
    let challenge = form.challenge.parse()?;
    if form.create_user == Some(false) {
        form.refuse_strangers(&server).await?;
    }
    let email = form.email.unwrap_or_default();
    if email.is_empty() {
        if form.phone.unwrap_or_default().is_empty() {
            return Err(ApiError::invalid("An e-mail address is needed"));
        }
        let code = ErrorCode::PHONE_PROVIDER_DISABLED;
        return Err(ApiError::bad_request(code, "Signing in by phone is switched off"));
    }
    switched_off::refuse_signing_in_by_mail(&server)?;
    let email = parse_email(&email)?;
    let said = form.data.unwrap_or_default();
    metadata::refuse_unstorable(&said)?;
    let asked = Asked { client, redirect_to, challenge };
    same_time::at_least(sign_in_by_mail(&server, &email, &said, &asked)).await?;
    Ok(HttpResponse::Ok().json(json!({})))
}

impl Form {
    fn email(&self) -> &str {
        self.email.as_deref().unwrap_or_default()
    }

    fn refuse_contradictions(&self) -> Result<(), ApiError> {
        let is_there = |text: &Option<String>| !text.as_deref().unwrap_or_default().is_empty();
        if is_there(&self.email) && is_there(&self.phone) {
            return Err(ApiError::invalid("Either an e-mail address or a phone number, not both"));
        }
        if is_there(&self.email) && is_there(&self.channel) {
            return Err(ApiError::invalid("A channel is for phone numbers only"));
        }
        Ok(())
    }

    /// Only people with an account: addresses that cannot be one count as strangers too.
    async fn refuse_strangers(&self, server: &AuthServer) -> Result<(), ApiError> {
        let stranger =
            || ApiError::unprocessable(ErrorCode::OTP_DISABLED, "New accounts are not made this way");
        if self.email().is_empty() && self.phone.is_none() {
            return Ok(());
        }
        let email = parse_email(self.email()).map_err(|_| stranger())?;
        let known = users::by_email(server.database().read().await?.executor(), email.as_str()).await?;
        known.map(drop).ok_or_else(stranger)
    }
}
