//! The right of whoever has used a second factor in this session.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::{CurrentUser, Detour};
use crate::gotrue::AssuranceLevel;
use crate::web::{ErrorKind, WebError};

/// Somebody who has used a second factor in this session.
#[derive(Clone, Debug)]
pub struct Aal2User(CurrentUser);

impl Aal2User {
    fn of(request: &HttpRequest) -> Result<Self, Detour> {
        let user = CurrentUser::of(request)?;
        if user.access.claims.aal < AssuranceLevel::Aal2 {
            return Err(WebError::new(ErrorKind::Forbidden).into());
        }
        Ok(Self(user))
    }
}

impl Deref for Aal2User {
    type Target = CurrentUser;

    fn deref(&self) -> &CurrentUser {
        &self.0
    }
}

impl FromRequest for Aal2User {
    type Error = Detour;
    type Future = Ready<Result<Self, Detour>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}
