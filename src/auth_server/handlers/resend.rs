//! `POST /resend`: the last mail of a kind once more (gotrue-contract §1.15).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Deserialize;
use serde_json::json;

use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::code_challenge::{CodeChallenge, SentChallenge};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client, RedirectTo, parse_email};
use crate::auth_server::limits::Limit;
use crate::auth_server::mails::Asked;
use crate::auth_server::store::users;
use crate::auth_server::{same_time, send, switched_off};
use crate::gotrue::{EmailAddress, ErrorCode, ResendKind};

#[derive(Deserialize)]
pub(crate) struct Form {
    #[serde(rename = "type")]
    kind: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    #[serde(flatten)]
    challenge: SentChallenge,
}

pub(crate) async fn post(
    server: Data<AuthServer>,
    client: Client,
    RedirectTo(redirect_to): RedirectTo,
    Body(form): Body<Form>,
) -> Result<HttpResponse, ApiError> {
    server.limit(Limit::Resend, client.address)?;
    let (kind, email, challenge) = form.parse()?;
    switched_off::refuse_addresses(&server)?;
    let asked = Asked { client, redirect_to, challenge };
    same_time::at_least(send_again(&server, kind, &email, &asked)).await?;
    Ok(HttpResponse::Ok().json(json!({})))
}

impl Form {
    fn parse(self) -> Result<(ResendKind, EmailAddress, Option<CodeChallenge>), ApiError> {
        let kind = match self.kind.as_deref() {
            Some("signup") => Some(ResendKind::Signup),
            Some("email_change") => Some(ResendKind::EmailChange),
            Some("sms" | "phone_change") => None,
            _ => return Err(ApiError::invalid("The type is signup or email_change")),
        };
        let challenge = if kind.is_some() { self.challenge.parse()? } else { None };
        let email = self.email.unwrap_or_default();
        let phone = self.phone.unwrap_or_default();
        if !email.is_empty() && !phone.is_empty() {
            return Err(ApiError::invalid("Either an e-mail address or a phone number, not both"));
        }
        if !phone.is_empty() && kind != Some(ResendKind::Signup) {
            let code = ErrorCode::PHONE_PROVIDER_DISABLED;
            return Err(ApiError::bad_request(code, "Codes by phone are switched off"));
        }
        let kind = kind.ok_or_else(|| ApiError::invalid("That type needs a phone number"))?;
        Ok((kind, parse_email(&email)?, challenge))
    }
}

/// Sends it to people who wait for it; all others are answered the same.
async fn send_again(
    server: &AuthServer,
    kind: ResendKind,
    email: &EmailAddress,
    asked: &Asked,
) -> Result<(), ApiError> {
    let mut tx = server.database().begin().await?;
    let Some(mut user) = users::lock_by_email(tx.executor(), email.as_str(), server.now()).await? else {
        return Ok(());
    };
    match (kind, user.pending_address()) {
        (ResendKind::Signup, _) if !user.is_confirmed() => {
            let event = Event::by(&user, Action::UserConfirmationRequested).from(&asked.client);
            event.note(server, &mut tx).await?;
            send::confirmation(server, &mut tx, &mut user, asked).await?;
        }
        (ResendKind::EmailChange, Some(new)) => {
            send::email_change(server, &mut tx, &mut user, &new, asked).await?;
        }
        _ => return Ok(()),
    }
    server.commit(tx).await
}
