//! `GET` and `PUT /user`: a person looks at and changes their own account (gotrue-contract §1.4, §1.5).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::auth_server::audit::{Action, Event};
use crate::auth_server::change_password::Shown;
use crate::auth_server::code_challenge::{CodeChallenge, SentChallenge};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Authenticated, Body, Client, RedirectTo, parse_email, parse_phone};
use crate::auth_server::limits::Limit;
use crate::auth_server::mails::Asked;
use crate::auth_server::notices::Change;
use crate::auth_server::passwords::refuse_weak;
use crate::auth_server::store::{FactorRow, UserRow, factors, identities, sessions, users};
use crate::auth_server::{AuthServer, change_password, metadata, notices, phones, send, verification};
use crate::database::Tx;
use crate::gotrue::{AssuranceLevel, EmailAddress, ErrorCode, Password};

#[derive(Deserialize)]
pub(crate) struct Form {
    email: Option<String>,
    phone: Option<String>,
    password: Option<Password>,
    current_password: Option<Password>,
    nonce: Option<String>,
    data: Option<Map<String, Value>>,
    app_metadata: Option<Map<String, Value>>,
    channel: Option<String>,
    #[serde(flatten)]
    challenge: SentChallenge,
}

struct Changes {
    email: Option<EmailAddress>,
    phone: Option<String>,
    password: Option<Password>,
    shown: Shown,
    data: Option<Map<String, Value>>,
    app_metadata: Option<Map<String, Value>>,
    /// For a new address only.
    challenge: Option<CodeChallenge>,
}

pub(crate) async fn get(server: Data<AuthServer>, who: Authenticated) -> Result<HttpResponse, ApiError> {
    if who.audience.as_ref() != Some(&server.settings().audience) {
        return Err(ApiError::invalid("The token is for another audience"));
    }
    let mut connection = server.database().read().await?;
    let identities = identities::of_user(connection.executor(), who.user.id).await?;
    let factors = factors::of_user(connection.executor(), who.user.id).await?;
    let user = who.user.to_user(Some(identities)).with_factors(factors.iter().map(FactorRow::to_factor));
    Ok(HttpResponse::Ok().json(user))
}

pub(crate) async fn put(
    server: Data<AuthServer>,
    client: Client,
    RedirectTo(redirect_to): RedirectTo,
    who: Authenticated,
    body: Result<Body<Form>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    server.limit(Limit::User, client.address)?;
    let Body(form) = body?;
    let mut changes = form.parse(&server, &who.user).await?;
    changes.refuse_at_once(&server, &who).await?;
    let new_password = match &changes.password {
        Some(password) => Some(change_password::prepare(&server, &who, password, &changes.shown).await?),
        None => None,
    };
    let asked = Asked { client, redirect_to, challenge: changes.challenge.take() };
    let mut tx = server.database().begin().await?;
    let mut user = lock(&server, &mut tx, &who).await?;
    if let Some(prepared) = new_password {
        change_password::apply(&server, &mut tx, &mut user, &who, prepared).await?;
        let event = Event::by(&user, Action::UserUpdatedPassword).from(&asked.client);
        event.note(&server, &mut tx).await?;
        let to = user.address();
        notices::tell(&server, &mut tx, &user, to, Change::Password, Some(&asked.client)).await?;
    }
    changes.apply(&server, &mut tx, &mut user, &asked).await?;
    Event::by(&user, Action::UserModified).from(&asked.client).note(&server, &mut tx).await?;
    let identities = identities::of_user(tx.executor(), user.id).await?;
    let factors = factors::of_user(tx.executor(), user.id).await?;
    server.commit(tx).await?;
    let user = user.to_user(Some(identities)).with_factors(factors.iter().map(FactorRow::to_factor));
    Ok(HttpResponse::Ok().json(user))
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
    async fn parse(self, server: &AuthServer, user: &UserRow) -> Result<Changes, ApiError> {
        let settings = server.settings();
        let email = self.email.filter(|email| !email.is_empty());
        let email = email.map(|email| parse_email(&email)).transpose()?;
        let phone = self.phone.filter(|phone| !phone.is_empty());
        let phone = phone.map(|phone| parse_phone(&phone)).transpose()?;
        if phone.is_some() {
            phones::channel(server, self.channel.as_deref())?;
        }
        if let Some(password) = &self.password {
            refuse_weak(server, password).await?;
        }
        if self.app_metadata.is_some() && user.role != settings.admin_group {
            return Err(ApiError::forbidden(ErrorCode::NOT_ADMIN, "Only administrators may change that"));
        }
        let email = email.filter(|email| user.email.as_deref() != Some(email.as_str()));
        // A method without a challenge is overlooked here.
        let is_challenged = email.is_some() && self.challenge.is_there();
        let challenge = if is_challenged { self.challenge.parse()? } else { None };
        Ok(Changes {
            email,
            phone: phone.filter(|phone| user.phone.as_ref() != Some(phone)),
            password: self.password,
            shown: Shown {
                code: self.nonce.filter(|nonce| !nonce.is_empty()),
                current: self.current_password.filter(|password| !password.expose().is_empty()),
            },
            data: self.data,
            app_metadata: self.app_metadata,
            challenge,
        })
    }
}

impl Changes {
    /// Refuses what cannot be, before anything is done: the slow work on a password least of all.
    async fn refuse_at_once(&self, server: &AuthServer, who: &Authenticated) -> Result<(), ApiError> {
        let mut connection = server.database().read().await?;
        let factors = factors::of_user(connection.executor(), who.user.id).await?;
        self.refuse_half_proved(who, &factors)?;
        self.refuse_impossible(&who.user)?;
        if let Some(email) = &self.email {
            send::refuse_taken(connection.executor(), &who.user, email).await?;
        }
        if let Some(phone) = &self.phone {
            phones::refuse_taken(connection.executor(), phone).await?;
            phones::refuse_unreachable(server, phone)?;
        }
        Ok(())
    }

    /// Whoever has a second factor shows it before they change how they sign in. A factor that is proved
    /// meanwhile ends this session, which is seen when the person is locked.
    fn refuse_half_proved(&self, who: &Authenticated, factors: &[FactorRow]) -> Result<(), ApiError> {
        let changes_sign_in = self.email.is_some() || self.phone.is_some() || self.password.is_some();
        let is_whole =
            who.session.as_ref().is_some_and(|session| session.assurance() >= AssuranceLevel::Aal2);
        if changes_sign_in && !is_whole && factors.iter().any(FactorRow::is_verified) {
            let code = ErrorCode::INSUFFICIENT_AAL;
            return Err(ApiError::unauthorized(code, "That needs a session that proved a second factor"));
        }
        Ok(())
    }

    fn refuse_impossible(&self, user: &UserRow) -> Result<(), ApiError> {
        if user.is_anonymous && self.password.is_some() && self.email.is_none() && self.phone.is_none() {
            let code = ErrorCode::VALIDATION_FAILED;
            return Err(ApiError::unprocessable(
                code,
                "A password needs an e-mail address or a phone number",
            ));
        }
        Ok(())
    }

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
            send::refuse_taken(tx.executor(), user, email).await?;
            if user.is_anonymous && !server.settings().confirms_mails {
                user.email_change = Some(email.as_str().to_owned());
                verification::change_email(server, tx, user, &asked.client.place()).await?;
            } else {
                send::email_change(server, tx, user, email, asked).await?;
            }
        }
        if let Some(phone) = &self.phone {
            phones::refuse_taken(tx.executor(), phone).await?;
            if server.settings().phones.are_believed {
                user.phone_change = Some(phone.clone());
                phones::make_own(server, tx, user, &asked.client).await?;
            } else {
                phones::change(server, tx, user, phone).await?;
            }
        }
        Ok(())
    }
}
