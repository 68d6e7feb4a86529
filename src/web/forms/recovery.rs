//! Asking for a way to choose a new password.

use serde::Deserialize;

use super::meant::{Meant, Typed};
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
    #[serde(default)]
    email_asked_about: String,
    #[serde(default)]
    email_choice: String,
}

/// The form as the template shows it.
#[derive(Default)]
pub(crate) struct RecoveryForm {
    pub(crate) errors: FormErrors,
    pub(crate) next: Option<NextPath>,
    pub(crate) email: Field,
    pub(crate) meant: Meant,
}

impl RecoveryInput {
    /// The address, if it is one.
    pub(crate) fn parse(&self) -> Result<EmailAddress, Problems> {
        let email = email::read(&self.email).map_err(|text| Problems::at(EMAIL, text))?;
        self.typed_email().meant(email).map_err(Problems::ask)
    }

    fn typed_email(&self) -> Typed<'_> {
        Typed { email: &self.email, asked_about: &self.email_asked_about, choice: &self.email_choice }
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
        let typed = self.typed_email();
        RecoveryForm {
            next: self.next(),
            email: Field::new(typed.shown()),
            meant: typed.memory(),
            ..RecoveryForm::default()
        }
    }
}

impl Form for RecoveryForm {
    fn errors(&mut self) -> &mut FormErrors {
        &mut self.errors
    }

    fn field(&mut self, id: &str) -> Option<&mut Field> {
        (id == EMAIL).then_some(&mut self.email)
    }

    fn meant(&mut self) -> Option<&mut Meant> {
        Some(&mut self.meant)
    }
}
