//! Links that are handed to an administrator instead of being sent.

use serde_json::{Map, Value};

use super::audit::{Action, Event};
use super::error::ApiError;
use super::extract::{Administrator, parse_email};
use super::one_time_tokens::{OneTimeToken, Slot};
use super::passwords::refuse_weak;
use super::server::AuthServer;
use super::sign_up::{Name, Registered, Said, register};
use super::store::{FactorRow, UserRow, factors, identities, users};
use super::{hooks, metadata, send};
use crate::database::Tx;
use crate::gotrue::{EmailAddress, ErrorCode, Password, User};

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkKind {
    SignUp,
    Invite,
    MagicLink,
    Recovery,
    EmailChangeCurrent,
    EmailChangeNew,
}

impl LinkKind {
    const ALL: [Self; 6] = [
        Self::SignUp,
        Self::Invite,
        Self::MagicLink,
        Self::Recovery,
        Self::EmailChangeCurrent,
        Self::EmailChangeNew,
    ];

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == text)
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::SignUp => "signup",
            Self::Invite => "invite",
            Self::MagicLink => "magiclink",
            Self::Recovery => "recovery",
            Self::EmailChangeCurrent => "email_change_current",
            Self::EmailChangeNew => "email_change_new",
        }
    }

    /// The `type` in the link.
    pub(crate) const fn link_type(self) -> &'static str {
        match self {
            Self::EmailChangeCurrent | Self::EmailChangeNew => "email_change",
            other => other.name(),
        }
    }

    const fn slot(self) -> Slot {
        match self {
            Self::SignUp | Self::Invite => Slot::Confirmation,
            Self::MagicLink | Self::Recovery => Slot::Recovery,
            Self::EmailChangeCurrent => Slot::EmailChangeCurrent,
            Self::EmailChangeNew => Slot::EmailChangeNew,
        }
    }
}

/// What an administrator asks for.
pub(crate) struct Request {
    pub(crate) kind: LinkKind,
    pub(crate) email: EmailAddress,
    /// For changes of address, as it was typed.
    pub(crate) new_email: String,
    /// For new accounts.
    pub(crate) password: Option<Password>,
    pub(crate) said: Map<String, Value>,
}

/// What they get.
pub(crate) struct Handed {
    pub(crate) user: User,
    pub(crate) token: OneTimeToken,
    /// A sign-in link for a stranger is a sign-up link.
    pub(crate) kind: LinkKind,
}

impl Request {
    pub(crate) async fn run(
        mut self,
        server: &AuthServer,
        administrator: &Administrator,
    ) -> Result<Handed, ApiError> {
        metadata::refuse_unstorable(&self.said)?;
        let known = users::by_email(server.database().read().await?.executor(), self.email.as_str()).await?;
        let is_new = known.is_none();
        let password_hash = if is_new { self.meet_stranger(server).await? } else { None };
        let mut tx = server.database().begin().await?;
        let (mut user, to) = match self.kind {
            LinkKind::SignUp | LinkKind::Invite => {
                (self.register(server, &mut tx, password_hash).await?, self.email.clone())
            }
            LinkKind::MagicLink | LinkKind::Recovery => {
                let mut user = self.lock(server, &mut tx).await?;
                let event = Event::by(&user, Action::UserRecoveryRequested).at(&administrator.place);
                event.note(server, &mut tx).await?;
                user.recovery_sent_at = Some(server.now());
                (user, self.email.clone())
            }
            LinkKind::EmailChangeCurrent | LinkKind::EmailChangeNew => {
                self.begin_change(server, &mut tx).await?
            }
        };
        if self.kind == LinkKind::Invite {
            let event = Event::by_administrator(administrator, Action::UserInvited).inviting(&user);
            event.note(server, &mut tx).await?;
        }
        users::save(tx.executor(), &user).await?;
        let token = OneTimeToken::draw(to.as_str(), server.settings().code_digits)?;
        send::place(server, &mut tx, &user, self.kind.slot(), to.as_str(), &token).await?;
        let identities = identities::of_user(tx.executor(), user.id).await?;
        let factors = factors::of_user(tx.executor(), user.id).await?;
        user.updated_at = server.now();
        server.commit(tx).await?;
        let user = user.to_user(Some(identities)).with_factors(factors.iter().map(FactorRow::to_factor));
        if is_new {
            hooks::after_user_created(server, &user).await?;
        }
        Ok(Handed { user, token, kind: self.kind })
    }

    /// What is done for an address that nobody has; the hash of the new account's password, if any.
    async fn meet_stranger(&mut self, server: &AuthServer) -> Result<Option<String>, ApiError> {
        match self.kind {
            LinkKind::MagicLink => {
                self.kind = LinkKind::SignUp;
                Ok(None)
            }
            LinkKind::SignUp => {
                let needed = || ApiError::invalid("A password is needed");
                let given = self.password.as_ref().filter(|password| !password.expose().is_empty());
                let password = given.ok_or_else(needed)?;
                refuse_weak(server, password).await?;
                Ok(Some(server.passwords().hash(password).await?))
            }
            LinkKind::Invite => Ok(None),
            LinkKind::Recovery | LinkKind::EmailChangeCurrent | LinkKind::EmailChangeNew => Err(unknown()),
        }
    }

    async fn register(
        &self,
        server: &AuthServer,
        tx: &mut Tx,
        password_hash: Option<String>,
    ) -> Result<UserRow, ApiError> {
        let said = Said::ByAdministrator(&self.said);
        match register(server, tx, Name::Email(&self.email), password_hash, said).await? {
            Registered::Taken(_) => Err(send::taken()),
            Registered::Waiting(mut user) => {
                metadata::merge(&mut user.user_metadata, &self.said)?;
                user.confirmation_sent_at = Some(server.now());
                if self.kind == LinkKind::Invite {
                    user.invited_at = Some(server.now());
                }
                Ok(user)
            }
        }
    }

    async fn begin_change(
        &self,
        server: &AuthServer,
        tx: &mut Tx,
    ) -> Result<(UserRow, EmailAddress), ApiError> {
        let mut user = self.lock(server, tx).await?;
        if self.kind == LinkKind::EmailChangeCurrent && !server.settings().asks_both_ends {
            return Err(ApiError::invalid("The current address need not agree"));
        }
        let new = parse_email(&self.new_email)?;
        send::refuse_taken(tx.executor(), &user, &new).await?;
        user.email_change = Some(new.as_str().to_owned());
        user.email_change_sent_at = Some(server.now());
        user.email_change_is_half_confirmed = false;
        let to = if self.kind == LinkKind::EmailChangeNew { new } else { self.email.clone() };
        Ok((user, to))
    }

    async fn lock(&self, server: &AuthServer, tx: &mut Tx) -> Result<UserRow, ApiError> {
        users::lock_by_email(tx.executor(), self.email.as_str(), server.now()).await?.ok_or_else(unknown)
    }
}

fn unknown() -> ApiError {
    ApiError::not_found(ErrorCode::USER_NOT_FOUND, "There is no account with this address")
}
