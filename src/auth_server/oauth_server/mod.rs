//! The OAuth 2.1 server: people let programs of others use their account here, without telling them a
//! password (gotrue-contract §1.18; draft-ietf-oauth-v2-1, OpenID Connect Core 1.0).
//!
//! A program is registered ([`registration`]), sends a browser here ([`begin()`]), a page of the site shows
//! the person what it asks for and they decide ([`decision`]), and it exchanges the code that it gets
//! ([`exchange()`]) for a session of its own, with what it may read of the person in an ID token.

mod auth_method;
mod begin;
mod credentials;
mod decision;
mod exchange;
mod grants;
mod id_token;
mod person;
mod redirect_uri;
mod registration;
mod request;
mod return_address;
mod scopes;
mod secret;
mod settings;

pub(crate) use begin::begin;
pub(crate) use credentials::authenticate;
pub(crate) use decision::{Decision, Shown, decide, show};
pub(crate) use exchange::{exchange, refresh};
pub(crate) use grants::revoke;
pub(crate) use person::user_info;
pub(crate) use registration::{Changes, Registered, Registration, RegistrationForm, renew_secret};
pub(crate) use request::AuthorizationRequest;
pub(crate) use scopes::{SCOPES, Scopes};
pub use settings::OAuthServerSettings;
