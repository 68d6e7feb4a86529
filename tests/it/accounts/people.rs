//! People, their tokens, and the accounts they are known to.

use std::time::Duration;

use doorward::accounts::{Accounts, SessionDetails, SessionPurpose, SignedIn, Standing, Username};
use doorward::clock::{Clock, Timestamp};
use doorward::gotrue::{AccessTokenClaims, EmailAddress, User};
use doorward::keys::{Keys, MasterSecret};
use serde_json::json;
use uuid::Uuid;

use crate::support::database::TestDatabase;

/// As long as a confirmation link works.
pub const A_DAY: Duration = Duration::from_hours(24);

/// Accounts on a database of their own.
pub struct House {
    pub db: TestDatabase,
    pub clock: Clock,
    pub accounts: Accounts,
}

impl House {
    /// One on each kind of database.
    pub async fn each() -> Vec<Self> {
        let clock = Clock::settable(Timestamp::parse_rfc3339("2026-11-24T10:54:12.345678Z").unwrap());
        TestDatabase::each()
            .await
            .into_iter()
            .map(|db| {
                let accounts = Accounts::new(db.database().clone(), clock.clone(), &keys()).unwrap();
                Self { db, clock: clock.clone(), accounts }
            })
            .collect()
    }

    /// The same accounts on another machine.
    pub async fn another_machine(&self) -> Accounts {
        Accounts::new(self.db.another_machine().await, self.clock.clone(), &keys()).unwrap()
    }

    /// Keeps a name for a day.
    pub async fn reserve(&self, name: &str, email: &str) -> doorward::accounts::Reservation {
        let until = self.clock.now().plus(A_DAY);
        self.accounts.reserve_username(&username(name), &address(email), until).await.unwrap()
    }

    /// A person who signs in for the first time.
    pub async fn arrive(&self, email: &str) -> (Person, SignedIn) {
        let person = Person::new(email, &self.clock);
        let standing =
            self.accounts.open_session(&person.claims(), &person.user(), &ordinary()).await.unwrap();
        (person, known(standing))
    }

    /// Who owns a name, as far as signing in by it tells.
    pub async fn owner(&self, name: &str) -> Option<String> {
        let email = self.accounts.email_for_username(&username(name)).await.unwrap();
        email.map(|email| email.as_str().to_owned())
    }
}

/// Somebody the auth server knows, with one session there.
#[derive(Clone)]
pub struct Person {
    pub super_id: Uuid,
    pub session_id: Uuid,
    pub email: String,
    pub username: Option<String>,
    pub has_second_factor: bool,
    /// When the session was proved, in seconds since 1970.
    pub proved_at: i64,
    /// When the newest token was issued, in seconds since 1970.
    pub issued_at: i64,
}

impl Person {
    pub fn new(email: &str, clock: &Clock) -> Self {
        let now = clock.now().as_seconds();
        Self {
            super_id: Uuid::new_v4(),
            session_id: Uuid::new_v4(),
            email: email.to_owned(),
            username: None,
            has_second_factor: false,
            proved_at: now,
            issued_at: now,
        }
    }

    /// Says that this name was chosen at sign-up.
    pub fn named(mut self, name: &str) -> Self {
        self.username = Some(name.to_owned());
        self
    }

    /// The same person signed in on another device.
    pub fn elsewhere(&self, clock: &Clock) -> Self {
        let now = clock.now().as_seconds();
        Self { session_id: Uuid::new_v4(), proved_at: now, issued_at: now, ..self.clone() }
    }

    pub fn claims(&self) -> AccessTokenClaims {
        serde_json::from_value(json!({
            "sub": self.super_id, "session_id": self.session_id, "email": self.email,
            "aud": "authenticated", "role": "authenticated",
            "iat": self.issued_at, "exp": self.issued_at + 3600,
            "amr": [{ "method": "password", "timestamp": self.proved_at }],
            "user_metadata": self.metadata(),
        }))
        .unwrap()
    }

    pub fn user(&self) -> User {
        let status = if self.has_second_factor { "verified" } else { "unverified" };
        serde_json::from_value(json!({
            "id": self.super_id, "email": self.email, "email_confirmed_at": "2026-11-24T10:00:00Z",
            "user_metadata": self.metadata(),
            "factors": [{ "id": Uuid::new_v4(), "status": status, "factor_type": "totp" }],
        }))
        .unwrap()
    }

    fn metadata(&self) -> serde_json::Value {
        self.username.as_ref().map_or_else(|| json!({}), |name| json!({ "username": name }))
    }
}

pub fn keys() -> Keys {
    Keys::new(MasterSecret::new([7; 32]), None)
}

pub fn username(text: &str) -> Username {
    Username::parse(text).unwrap()
}

pub fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

pub fn ordinary() -> SessionDetails {
    SessionDetails { purpose: SessionPurpose::Ordinary, user_agent: None, address: None }
}

pub fn recovery() -> SessionDetails {
    SessionDetails { purpose: SessionPurpose::Recovery, ..ordinary() }
}

pub fn known(standing: Standing) -> SignedIn {
    match standing {
        Standing::Known(signed_in) => *signed_in,
        other => panic!("{other:?}"),
    }
}
