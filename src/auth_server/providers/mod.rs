//! Providers that people may sign in through: what each of them wants, and how what it says of a person
//! is read (gotrue-contract §1.11). Whoever adds one gives it a kind, its addresses and a reader.

mod calls;
mod claims;
mod custom;
mod discord;
mod discovery;
mod endpoints;
mod github;
mod gitlab;
mod id_token;
mod keycloak;
mod openid;
mod profile;
mod public_web;
mod sent_token;
mod settings;
mod who_came;

pub(crate) use calls::{CallError, Caller, ProviderTokens, WayBack};
pub use custom::CustomProvider;
pub(crate) use custom::Protocol;
pub(crate) use discovery::discovery_url;
pub(crate) use endpoints::{APPLE_ISSUERS, GOOGLE, WayOut, authorize_url, issuer as issuer_of};
pub(crate) use openid::is_tenant_of_azure;
pub(crate) use profile::{Claims, Profile, ProvidedEmail};
pub(crate) use public_web::check as check_public;
pub(crate) use sent_token::{SentToken, SentTokenError};
pub use settings::{ProviderKind, ProviderSettings};
pub(crate) use who_came::who_came;
