//! Noting what happens to accounts, in the transaction in which it happens (gotrue-contract §1.17).

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::error::ApiError;
use super::extract::{Administrator, Client};
use super::server::AuthServer;
use super::store::audit_log::{self, EntryRow};
use super::store::sessions::Place;
use super::store::{FactorRow, IdentityRow, UserRow};
use crate::database::Tx;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Login,
    Logout,
    InviteAccepted,
    UserSignedUp,
    UserInvited,
    UserDeleted,
    TokenRevoked,
    TokenRefreshed,
    UserModified,
    UserRecoveryRequested,
    UserReauthenticateRequested,
    UserConfirmationRequested,
    UserRepeatedSignUp,
    UserUpdatedPassword,
    IdentityLinked,
    IdentityUnlinked,
    FactorInProgress,
    FactorUnenrolled,
    ChallengeCreated,
    VerificationAttempted,
    FactorDeleted,
    FactorUpdated,
    PasskeyCreated,
    PasskeyUpdated,
    PasskeyDeleted,
}

impl Action {
    const fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Logout => "logout",
            Self::InviteAccepted => "invite_accepted",
            Self::UserSignedUp => "user_signedup",
            Self::UserInvited => "user_invited",
            Self::UserDeleted => "user_deleted",
            Self::TokenRevoked => "token_revoked",
            Self::TokenRefreshed => "token_refreshed",
            Self::UserModified => "user_modified",
            Self::UserRecoveryRequested => "user_recovery_requested",
            Self::UserReauthenticateRequested => "user_reauthenticate_requested",
            Self::UserConfirmationRequested => "user_confirmation_requested",
            Self::UserRepeatedSignUp => "user_repeated_signup",
            Self::UserUpdatedPassword => "user_updated_password",
            Self::IdentityLinked => "identity_linked",
            Self::IdentityUnlinked => "identity_unlinked",
            Self::FactorInProgress => "factor_in_progress",
            Self::FactorUnenrolled => "factor_unenrolled",
            Self::ChallengeCreated => "challenge_created",
            Self::VerificationAttempted => "verification_attempted",
            Self::FactorDeleted => "factor_deleted",
            Self::FactorUpdated => "factor_updated",
            Self::PasskeyCreated => "passkey_created",
            Self::PasskeyUpdated => "passkey_updated",
            Self::PasskeyDeleted => "passkey_deleted",
        }
    }

    /// Under which word actions are found together.
    const fn log_type(self) -> &'static str {
        match self {
            Self::Login | Self::Logout | Self::InviteAccepted => "account",
            Self::UserSignedUp | Self::UserInvited | Self::UserDeleted => "team",
            Self::TokenRevoked | Self::TokenRefreshed => "token",
            Self::UserModified
            | Self::UserRecoveryRequested
            | Self::UserReauthenticateRequested
            | Self::UserConfirmationRequested
            | Self::UserRepeatedSignUp
            | Self::UserUpdatedPassword
            | Self::IdentityLinked
            | Self::IdentityUnlinked
            | Self::PasskeyCreated
            | Self::PasskeyUpdated
            | Self::PasskeyDeleted => "user",
            Self::FactorInProgress
            | Self::FactorUnenrolled
            | Self::ChallengeCreated
            | Self::VerificationAttempted
            | Self::FactorDeleted
            | Self::FactorUpdated => "factor",
        }
    }
}

/// Something that was done, by whom, with what the log says of it.
#[derive(Debug)]
#[must_use = "it is in the log once it is noted"]
pub(crate) struct Event {
    action: Action,
    actor: Uuid,
    username: String,
    name: Option<Value>,
    address: String,
    traits: Map<String, Value>,
}

impl Event {
    /// Somebody did it themselves.
    pub(crate) fn by(user: &UserRow, action: Action) -> Self {
        let username = user.phone.as_ref().or(user.email.as_ref()).cloned().unwrap_or_default();
        let name = user.user_metadata.get("full_name").cloned();
        Self { action, actor: user.id, username, name, address: String::new(), traits: Map::new() }
    }

    /// An administrator did it: who that is nobody knows but by the role.
    pub(crate) fn by_administrator(administrator: &Administrator, action: Action) -> Self {
        let username = administrator.role.clone();
        let (address, traits) = (String::new(), Map::new());
        let event = Self { action, actor: Uuid::nil(), username, name: None, address, traits };
        event.at(&administrator.place)
    }

    /// It came from this client.
    pub(crate) fn from(self, client: &Client) -> Self {
        self.at(&client.place())
    }

    /// The same, where the client is known as sessions know it.
    pub(crate) fn at(self, place: &Place) -> Self {
        Self { address: place.ip.clone().unwrap_or_default(), ..self }
    }

    /// Says more of it.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.traits.insert(name.to_owned(), value.into());
        self
    }

    /// It was done to this person.
    pub(crate) fn to(self, user: &UserRow) -> Self {
        let known = |name: &Option<String>| name.clone().unwrap_or_default();
        self.with("user_id", user.id.to_string())
            .with("user_email", known(&user.email))
            .with("user_phone", known(&user.phone))
    }

    /// It was done to this person, who is known by their address only.
    pub(crate) fn inviting(self, user: &UserRow) -> Self {
        let email = user.email.clone().unwrap_or_default();
        self.with("user_id", user.id.to_string()).with("user_email", email)
    }

    /// It was done with this way to sign in.
    pub(crate) fn with_identity(self, identity: &IdentityRow) -> Self {
        self.with("identity_id", identity.id.to_string())
            .with("provider", identity.provider.as_str())
            .with("provider_id", identity.provider_id.as_str())
    }

    /// It was done with this second factor.
    pub(crate) fn with_factor(self, factor: &FactorRow) -> Self {
        self.with("factor_id", factor.id.to_string())
    }

    /// Notes it, to last with the transaction.
    pub(crate) async fn note(self, server: &AuthServer, tx: &mut Tx) -> Result<(), ApiError> {
        tracing::debug!(action = self.action.name(), actor = %self.actor, "audit event");
        if !server.settings().keeps_audit_log {
            return Ok(());
        }
        Ok(audit_log::insert(tx.executor(), &self.into_row(server)).await?)
    }

    fn into_row(self, server: &AuthServer) -> EntryRow {
        let Self { action, actor, username, name, address, traits } = self;
        let said = name.as_ref().map_or_else(String::new, in_words);
        let mut payload = json!({
            "action": action.name(),
            "log_type": action.log_type(),
            "actor_id": actor,
            "actor_username": username,
            "actor_via_sso": false,
        });
        if let Some(name) = name {
            payload["actor_name"] = name;
        }
        if !traits.is_empty() {
            payload["traits"] = Value::Object(traits);
        }
        EntryRow {
            // Entries of one moment stay in their order.
            id: Uuid::now_v7(),
            created_at: server.now(),
            action: action.name().to_owned(),
            log_type: action.log_type().to_owned(),
            author: format!("{username}\n{said}").to_lowercase(),
            ip_address: address,
            payload: payload.into(),
        }
    }
}

fn in_words(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
