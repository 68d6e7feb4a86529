//! Asking for a way to choose a new password.

use serde::Deserialize;

use super::{Field, Form, FormErrors, Input, Problems, email};
use crate::gotrue::EmailAddress;
use crate::web::NextPath;

const EMAIL: &str = "email";

/// What the page sends.
#[derive(Deserialize)]
pub(crate) struct RecoveryInput {
    #[serde(default)]
    form_token: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    email: String,
}

/// The form as the template shows it.
#[derive(Default)]
pub(crate) struct RecoveryForm {
    pub(crate) errors: FormErrors,
    pub(crate) next: Option<NextPath>,
    pub(crate) email: Field,
}

impl RecoveryInput {
    /// The address, if it is one.
    pub(crate) fn parse(&self) -> Result<EmailAddress, Problems> {
        email::read(&self.email).map_err(|text| Problems::at(EMAIL, text))
    }

    /// Where the visitor was going.
    pub(crate) fn next(&self) -> Option<NextPath> {
        NextPath::parse(&self.next)
    }
}

impl RecoveryForm {
    /// Nothing typed yet.
    pub(crate) fn empty(next: Option<NextPath>) -> Self {
        Self { next, ..Self::default() }
    }
}

impl Input for RecoveryInput {
    type Form = RecoveryForm;

    fn form_token(&self) -> &str {
        &self.form_token
    }

    fn typed(&self) -> RecoveryForm {
        RecoveryForm { next: self.next(), email: Field::new(&self.email), ..RecoveryForm::default() }
    }
}

impl Form for RecoveryForm {
    fn errors(&mut self) -> &mut FormErrors {
        &mut self.errors
    }

    fn field(&mut self, id: &str) -> Option<&mut Field> {
        (id == EMAIL).then_some(&mut self.email)
    }
}
