//! The right that most pages ask for: somebody is signed in.

use std::future::{Ready, ready};
use std::ops::Deref;
use std::rc::Rc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::{Detour, proved};
use crate::people::{SessionHolder, Standing};
use crate::web::{ErrorKind, WebError};

/// Somebody who is signed in, wholly: a second factor was used where there is one, and no new
/// password is waited for. Everybody else is led to where they have to go first, and back here
/// afterwards.
#[derive(Clone, Debug)]
pub struct CurrentUser(Rc<SessionHolder>);

impl CurrentUser {
    pub(super) fn of(request: &HttpRequest) -> Result<Self, Detour> {
        let holder = proved::holder(request)?;
        match holder.standing() {
            Standing::Whole => Ok(Self(holder)),
            Standing::NeedsNewPassword => Err(Detour::To("/recovery/password".to_owned())),
            Standing::NeedsSecondFactor => Err(WebError::new(ErrorKind::Forbidden).into()),
        }
    }
}

impl Deref for CurrentUser {
    type Target = SessionHolder;

    fn deref(&self) -> &SessionHolder {
        &self.0
    }
}

impl FromRequest for CurrentUser {
    type Error = Detour;
    type Future = Ready<Result<Self, Detour>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}
