//! `POST /signup`: a new account with a password (gotrue-contract §1.1).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::code_challenge::{CodeChallenge, SentChallenge};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client, RedirectTo, parse_email, parse_phone};
use crate::auth_server::issue::{self, Method};
use crate::auth_server::limits::Limit;
use crate::auth_server::mails::Asked;
use crate::auth_server::passwords::refuse_weak;
use crate::auth_server::sign_up::{
    self, Name, Registered, Said, already_there, refuse_while_closed, register, waiting,
};
use crate::auth_server::store::UserRow;
use crate::auth_server::verification::mark_confirmed;
use crate::auth_server::{anonymous, hooks, metadata, phones, same_time, send, switched_off};
use crate::gotrue::{EmailAddress, Password};

#[derive(Deserialize)]
pub(crate) struct Form {
    email: Option<String>,
    phone: Option<String>,
    password: Option<Password>,
    data: Option<Map<String, Value>>,
    channel: Option<String>,
    #[serde(flatten)]
    challenge: SentChallenge,
}

/// What somebody says who wants an account, by what they name.
enum Asking {
    ByEmail(SignUp, Option<CodeChallenge>),
    ByPhone(phones::SignUp),
}

struct SignUp {
    email: EmailAddress,
    password: Password,
    said: Map<String, Value>,
}

pub(crate) async fn post(
    server: Data<AuthServer>,
    client: Client,
    RedirectTo(redirect_to): RedirectTo,
    Body(form): Body<Form>,
) -> Result<HttpResponse, ApiError> {
    if form.names_nobody() {
        return anonymous::begin(&server, &client, &form.data.unwrap_or_default()).await;
    }
    server.limit(Limit::SignUp, client.address)?;
    refuse_while_closed(&server)?;
    match form.parse(&server).await? {
        Asking::ByEmail(sign_up, challenge) => {
            let asked = Asked { client, redirect_to, challenge };
            Box::pin(same_time::at_least(sign_up.run(&server, &asked))).await
        }
        Asking::ByPhone(sign_up) => Box::pin(same_time::at_least(sign_up.run(&server, &client))).await,
    }
}

impl Form {
    fn names_nobody(&self) -> bool {
        [&self.email, &self.phone].iter().all(|name| name.as_deref().unwrap_or_default().is_empty())
    }

    async fn parse(self, server: &AuthServer) -> Result<Asking, ApiError> {
        let password = self.password.filter(|password| !password.expose().is_empty());
        let password = password.ok_or_else(|| ApiError::invalid("A password is needed"))?;
        refuse_weak(server, &password).await?;
        let email = self.email.unwrap_or_default();
        let phone = self.phone.unwrap_or_default();
        if !email.is_empty() && !phone.is_empty() {
            return Err(ApiError::invalid("Either an e-mail address or a phone number, not both"));
        }
        if email.is_empty() {
            phones::channel(server, self.channel.as_deref())?;
            if self.challenge.is_there() {
                return Err(ApiError::invalid("A code by telephone takes no code challenge"));
            }
        }
        let challenge = self.challenge.parse()?;
        let said = self.data.unwrap_or_default();
        metadata::refuse_unstorable(&said)?;
        if email.is_empty() {
            phones::refuse_numbers(server)?;
            let phone = parse_phone(&phone)?;
            return Ok(Asking::ByPhone(phones::SignUp { phone, password, said, channel: self.channel }));
        }
        switched_off::refuse_addresses(server)?;
        Ok(Asking::ByEmail(SignUp { email: parse_email(&email)?, password, said }, challenge))
    }
}

impl SignUp {
    /// The password is hashed whoever the address belongs to.
    async fn run(&self, server: &AuthServer, asked: &Asked) -> Result<HttpResponse, ApiError> {
        let hash = server.passwords().hash(&self.password).await?;
        let ring = server.keys().ring().await;
        let mut tx = server.database().begin().await?;
        let name = Name::Email(&self.email);
        match register(server, &mut tx, name, Some(hash), Said::ByThemselves(&self.said)).await? {
            Registered::Waiting(mut user) if server.settings().confirms_mails => {
                Self::event(&user, Action::UserConfirmationRequested, asked).note(server, &mut tx).await?;
                send::confirmation(server, &mut tx, &mut user, asked).await?;
                if user.is_phone_confirmed() {
                    server.commit(tx).await?;
                    return Ok(self.look_alike(server));
                }
                let waiting = waiting(&mut tx, user).await?;
                server.commit(tx).await?;
                hooks::after_sign_up(server, &waiting).await?;
                Ok(HttpResponse::Ok().json(waiting))
            }
            // Somebody has proved a number of the account: nobody else gets in.
            Registered::Waiting(user) if user.is_phone_confirmed() => Err(already_there()),
            Registered::Waiting(mut user) => {
                Self::event(&user, Action::UserSignedUp, asked).note(server, &mut tx).await?;
                mark_confirmed(server, &mut tx, &mut user).await?;
                Self::event(&user, Action::Login, asked).note(server, &mut tx).await?;
                let place = asked.client.place();
                let method = Method::Password;
                let issued = issue::begin_session(server, &ring, &mut tx, &mut user, method, &place).await?;
                server.commit(tx).await?;
                Ok(issued.answer())
            }
            Registered::Taken(mut owner) => {
                Self::event(&owner, Action::UserRepeatedSignUp, asked).note(server, &mut tx).await?;
                if !server.settings().confirms_mails || server.settings().phones.are_believed {
                    server.commit(tx).await?;
                    return Err(already_there());
                }
                sign_up::tell_owner(server, &mut tx, &mut owner, asked).await?;
                server.commit(tx).await?;
                Ok(self.look_alike(server))
            }
        }
    }

    fn event(user: &UserRow, action: Action, asked: &Asked) -> Event {
        Event::by(user, action).with("provider", "email").from(&asked.client)
    }

    /// What a stranger would be answered, made of nothing but what was sent in.
    fn look_alike(&self, server: &AuthServer) -> HttpResponse {
        let mut nobody = server.newcomer(Some(&self.email), &["email"]);
        nobody.confirmation_sent_at = Some(server.now());
        nobody.user_metadata.0 = metadata::without_nulls(&self.said);
        HttpResponse::Ok().json(nobody.to_user(Some(Vec::new())))
    }
}
