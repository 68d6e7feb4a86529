//! The right of administrators.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::{CurrentUser, Detour};
use crate::web::{ErrorKind, WebError};

/// An administrator: made one by command, never by what a token says. For everybody else who is
/// signed in the page is not there.
#[derive(Clone, Debug)]
pub struct Admin(CurrentUser);

impl Admin {
    fn of(request: &HttpRequest) -> Result<Self, Detour> {
        let user = CurrentUser::of(request)?;
        if !user.user.is_admin {
            return Err(WebError::new(ErrorKind::NotFound).into());
        }
        Ok(Self(user))
    }
}

impl Deref for Admin {
    type Target = CurrentUser;

    fn deref(&self) -> &CurrentUser {
        &self.0
    }
}

impl FromRequest for Admin {
    type Error = Detour;
    type Future = Ready<Result<Self, Detour>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}
