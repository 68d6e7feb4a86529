//! The right of whoever is not signed in.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::{Detour, proved};
use crate::people::Standing;
use crate::web::NextPath;
use crate::web::authentication::Authentication;

/// Somebody who is not signed in, or not wholly. Everybody else is led to where they were going.
#[derive(Clone, Copy, Debug)]
pub struct Guest;

impl Guest {
    fn of(request: &HttpRequest) -> Result<Self, Detour> {
        match proved::authentication(request) {
            Authentication::Authenticated(holder) if holder.standing() == Standing::Whole => {
                let next = NextPath::in_query(request.query_string());
                Err(Detour::To(next.map_or_else(|| "/".to_owned(), String::from)))
            }
            Authentication::Authenticated(_) | Authentication::Anonymous => Ok(Self),
            Authentication::Unavailable => Err(Detour::unavailable()),
        }
    }
}

impl FromRequest for Guest {
    type Error = Detour;
    type Future = Ready<Result<Self, Detour>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}
