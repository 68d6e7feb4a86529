//! Bodies and parameters that both ends of the wire use.

use serde::{Deserialize, Serialize};

use super::{AccessToken, ProviderToken, RefreshToken, User};

/// The pair of tokens and the user, as every sign-in answers it (gotrue-contract §0.10 "Session").
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AccessTokenResponse {
    /// The signed token that proves who is asking.
    pub access_token: AccessToken,
    /// `bearer`.
    pub token_type: String,
    /// Seconds until the access token ends, at the time of answering.
    pub expires_in: i64,
    /// When the access token ends, in seconds since 1970 by the auth server's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<i64>,
    /// What buys the next pair.
    pub refresh_token: RefreshToken,
    /// The account.
    pub user: User,
    /// Said of a password that no longer meets the rules, when it signed in all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weak_password: Option<WeakPassword>,
    /// The access token of the provider that somebody came through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_token: Option<ProviderToken>,
    /// The provider's refresh token, if it gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_refresh_token: Option<ProviderToken>,
}

/// Why a password is too weak.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WeakPassword {
    /// A sentence for people; absent in error bodies.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// All reasons that apply.
    #[serde(default)]
    pub reasons: Vec<WeakPasswordReason>,
}

/// One reason why a password is too weak (gotrue-contract §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WeakPasswordReason {
    /// Too short.
    Length,
    /// Lacks a required kind of character.
    Characters,
    /// Known from a data breach.
    Pwned,
    /// A reason this program does not know.
    #[serde(other)]
    Other,
}

/// Which sessions a logout ends (gotrue-contract §1.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogoutScope {
    /// All of them.
    Global,
    /// The one that asks.
    Local,
    /// All but the one that asks.
    Others,
}

/// What a one-time token proves (gotrue-contract §1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerifyKind {
    /// The address of a new account.
    Signup,
    /// The address of an invited person.
    Invite,
    /// The owner of a forgotten password.
    Recovery,
    /// A sign-in by mail.
    Magiclink,
    /// Either of sign-up and sign-in: for typed codes.
    Email,
    /// A new address.
    EmailChange,
}

/// Which mail is sent again (gotrue-contract §1.15).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResendKind {
    /// The confirmation of a new account.
    Signup,
    /// The confirmation of a new address.
    EmailChange,
}
