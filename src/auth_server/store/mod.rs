//! The rows of the auth server, and the only SQL in it.
//!
//! **Who waits for whom.** Whatever changes a person locks their row first ([`users::lock`]) and then
//! works with what the lock showed; sessions and tokens are touched after that. A refresh locks its
//! session and never the person. What joins a person and a program of others locks the person, then the
//! program, then what lies between them. So no two stories wait for each other in a circle.

mod error;
mod identity_row;
mod user_row;

pub(crate) mod audit_log;
pub(crate) mod challenges;
pub(crate) mod client_sessions;
pub(crate) mod custom_providers;
pub(crate) mod factors;
pub(crate) mod flow_states;
pub(crate) mod identities;
pub(crate) mod oauth_authorizations;
pub(crate) mod oauth_clients;
pub(crate) mod oauth_consents;
pub(crate) mod one_time_tokens;
pub(crate) mod passkey_challenges;
pub(crate) mod passkeys;
pub(crate) mod refresh_tokens;
pub(crate) mod sessions;
pub(crate) mod signing_keys;
pub(crate) mod sso_providers;
pub(crate) mod taken_in;
pub(crate) mod user_list;
pub(crate) mod users;

pub(crate) use challenges::ChallengeRow;
pub(crate) use custom_providers::CustomProviderRow;
pub(crate) use factors::FactorRow;
pub(crate) use identity_row::{IdentityRow, PHONE};
pub(crate) use oauth_authorizations::OAuthAuthorizationRow;
pub(crate) use oauth_clients::OAuthClientRow;
pub(crate) use sso_providers::SsoProviderRow;
pub(crate) use user_row::UserRow;
