//! The right to change what matters: somebody proved who they are a moment ago.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use std::time::Duration;

use actix_web::web::Data;

use super::{CurrentUser, Detour};
use crate::web::Site;

/// How long a proof is recent (ASVS 7.5.1).
const RECENT: Duration = Duration::from_mins(10);

/// Somebody who proved who they are within ten minutes. Everybody else who is signed in is asked for
/// the password first.
#[derive(Clone, Debug)]
pub struct RecentUser(CurrentUser);

impl RecentUser {
    fn of(request: &HttpRequest) -> Result<Self, Detour> {
        let user = CurrentUser::of(request)?;
        let site = request.app_data::<Data<Site>>().ok_or_else(Detour::unavailable)?;
        if site.people.clock.now().since(user.session.proved_at) > RECENT {
            return Err(Detour::through("/reauthenticate", request));
        }
        Ok(Self(user))
    }
}

impl Deref for RecentUser {
    type Target = CurrentUser;

    fn deref(&self) -> &CurrentUser {
        &self.0
    }
}

impl FromRequest for RecentUser {
    type Error = Detour;
    type Future = Ready<Result<Self, Detour>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}
