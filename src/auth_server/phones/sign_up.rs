//! A new account with a number and a password (gotrue-contract §1.1).

use actix_web::HttpResponse;
use serde_json::{Map, Value};

use super::{confirm, confirmation};
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::Client;
use crate::auth_server::issue::{self, Method};
use crate::auth_server::sign_up::{Name, Registered, Said, already_there, register, waiting};
use crate::auth_server::store::UserRow;
use crate::auth_server::{AuthServer, hooks, metadata, phones};
use crate::database::Tx;
use crate::gotrue::Password;

/// What somebody says who wants an account.
pub(crate) struct SignUp {
    pub(crate) phone: String,
    pub(crate) password: Password,
    pub(crate) said: Map<String, Value>,
    /// How the code is to come, where they said it.
    pub(crate) channel: Option<String>,
}

impl SignUp {
    /// The password is hashed whoever the number belongs to.
    pub(crate) async fn run(&self, server: &AuthServer, client: &Client) -> Result<HttpResponse, ApiError> {
        let hash = server.passwords().hash(&self.password).await?;
        let ring = server.keys().ring().await;
        let mut tx = server.database().begin().await?;
        let name = Name::Phone(&self.phone);
        let believes = server.settings().phones.are_believed;
        match register(server, &mut tx, name, Some(hash), Said::ByThemselves(&self.said)).await? {
            Registered::Waiting(user) if !believes => self.send_code(server, tx, user, client).await,
            // Somebody has proved an address of the account: nobody else gets in.
            Registered::Waiting(user) if user.is_confirmed() => Err(already_there()),
            Registered::Waiting(mut user) => {
                let channel = phones::channel(server, self.channel.as_deref())?;
                let event = Self::event(&user, Action::UserSignedUp, client).with("channel", channel);
                event.note(server, &mut tx).await?;
                confirm(server, &mut tx, &mut user).await?;
                Self::event(&user, Action::Login, client).note(server, &mut tx).await?;
                let (method, place) = (Method::Password, client.place());
                let issued = issue::begin_session(server, &ring, &mut tx, &mut user, method, &place).await?;
                server.commit(tx).await?;
                Ok(issued.answer())
            }
            Registered::Taken(owner) => {
                Self::event(&owner, Action::UserRepeatedSignUp, client).note(server, &mut tx).await?;
                server.commit(tx).await?;
                let is_told = believes || !server.settings().confirms_mails;
                if is_told { Err(already_there()) } else { Ok(self.look_alike(server)) }
            }
        }
    }

    async fn send_code(
        &self,
        server: &AuthServer,
        mut tx: Tx,
        mut user: UserRow,
        client: &Client,
    ) -> Result<HttpResponse, ApiError> {
        Self::event(&user, Action::UserConfirmationRequested, client).note(server, &mut tx).await?;
        confirmation(server, &mut tx, &mut user).await?;
        if user.is_confirmed() {
            server.commit(tx).await?;
            return Ok(self.look_alike(server));
        }
        let waiting = waiting(&mut tx, user).await?;
        server.commit(tx).await?;
        hooks::after_sign_up(server, &waiting).await?;
        Ok(HttpResponse::Ok().json(waiting))
    }

    fn event(user: &UserRow, action: Action, client: &Client) -> Event {
        Event::by(user, action).with("provider", "phone").from(client)
    }

    /// What a stranger would be answered, made of nothing but what was sent in.
    fn look_alike(&self, server: &AuthServer) -> HttpResponse {
        let mut nobody = server.newcomer(None, &["phone"]);
        nobody.phone = Some(self.phone.clone());
        nobody.confirmation_sent_at = Some(server.now());
        nobody.user_metadata.0 = metadata::without_nulls(&self.said);
        HttpResponse::Ok().json(nobody.to_user(Some(Vec::new())))
    }
}
