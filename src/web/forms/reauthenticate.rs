//! Proving once more who one is.

use serde::Deserialize;

use super::{Field, Form, FormErrors, Input, Problems};
use crate::accounts::normalise_password;
use crate::gotrue::Password;
use crate::web::NextPath;
use crate::words::Words;

const PASSWORD: &str = "current-password";

/// What the page sends.
#[derive(Deserialize)]
pub(crate) struct ReauthenticateInput {
    #[serde(default)]
    form_token: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    password: String,
}

/// The form as the template shows it.
#[derive(Default)]
pub(crate) struct ReauthenticateForm {
    pub(crate) errors: FormErrors,
    pub(crate) next: Option<NextPath>,
    pub(crate) password: Field,
}

impl ReauthenticateInput {
    /// The password, if there is one.
    pub(crate) fn parse(&self) -> Result<Password, Problems> {
        if self.password.is_empty() {
            return Err(Problems::at(PASSWORD, Words::error_enter_password));
        }
        Ok(normalise_password(&self.password))
    }

    /// What is said of a wrong password.
    pub(crate) fn mismatch() -> Problems {
        Problems::at(PASSWORD, Words::error_password_incorrect)
    }

    /// Where the visitor was going.
    pub(crate) fn next(&self) -> Option<NextPath> {
        NextPath::parse(&self.next)
    }
}

impl ReauthenticateForm {
    /// Nothing typed yet.
    pub(crate) fn empty(next: Option<NextPath>) -> Self {
        Self { next, ..Self::default() }
    }
}

impl Input for ReauthenticateInput {
    type Form = ReauthenticateForm;

    fn form_token(&self) -> &str {
        &self.form_token
    }

    fn typed(&self) -> ReauthenticateForm {
        ReauthenticateForm::empty(self.next())
    }
}

impl Form for ReauthenticateForm {
    fn errors(&mut self) -> &mut FormErrors {
        &mut self.errors
    }

    fn field(&mut self, id: &str) -> Option<&mut Field> {
        (id == PASSWORD).then_some(&mut self.password)
    }
}
