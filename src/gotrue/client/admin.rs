//! The calls that only operators make, and the one that people ask for: that their account goes.

use std::fmt;
use std::sync::Arc;

use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::Url;
use uuid::Uuid;

use super::super::{EmailAddress, Password, PasswordHash, User};
use super::transport::Transport;
use super::{Caller, ClientError, GoTrueError, GoTrueSettings};

/// How keys begin that a gateway swaps for a token the auth server understands.
const SWAPPED_KEY: &str = "sb_secret_";

/// Asks the auth server as an administrator (gotrue-contract §1.17).
#[derive(Clone)]
pub struct GoTrueAdmin(Arc<Transport>);

/// What an administrator says of an account, new or old. Absent members stay as they are.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct UserFields<'a> {
    /// The id of a new account; without it the auth server chooses one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The address; it counts at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<&'a EmailAddress>,
    /// The password. A change ends all sessions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<&'a Password>,
    /// The hash of a new account's password, instead of the password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password_hash: Option<&'a PasswordHash>,
    /// Whether the address is proved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_confirm: Option<bool>,
    /// Whether the telephone number is proved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_confirm: Option<bool>,
    /// What the user says of themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_metadata: Option<&'a Map<String, Value>>,
    /// What operators say of the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_metadata: Option<&'a Map<String, Value>>,
    /// For how long signing in is refused, such as `24h`; `none` ends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ban_duration: Option<&'a str>,
}

impl GoTrueAdmin {
    /// A client that acts with the secret key. An older key is a token itself and is shown to the
    /// auth server; a gateway swaps a newer one.
    pub fn new(settings: GoTrueSettings) -> Result<Self, ClientError> {
        let secret_key: SecretString = settings.secret_key.ok_or(ClientError::NoSecretKey)?;
        let is_swapped = secret_key.expose_secret().starts_with(SWAPPED_KEY);
        let bearer = (!is_swapped).then_some(&secret_key);
        Ok(Self(Arc::new(Transport::new(settings.base_url, &secret_key, bearer, None)?)))
    }

    /// One account; `user_not_found` when there is none.
    pub async fn user(&self, id: Uuid) -> Result<User, GoTrueError> {
        self.0.send(self.0.call(Method::GET, &user_path(id), &Caller::default())).await?.json()
    }

    /// A page of all accounts, the first one being 1. Fewer than `per_page` means the last page.
    /// Their `identities` are absent.
    pub async fn users(&self, page: u32, per_page: u32) -> Result<Vec<User>, GoTrueError> {
        self.find_users("", page, per_page).await
    }

    /// The same for those whose address or full name holds a text; addresses are in lower case.
    pub async fn find_users(&self, text: &str, page: u32, per_page: u32) -> Result<Vec<User>, GoTrueError> {
        #[derive(Deserialize)]
        struct Page {
            users: Vec<User>,
        }
        let request = self.0.call(Method::GET, "/admin/users", &Caller::default());
        let mut request = request.query(&[("page", page), ("per_page", per_page)]);
        if !text.is_empty() {
            request = request.query(&[("filter", text)]);
        }
        self.0.send(request).await?.json::<Page>().map(|page| page.users)
    }

    /// Makes an account, without any mail.
    pub async fn create_user(&self, fields: &UserFields<'_>) -> Result<User, GoTrueError> {
        let request = self.0.call(Method::POST, "/admin/users", &Caller::default());
        self.0.send(request.json(fields)).await?.json()
    }

    /// Makes an account for somebody and sends them a mail that invites them. Whoever was invited
    /// before and has not come gets another.
    pub async fn invite(
        &self,
        email: &EmailAddress,
        user_metadata: &Map<String, Value>,
        redirect_to: &Url,
    ) -> Result<User, GoTrueError> {
        #[derive(Serialize)]
        struct Invitation<'a> {
            email: &'a EmailAddress,
            data: &'a Map<String, Value>,
        }
        let request = self.0.call(Method::POST, "/invite", &Caller::default());
        let request = request.query(&[("redirect_to", redirect_to.as_str())]);
        self.0.send(request.json(&Invitation { email, data: user_metadata })).await?.json()
    }

    /// Changes an account.
    pub async fn update_user(&self, id: Uuid, fields: &UserFields<'_>) -> Result<User, GoTrueError> {
        let request = self.0.call(Method::PUT, &user_path(id), &Caller::default());
        self.0.send(request.json(fields)).await?.json()
    }

    /// Deletes an account for good.
    pub async fn delete_user(&self, id: Uuid) -> Result<(), GoTrueError> {
        self.0.send(self.0.call(Method::DELETE, &user_path(id), &Caller::default())).await?.done()
    }
}

/// Nothing of it prints: it holds the secret key.
impl fmt::Debug for GoTrueAdmin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GoTrueAdmin(…)")
    }
}

fn user_path(id: Uuid) -> String {
    format!("/admin/users/{id}")
}
