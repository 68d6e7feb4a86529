//! One way a person can be known, as its row says and as the contract shows it.

use serde_json::{Map, Value, json};
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use super::UserRow;
use crate::auth_server::replay::kept;
use crate::clock::Timestamp;
use crate::gotrue::Identity;

/// The provider of addresses that sign in by themselves.
pub(crate) const EMAIL: &str = "email";

/// The provider of telephone numbers.
pub(crate) const PHONE: &str = "phone";

/// A row of `auth_identities`.
#[derive(Clone, FromRow)]
pub(crate) struct IdentityRow {
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    pub(crate) provider: String,
    pub(crate) provider_id: String,
    pub(crate) identity_data: Json<Map<String, Value>>,
    pub(crate) email: Option<String>,
    pub(crate) last_sign_in_at: Option<Timestamp>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

impl IdentityRow {
    /// The identity of a person by their own address. What the person says of themselves stands in
    /// it too, where it says nothing that is ours to say.
    pub(crate) fn of_email(user: &UserRow, said: &Map<String, Value>, now: Timestamp) -> Self {
        let email = user.email.clone().unwrap_or_default();
        let mut data = said.clone();
        data.insert("email".to_owned(), json!(email));
        Self::new(user, EMAIL, data, Some(email), now)
    }

    /// The identity of a person who signs up with their telephone number, which stands in it once it is
    /// changed. An address that they say of themselves is no address of theirs.
    pub(crate) fn of_new_phone(user: &UserRow, said: &Map<String, Value>, now: Timestamp) -> Self {
        Self::new(user, PHONE, said.clone(), None, now)
    }

    /// The identity of a person by their telephone number.
    pub(crate) fn of_phone(user: &UserRow, now: Timestamp) -> Self {
        let data = Map::from_iter([("phone".to_owned(), json!(user.phone))]);
        Self::new(user, PHONE, data, None, now)
    }

    /// The identity of a person by what a provider says of them: `data` has a `sub`.
    pub(crate) fn of_provider(
        user: &UserRow,
        provider: &str,
        data: Map<String, Value>,
        now: Timestamp,
    ) -> Self {
        let text = |name: &str| data.get(name).and_then(Value::as_str).map(str::to_owned);
        Self {
            id: kept(Uuid::new_v4),
            user_id: user.id,
            provider: provider.to_owned(),
            provider_id: text("sub").unwrap_or_default(),
            email: text("email"),
            identity_data: Json(data),
            last_sign_in_at: Some(now),
            created_at: now,
            updated_at: now,
        }
    }

    fn new(
        user: &UserRow,
        provider: &str,
        mut data: Map<String, Value>,
        email: Option<String>,
        now: Timestamp,
    ) -> Self {
        data.insert("sub".to_owned(), json!(user.id));
        data.insert("email_verified".to_owned(), Value::Bool(false));
        data.insert("phone_verified".to_owned(), Value::Bool(false));
        Self {
            id: kept(Uuid::new_v4),
            user_id: user.id,
            provider: provider.to_owned(),
            provider_id: user.id.to_string(),
            identity_data: Json(data),
            email,
            last_sign_in_at: Some(now),
            created_at: now,
            updated_at: now,
        }
    }

    /// Whether it is the one by their own address.
    pub(crate) fn is_email(&self) -> bool {
        self.provider == EMAIL
    }

    /// Whether it is the one by their telephone number.
    pub(crate) fn is_phone(&self) -> bool {
        self.provider == PHONE
    }

    /// Whether its address was proved.
    pub(crate) fn is_verified(&self) -> bool {
        self.identity_data.get("email_verified") == Some(&Value::Bool(true))
    }

    /// Puts what a provider says now in the place of what it said before.
    pub(crate) fn say(&mut self, data: Map<String, Value>) {
        self.email = data.get("email").and_then(Value::as_str).map(str::to_owned);
        self.identity_data = Json(data);
    }

    /// Sets the address and whether it was proved.
    pub(crate) fn set_email(&mut self, email: &str, is_verified: bool) {
        self.identity_data.insert("email".to_owned(), json!(email));
        self.identity_data.insert("email_verified".to_owned(), Value::Bool(is_verified));
        self.email = Some(email.to_owned());
    }

    /// Sets the number and whether it was proved.
    pub(crate) fn set_phone(&mut self, phone: &str, is_verified: bool) {
        self.identity_data.insert("phone".to_owned(), json!(phone));
        self.identity_data.insert("phone_verified".to_owned(), Value::Bool(is_verified));
    }

    pub(super) fn into_identity(self) -> Identity {
        Identity {
            identity_id: self.id,
            id: self.provider_id,
            user_id: self.user_id,
            identity_data: self.identity_data.0,
            provider: self.provider,
            last_sign_in_at: self.last_sign_in_at,
            created_at: Some(self.created_at),
            updated_at: Some(self.updated_at),
            email: self.email.unwrap_or_default(),
        }
    }
}
