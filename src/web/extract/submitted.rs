//! A form that somebody sent.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};

use super::{Form, form_owner};
use crate::web::forms::{Input, Trouble};
use crate::web::{ErrorKind, Site, WebError};

/// The fields of a form. They are given out only if the form is one that we made for this very
/// session or visit; what was typed can be shown again in any case.
pub(crate) struct Submitted<T> {
    input: T,
    is_genuine: bool,
}

impl<T: Input> Submitted<T> {
    /// The fields of a genuine form.
    pub(crate) fn genuine(&self) -> Result<&T, Trouble> {
        if self.is_genuine { Ok(&self.input) } else { Err(Trouble::Stale) }
    }

    /// The form with what was typed, secrets excepted.
    pub(crate) fn typed(&self) -> T::Form {
        self.input.typed()
    }
}

impl<T: Input> FromRequest for Submitted<T> {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let owner = form_owner(request);
        let site = request.app_data::<Data<Site>>().cloned();
        let form = Form::<T>::from_request(request, payload);
        Box::pin(async move {
            let Form(input) = form.await?;
            let site = site.ok_or_else(|| WebError::new(ErrorKind::Internal))?;
            let is_genuine =
                owner.is_some_and(|owner| site.form_tokens.is_genuine(input.form_token(), &owner));
            Ok(Self { input, is_genuine })
        })
    }
}
