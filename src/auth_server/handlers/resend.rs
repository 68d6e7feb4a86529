//! `POST /resend`: the last mail or code of a kind once more (gotrue-contract §1.15).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Deserialize;

use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::code_challenge::{CodeChallenge, SentChallenge};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client, RedirectTo, parse_email, parse_phone};
use crate::auth_server::limits::Limit;
use crate::auth_server::mails::Asked;
use crate::auth_server::phones::{self, Sent};
use crate::auth_server::store::{UserRow, users};
use crate::auth_server::{same_time, send, switched_off};
use crate::database::Tx;
use crate::gotrue::{EmailAddress, ResendKind};

#[derive(Deserialize)]
pub(crate) struct Form {
    #[serde(rename = "type")]
    kind: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    #[serde(flatten)]
    challenge: SentChallenge,
}

/// What is sent once more.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Mail(ResendKind),
    /// The code that proves the number of an account.
    PhoneConfirmation,
    /// The code for a new number.
    PhoneChange,
}

/// By what the person is found.
enum Owner {
    Email(EmailAddress),
    Phone(String),
}

pub(crate) async fn post(
    server: Data<AuthServer>,
    client: Client,
    RedirectTo(redirect_to): RedirectTo,
    Body(form): Body<Form>,
) -> Result<HttpResponse, ApiError> {
    server.limit(Limit::Resend, client.address)?;
    let (kind, owner, challenge) = form.parse(&server)?;
    let asked = Asked { client, redirect_to, challenge };
    let sent = same_time::at_least(send_again(&server, kind, &owner, &asked)).await?;
    Ok(HttpResponse::Ok().json(sent.body()))
}

impl Form {
    fn parse(self, server: &AuthServer) -> Result<(Kind, Owner, Option<CodeChallenge>), ApiError> {
        let kind = match self.kind.as_deref() {
            Some("signup") => Kind::Mail(ResendKind::Signup),
            Some("email_change") => Kind::Mail(ResendKind::EmailChange),
            Some("sms") => Kind::PhoneConfirmation,
            Some("phone_change") => Kind::PhoneChange,
            _ => return Err(ApiError::invalid("The type is signup, email_change, sms or phone_change")),
        };
        let challenge = if matches!(kind, Kind::Mail(_)) { self.challenge.parse()? } else { None };
        let email = self.email.unwrap_or_default();
        let phone = self.phone.unwrap_or_default();
        if email.is_empty() && kind == Kind::Mail(ResendKind::Signup) {
            return Err(ApiError::invalid("That type needs an e-mail address"));
        }
        if phone.is_empty() && kind == Kind::PhoneConfirmation {
            return Err(ApiError::invalid("That type needs a phone number"));
        }
        Ok((kind, Owner::parse(server, &email, &phone)?, challenge))
    }
}

impl Owner {
    fn parse(server: &AuthServer, email: &str, phone: &str) -> Result<Self, ApiError> {
        match (email, phone) {
            ("", "") => Err(ApiError::invalid("An e-mail address or a phone number is needed")),
            (email, "") => {
                switched_off::refuse_addresses(server)?;
                Ok(Self::Email(parse_email(email)?))
            }
            ("", phone) => {
                phones::refuse_numbers(server)?;
                Ok(Self::Phone(parse_phone(phone)?))
            }
            _ => Err(ApiError::invalid("Either an e-mail address or a phone number, not both")),
        }
    }

    async fn lock(&self, server: &AuthServer, tx: &mut Tx) -> Result<Option<UserRow>, ApiError> {
        let now = server.now();
        Ok(match self {
            Self::Email(email) => users::lock_by_email(tx.executor(), email.as_str(), now).await?,
            Self::Phone(phone) => users::lock_by_phone(tx.executor(), phone, now).await?,
        })
    }
}

/// Sends it to people who wait for it; all others are answered the same.
async fn send_again(server: &AuthServer, kind: Kind, owner: &Owner, asked: &Asked) -> Result<Sent, ApiError> {
    let mut tx = server.database().begin().await?;
    let Some(mut user) = owner.lock(server, &mut tx).await? else { return Ok(Sent::default()) };
    let event = |user: &UserRow, action| Event::by(user, action).from(&asked.client);
    let mut sent = Sent::default();
    match kind {
        Kind::Mail(ResendKind::Signup) if !user.is_confirmed() => {
            event(&user, Action::UserConfirmationRequested).note(server, &mut tx).await?;
            send::confirmation(server, &mut tx, &mut user, asked).await?;
        }
        Kind::Mail(ResendKind::EmailChange) => {
            let Some(new) = user.pending_address() else { return Ok(sent) };
            send::email_change(server, &mut tx, &mut user, &new, asked).await?;
        }
        Kind::PhoneConfirmation if !user.is_phone_confirmed() => {
            event(&user, Action::UserRecoveryRequested).note(server, &mut tx).await?;
            sent = phones::confirmation(server, &mut tx, &mut user).await?;
        }
        Kind::PhoneChange => {
            let Some(new) = user.phone_change.clone() else { return Ok(sent) };
            sent = phones::change(server, &mut tx, &mut user, &new).await?;
        }
        _ => return Ok(sent),
    }
    server.commit(tx).await?;
    Ok(sent)
}
