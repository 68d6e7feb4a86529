//! Providers that people may sign in through: what each of them wants, and how what it says of a person
//! is read (gotrue-contract §1.11). Whoever adds one gives it a kind, its addresses and a reader.

mod calls;
mod claims;
mod discord;
mod discovery;
mod endpoints;
mod github;
mod gitlab;
mod id_token;
mod keycloak;
mod openid;
mod profile;
mod settings;
mod who_came;

pub(crate) use calls::{CallError, Caller, ProviderTokens};
pub(crate) use endpoints::authorize_url;
pub(crate) use profile::{Claims, Profile, ProvidedEmail};
pub use settings::{ProviderKind, ProviderSettings};
pub(crate) use who_came::who_came;
