//! The right of whoever proved the address of an account whose password is forgotten.

use std::future::{Ready, ready};
use std::ops::Deref;
use std::rc::Rc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::{Detour, proved};
use crate::people::{SessionHolder, Standing};
use crate::web::authentication::Authentication;

/// Somebody who may choose a new password without knowing the old one, and nothing else.
#[derive(Clone, Debug)]
pub struct RecoveryUser(Rc<SessionHolder>);

impl RecoveryUser {
    fn of(request: &HttpRequest) -> Result<Self, Detour> {
        match proved::authentication(request) {
            Authentication::Authenticated(holder) if holder.standing() == Standing::NeedsNewPassword => {
                Ok(Self(holder))
            }
            Authentication::Authenticated(_) => Err(Detour::To("/account".to_owned())),
            Authentication::Anonymous => Err(Detour::To("/recovery".to_owned())),
            Authentication::Unavailable => Err(Detour::unavailable()),
        }
    }
}

impl Deref for RecoveryUser {
    type Target = SessionHolder;

    fn deref(&self) -> &SessionHolder {
        &self.0
    }
}

impl FromRequest for RecoveryUser {
    type Error = Detour;
    type Future = Ready<Result<Self, Detour>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}
