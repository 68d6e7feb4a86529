//! What an administrator may say about a person (gotrue-contract §1.17).

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{parse_email, parse_phone};
use crate::auth_server::go_duration;
use crate::auth_server::store::UserRow;
use crate::clock::Timestamp;
use crate::gotrue::{EmailAddress, Password};

#[derive(Deserialize)]
pub(crate) struct Form {
    pub(super) id: Option<String>,
    pub(super) role: Option<String>,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) password: Option<Password>,
    pub(super) password_hash: Option<String>,
    pub(super) email_confirm: Option<bool>,
    pub(super) phone_confirm: Option<bool>,
    pub(super) user_metadata: Option<Map<String, Value>>,
    pub(super) app_metadata: Option<Map<String, Value>>,
    pub(super) ban_duration: Option<String>,
}

/// For how long somebody is banned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ban {
    /// No more.
    Lifted,
    /// From now on.
    For(Duration),
}

impl Form {
    pub(super) fn email(&self) -> Result<Option<EmailAddress>, ApiError> {
        self.email.as_deref().filter(|email| !email.is_empty()).map(parse_email).transpose()
    }

    pub(super) fn phone(&self) -> Result<Option<String>, ApiError> {
        self.phone.as_deref().filter(|phone| !phone.is_empty()).map(parse_phone).transpose()
    }

    pub(super) fn ban(&self) -> Result<Option<Ban>, ApiError> {
        match self.ban_duration.as_deref() {
            None | Some("") => Ok(None),
            Some("none") => Ok(Some(Ban::Lifted)),
            Some(text) => {
                let span = go_duration::parse(text);
                let span = span.ok_or_else(|| ApiError::invalid("The ban is none, or a span such as 24h"))?;
                Ok(Some(if span.is_zero() { Ban::Lifted } else { Ban::For(span) }))
            }
        }
    }

    /// Refuses what cannot be, before anything is done: the slow work on a password least of all.
    pub(super) fn refuse_impossible(&self) -> Result<(), ApiError> {
        self.email()?;
        self.phone()?;
        self.ban()?;
        Ok(())
    }

    pub(super) fn confirms_email(&self) -> bool {
        self.email_confirm == Some(true)
    }

    pub(super) fn confirms_phone(&self) -> bool {
        self.phone_confirm == Some(true)
    }

    pub(super) fn role(&self) -> Result<Option<&str>, ApiError> {
        let role = self.role.as_deref().map(str::trim).filter(|role| !role.is_empty());
        if role.is_some_and(|role| role.contains('\0')) {
            return Err(ApiError::invalid("A role has no such characters"));
        }
        Ok(role)
    }
}

impl Ban {
    pub(super) fn apply(self, user: &mut UserRow, now: Timestamp) {
        user.banned_until = match self {
            Self::Lifted => None,
            Self::For(span) => Some(now.plus(span).min(latest())),
        };
    }
}

/// The last moment that both databases and every client can write down.
fn latest() -> Timestamp {
    Timestamp::parse_rfc3339("9999-12-31T23:59:59Z").unwrap_or(Timestamp::from_micros(i64::MAX))
}
