//! `POST /signup`: a new account with a password (gotrue-contract §1.1).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::code_challenge::{CodeChallenge, SentChallenge};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client, RedirectTo, parse_email};
use crate::auth_server::issue::{self, Method};
use crate::auth_server::limits::Limit;
use crate::auth_server::mails::Asked;
use crate::auth_server::passwords::PasswordRules;
use crate::auth_server::sign_up::{self, Registered, Said, refuse_while_closed, register};
use crate::auth_server::store::{UserRow, identities};
use crate::auth_server::verification::mark_confirmed;
use crate::auth_server::{anonymous, hooks, metadata, same_time, send, switched_off};
use crate::database::Tx;
use crate::gotrue::{EmailAddress, ErrorCode, Password, User};

#[derive(Deserialize)]
pub(crate) struct Form {
    email: Option<String>,
    phone: Option<String>,
    password: Option<Password>,
    data: Option<Map<String, Value>>,
    #[serde(flatten)]
    challenge: SentChallenge,
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
    let (sign_up, challenge) = form.parse(&server.settings().password_rules)?;
    switched_off::refuse_addresses(&server)?;
    let asked = Asked { client, redirect_to, challenge };
    same_time::at_least(sign_up.run(&server, &asked)).await
}

impl Form {
    fn names_nobody(&self) -> bool {
        [&self.email, &self.phone].iter().all(|name| name.as_deref().unwrap_or_default().is_empty())
    }

    fn parse(self, rules: &PasswordRules) -> Result<(SignUp, Option<CodeChallenge>), ApiError> {
        let password = self.password.filter(|password| !password.expose().is_empty());
        let password = password.ok_or_else(|| ApiError::invalid("A password is needed"))?;
        rules.refuse_weak(&password)?;
        let email = self.email.unwrap_or_default();
        let phone = self.phone.unwrap_or_default();
        if !email.is_empty() && !phone.is_empty() {
            return Err(ApiError::invalid("Either an e-mail address or a phone number, not both"));
        }
        let challenge = self.challenge.parse()?;
        if email.is_empty() {
            let code = ErrorCode::PHONE_PROVIDER_DISABLED;
            return Err(ApiError::bad_request(code, "Accounts by phone are switched off"));
        }
        let said = self.data.unwrap_or_default();
        metadata::refuse_unstorable(&said)?;
        Ok((SignUp { email: parse_email(&email)?, password, said }, challenge))
    }
}

impl SignUp {
    /// The password is hashed whoever the address belongs to.
    async fn run(&self, server: &AuthServer, asked: &Asked) -> Result<HttpResponse, ApiError> {
        let hash = server.passwords().hash(&self.password).await?;
        let ring = server.keys().ring().await;
        let mut tx = server.database().begin().await?;
        match register(server, &mut tx, &self.email, Some(hash), Said::ByThemselves(&self.said)).await? {
            Registered::Waiting(mut user) if server.settings().confirms_mails => {
                Self::event(&user, Action::UserConfirmationRequested, asked).note(server, &mut tx).await?;
                send::confirmation(server, &mut tx, &mut user, asked).await?;
                let waiting = waiting(&mut tx, user).await?;
                server.commit(tx).await?;
                let told = hooks::after_user_created(server, &waiting).await;
                told.map_err(|error| error.without_words_of_hook("a hook failed after a sign-up"))?;
                Ok(HttpResponse::Ok().json(waiting))
            }
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
                if !server.settings().confirms_mails {
                    server.commit(tx).await?;
                    let code = ErrorCode::USER_ALREADY_EXISTS;
                    return Err(ApiError::unprocessable(code, "There is an account with this address"));
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

/// Somebody who must look into their inbox. Whoever was invited is told nothing of what the
/// administrator wrote.
async fn waiting(tx: &mut Tx, mut user: UserRow) -> Result<User, ApiError> {
    let mut identities = identities::of_user(tx.executor(), user.id).await?;
    if user.invited_at.is_some() {
        user.user_metadata.0.clear();
        identities.clear();
    }
    Ok(user.to_user(Some(identities)))
}
