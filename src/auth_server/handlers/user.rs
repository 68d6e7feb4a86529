//! `GET` and `PUT /user`: a person looks at and changes their own account (gotrue-contract §1.4, §1.5).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::auth_server::code_challenge::{CodeChallenge, SentChallenge};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Authenticated, Body, Client, RedirectTo, parse_email, parse_phone};
use crate::auth_server::limits::Limit;
use crate::auth_server::mails::Asked;
use crate::auth_server::passwords::refuse_weak;
use crate::auth_server::store::{UserRow, identities, sessions, users};
use crate::auth_server::{AuthServer, change_password, metadata, send, verification};
use crate::database::Tx;
use crate::gotrue::{EmailAddress, ErrorCode, Password};

/// The audience of people.
pub(crate) const AUDIENCE: &str = "authenticated";

/// The role that may change its own `app_metadata`.
const ADMIN: &str = "admin";

#[derive(Deserialize)]
pub(crate) struct Form {
    email: Option<String>,
    phone: Option<String>,
    password: Option<Password>,
    nonce: Option<String>,
    data: Option<Map<String, Value>>,
    app_metadata: Option<Map<String, Value>>,
    #[serde(flatten)]
    challenge: SentChallenge,
}

struct Changes {
    email: Option<EmailAddress>,
    password: Option<Password>,
    nonce: Option<String>,
    data: Option<Map<String, Value>>,
    app_metadata: Option<Map<String, Value>>,
    /// For a new address only.
    challenge: Option<CodeChallenge>,
}

pub(crate) async fn get(server: Data<AuthServer>, who: Authenticated) -> Result<HttpResponse, ApiError> {
    if who.audience.as_deref() != Some(AUDIENCE) {
        return Err(ApiError::invalid("The token is for another audience"));
    }
    let mut connection = server.database().read().await?;
    let identities = identities::of_user(connection.executor(), who.user.id).await?;
    Ok(HttpResponse::Ok().json(who.user.to_user(Some(identities))))
}

pub(crate) async fn put(
    server: Data<AuthServer>,
    client: Client,
    RedirectTo(redirect_to): RedirectTo,
    who: Authenticated,
    Body(form): Body<Form>,
) -> Result<HttpResponse, ApiError> {
    server.limit(Limit::User, client.address)?;
    let mut changes = form.parse(&who.user)?;
    let new_password = match &changes.password {
        Some(password) => {
            Some(change_password::prepare(&server, &who, password, changes.nonce.as_deref()).await?)
        }
        None => None,
    };
    let asked = Asked { client, redirect_to, challenge: changes.challenge.take() };
    let mut tx = server.database().begin().await?;
    let mut user = lock(&server, &mut tx, &who).await?;
    if let Some(prepared) = new_password {
        change_password::apply(&server, &mut tx, &mut user, &who, prepared).await?;
    }
    changes.apply(&server, &mut tx, &mut user, &asked).await?;
    let identities = identities::of_user(tx.executor(), user.id).await?;
    server.commit(tx).await?;
    Ok(HttpResponse::Ok().json(user.to_user(Some(identities))))
}

/// Locks the person, and sees that the session was not ended meanwhile.
async fn lock(server: &AuthServer, tx: &mut Tx, who: &Authenticated) -> Result<UserRow, ApiError> {
    let gone = || ApiError::forbidden(ErrorCode::USER_NOT_FOUND, "The account is gone");
    let over = || ApiError::forbidden(ErrorCode::SESSION_NOT_FOUND, "The session is over");
    let user = users::lock(tx.executor(), who.user.id, server.now()).await?.ok_or_else(gone)?;
    if let Some(session) = &who.session {
        sessions::by_id(tx.executor(), session.id).await?.ok_or_else(over)?;
    }
    Ok(user)
}

impl Form {
    fn parse(self, user: &UserRow) -> Result<Changes, ApiError> {
        let email = self.email.filter(|email| !email.is_empty());
        let email = email.map(|email| parse_email(&email)).transpose()?;
        if let Some(phone) = self.phone.filter(|phone| !phone.is_empty()) {
            parse_phone(&phone)?;
            let code = ErrorCode::PHONE_PROVIDER_DISABLED;
            return Err(ApiError::bad_request(code, "Phone numbers are switched off"));
        }
        self.password.as_ref().map(refuse_weak).transpose()?;
        if self.app_metadata.is_some() && user.role != ADMIN {
            return Err(ApiError::forbidden(ErrorCode::NOT_ADMIN, "Only administrators may change that"));
        }
        if user.is_anonymous && self.password.is_some() && email.is_none() {
            let code = ErrorCode::VALIDATION_FAILED;
            return Err(ApiError::unprocessable(code, "A password needs an e-mail address first"));
        }
        let email = email.filter(|email| user.email.as_deref() != Some(email.as_str()));
        // A method without a challenge is overlooked here.
        let is_challenged = email.is_some() && self.challenge.is_there();
        let challenge = if is_challenged { self.challenge.parse()? } else { None };
        Ok(Changes {
            email,
            password: self.password,
            nonce: self.nonce.filter(|nonce| !nonce.is_empty()),
            data: self.data,
            app_metadata: self.app_metadata,
            challenge,
        })
    }
}

impl Changes {
    /// Changes everything but the password.
    async fn apply(
        &self,
        server: &AuthServer,
        tx: &mut Tx,
        user: &mut UserRow,
        asked: &Asked,
    ) -> Result<(), ApiError> {
        if let Some(data) = &self.data {
            metadata::merge(&mut user.user_metadata, data)?;
        }
        if let Some(app_metadata) = &self.app_metadata {
            metadata::merge(&mut user.app_metadata, app_metadata)?;
        }
        users::save(tx.executor(), user).await?;
        if let Some(email) = &self.email {
            send::refuse_taken(tx, user, email).await?;
            if user.is_anonymous && !server.settings().confirms_mails {
                user.email_change = Some(email.as_str().to_owned());
                verification::change_email(server, tx, user).await?;
            } else {
                send::email_change(server, tx, user, email, asked).await?;
            }
        }
        Ok(())
    }
}
