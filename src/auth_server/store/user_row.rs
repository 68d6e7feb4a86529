//! A person as their row says, and as the contract shows them.

use serde_json::{Map, Value, json};
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use super::IdentityRow;
use crate::auth_server::replay::kept;
use crate::clock::Timestamp;
use crate::gotrue::{EmailAddress, User};

/// The audience of people, and their role (gotrue-contract §0.10).
pub(crate) const AUTHENTICATED: &str = "authenticated";

/// A row of `auth_users`. It holds the password's hash, so it does not print.
#[derive(Clone, FromRow)]
pub(crate) struct UserRow {
    pub(crate) id: Uuid,
    pub(crate) aud: String,
    pub(crate) role: String,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) password_hash: Option<String>,
    pub(crate) email_confirmed_at: Option<Timestamp>,
    pub(crate) phone_confirmed_at: Option<Timestamp>,
    pub(crate) invited_at: Option<Timestamp>,
    pub(crate) confirmation_sent_at: Option<Timestamp>,
    pub(crate) recovery_sent_at: Option<Timestamp>,
    pub(crate) email_change: Option<String>,
    pub(crate) email_change_sent_at: Option<Timestamp>,
    pub(crate) email_change_is_half_confirmed: bool,
    pub(crate) phone_change: Option<String>,
    pub(crate) phone_change_sent_at: Option<Timestamp>,
    pub(crate) reauthentication_sent_at: Option<Timestamp>,
    pub(crate) owner_told_at: Option<Timestamp>,
    pub(crate) last_sign_in_at: Option<Timestamp>,
    pub(crate) app_metadata: Json<Map<String, Value>>,
    pub(crate) user_metadata: Json<Map<String, Value>>,
    pub(crate) banned_until: Option<Timestamp>,
    pub(crate) deleted_at: Option<Timestamp>,
    pub(crate) is_anonymous: bool,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

impl UserRow {
    /// Somebody new: unconfirmed, without a password, known by these providers.
    pub(crate) fn new(email: Option<&EmailAddress>, providers: &[&str], now: Timestamp) -> Self {
        let mut app_metadata = Map::new();
        if let Some(first) = providers.first() {
            app_metadata.insert("provider".to_owned(), json!(first));
            app_metadata.insert("providers".to_owned(), json!(providers));
        }
        Self {
            id: kept(Uuid::new_v4),
            aud: AUTHENTICATED.to_owned(),
            role: AUTHENTICATED.to_owned(),
            email: email.map(|email| email.as_str().to_owned()),
            phone: None,
            password_hash: None,
            email_confirmed_at: None,
            phone_confirmed_at: None,
            invited_at: None,
            confirmation_sent_at: None,
            recovery_sent_at: None,
            email_change: None,
            email_change_sent_at: None,
            email_change_is_half_confirmed: false,
            phone_change: None,
            phone_change_sent_at: None,
            reauthentication_sent_at: None,
            owner_told_at: None,
            last_sign_in_at: None,
            app_metadata: Json(app_metadata),
            user_metadata: Json(Map::new()),
            banned_until: None,
            deleted_at: None,
            is_anonymous: false,
            created_at: now,
            updated_at: now,
        }
    }

    /// Whether the address was proved.
    pub(crate) const fn is_confirmed(&self) -> bool {
        self.email_confirmed_at.is_some()
    }

    /// Whether the number was proved.
    pub(crate) const fn is_phone_confirmed(&self) -> bool {
        self.phone.is_some() && self.phone_confirmed_at.is_some()
    }

    /// By what the account was made.
    pub(crate) fn provider(&self) -> &str {
        self.app_metadata.get("provider").and_then(Value::as_str).unwrap_or_default()
    }

    pub(crate) fn is_banned(&self, now: Timestamp) -> bool {
        self.banned_until.is_some_and(|until| now < until)
    }

    /// The address, where it still is one: a deleted account keeps a mere shadow of it.
    pub(crate) fn address(&self) -> Option<EmailAddress> {
        self.email.as_deref().and_then(|email| EmailAddress::parse(email).ok())
    }

    /// The address that waits for its proof.
    pub(crate) fn pending_address(&self) -> Option<EmailAddress> {
        self.email_change.as_deref().and_then(|email| EmailAddress::parse(email).ok())
    }

    /// The address is theirs.
    pub(crate) fn confirm_email(&mut self, now: Timestamp) {
        self.email_confirmed_at = Some(now);
        self.user_metadata.insert("email_verified".to_owned(), Value::Bool(true));
    }

    /// Nothing that was asked for before the password changed is to be trusted: the moments of mails
    /// and messages are forgotten with the tokens.
    pub(crate) fn forget_mails(&mut self) {
        self.confirmation_sent_at = None;
        self.recovery_sent_at = None;
        self.email_change_sent_at = None;
        self.phone_change_sent_at = None;
        self.reauthentication_sent_at = None;
    }

    /// As the contract shows a person. `identities` are left out in administrators' lists.
    pub(crate) fn to_user(&self, identities: Option<Vec<IdentityRow>>) -> User {
        let confirmed_at = match (self.email_confirmed_at, self.phone_confirmed_at) {
            (Some(email), Some(phone)) => Some(email.min(phone)),
            (email, phone) => email.or(phone),
        };
        User {
            id: self.id,
            aud: self.aud.clone(),
            role: self.role.clone(),
            email: self.email.clone().unwrap_or_default(),
            email_confirmed_at: self.email_confirmed_at,
            invited_at: self.invited_at,
            phone: self.phone.clone().unwrap_or_default(),
            phone_confirmed_at: self.phone_confirmed_at,
            confirmation_sent_at: self.confirmation_sent_at,
            confirmed_at,
            recovery_sent_at: self.recovery_sent_at,
            new_email: self.email_change.clone().unwrap_or_default(),
            email_change_sent_at: self.email_change_sent_at,
            new_phone: self.phone_change.clone().unwrap_or_default(),
            phone_change_sent_at: self.phone_change_sent_at,
            reauthentication_sent_at: self.reauthentication_sent_at,
            last_sign_in_at: self.last_sign_in_at,
            app_metadata: self.app_metadata.0.clone(),
            user_metadata: self.user_metadata.0.clone(),
            factors: Vec::new(),
            identities: identities
                .map(|identities| identities.into_iter().map(IdentityRow::into_identity).collect()),
            created_at: Some(self.created_at),
            updated_at: Some(self.updated_at),
            banned_until: self.banned_until,
            deleted_at: self.deleted_at,
            is_anonymous: self.is_anonymous,
        }
    }
}
