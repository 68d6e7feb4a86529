//! `POST /otp`: a code by mail or by telephone to sign in with (gotrue-contract §1.8).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::auth_server::AuthServer;
use crate::auth_server::code_challenge::SentChallenge;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client, RedirectTo, parse_email, parse_phone};
use crate::auth_server::limits::Limit;
use crate::auth_server::mails::Asked;
use crate::auth_server::sign_up::sign_in_by_mail;
use crate::auth_server::store::users;
use crate::auth_server::{metadata, phones, same_time, switched_off};
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
    if form.email().is_empty() {
        return form.ask_by_phone(&server, &client).await;
    }
    let email = form.email.unwrap_or_default();
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

    async fn ask_by_phone(self, server: &AuthServer, client: &Client) -> Result<HttpResponse, ApiError> {
        let phone = self.phone.unwrap_or_default();
        if phone.is_empty() {
            return Err(ApiError::invalid("An e-mail address or a phone number is needed"));
        }
        phones::refuse_numbers(server)?;
        let phone = parse_phone(&phone)?;
        let channel = phones::channel(server, self.channel.as_deref())?;
        let said = self.data.unwrap_or_default();
        metadata::refuse_unstorable(&said)?;
        let asked = phones::Asked { client, channel };
        let sent = same_time::at_least(phones::ask_for_code(server, &phone, &said, &asked)).await?;
        Ok(HttpResponse::Ok().json(sent.body()))
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

    /// Only people with an account: addresses and numbers that cannot be one count as strangers too.
    async fn refuse_strangers(&self, server: &AuthServer) -> Result<(), ApiError> {
        let stranger =
            || ApiError::unprocessable(ErrorCode::OTP_DISABLED, "New accounts are not made this way");
        let phone = self.phone.as_deref().unwrap_or_default();
        let mut connection = server.database().read().await?;
        let known = match (self.email(), phone) {
            ("", "") => return Ok(()),
            ("", phone) => {
                let phone = parse_phone(phone).map_err(|_| stranger())?;
                users::by_phone(connection.executor(), &phone).await?
            }
            (email, _) => {
                let email = parse_email(email).map_err(|_| stranger())?;
                users::by_email(connection.executor(), email.as_str()).await?
            }
        };
        known.map(drop).ok_or_else(stranger)
    }
}
