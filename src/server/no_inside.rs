//! Stands where the auth server inside would, in a build without it: there is none to have.

use actix_web::dev::Server;
use actix_web::http::header::HeaderName;

use super::listeners::AuthRoutes;
use super::{Parts, StartError};
use crate::config::{Config, EmbeddedAuth, Listen};
use crate::gotrue::GoTrueSettings;
use crate::telemetry::metrics::Rows;

/// No auth server: nothing can be of this type.
pub(super) enum Inside {}

impl Inside {
    #[expect(clippy::unused_async, reason = "as in a build that has one")]
    pub(super) async fn open(_: &Config, _: &EmbeddedAuth, _: &Parts) -> Result<Self, StartError> {
        Err(StartError::NoAuthServer)
    }

    pub(super) const fn issuer(&self) -> String {
        match *self {}
    }

    pub(super) const fn client_settings(&self) -> Result<GoTrueSettings, StartError> {
        match *self {}
    }

    pub(super) const fn tidier(&self) -> Tidier {
        match *self {}
    }

    pub(super) fn hashing(&self) -> impl Fn() -> Hashing + Send + Sync + use<> {
        match *self {}
        #[expect(unreachable_code, reason = "the type has to be known all the same")]
        || Hashing { done: 0, waiting: 0 }
    }

    pub(super) const fn serve_site(&self, _: &Listen) -> Result<Server, StartError> {
        match *self {}
    }

    pub(super) const fn routes(&self, _: Option<HeaderName>) -> AuthRoutes {
        match *self {}
    }
}

/// No work with passwords.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hashing {
    pub(super) done: u64,
    pub(super) waiting: u64,
}

/// Nothing to tidy.
#[derive(Clone)]
pub(super) enum Tidier {}

impl Tidier {
    #[expect(clippy::unused_async, reason = "as in a build that has one")]
    pub(super) async fn delete(&self, _: Rows, _: i64) -> Result<u64, StartError> {
        match *self {}
    }
}
