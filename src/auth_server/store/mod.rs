//! The rows of the auth server, and the only SQL in it.
//!
//! **Who waits for whom.** Whatever changes a person locks their row first ([`users::lock`]) and then
//! works with what the lock showed; sessions and tokens are touched after that. A refresh locks its
//! session and never the person. So no two stories wait for each other in a circle.

mod error;
mod identity_row;
mod user_row;

pub(crate) mod audit_log;
pub(crate) mod challenges;
pub(crate) mod factors;
pub(crate) mod flow_states;
pub(crate) mod identities;
pub(crate) mod one_time_tokens;
pub(crate) mod refresh_tokens;
pub(crate) mod sessions;
pub(crate) mod signing_keys;
pub(crate) mod user_list;
pub(crate) mod users;

pub(crate) use challenges::ChallengeRow;
pub(crate) use factors::FactorRow;
pub(crate) use identity_row::IdentityRow;
pub(crate) use user_row::UserRow;
