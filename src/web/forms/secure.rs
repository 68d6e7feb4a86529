//! The one button of the page to secure an account.

use serde::Deserialize;

use super::{Field, Form, FormErrors, Input};

/// What the button sends.
#[derive(Deserialize)]
pub(crate) struct SecureInput {
    #[serde(default)]
    form_token: String,
    #[serde(default)]
    token: String,
}

/// The form as the template shows it.
#[derive(Default)]
pub(crate) struct SecureForm {
    pub(crate) errors: FormErrors,
    /// The token of the link.
    pub(crate) token: String,
}

impl SecureInput {
    /// The token of the link.
    pub(crate) fn token(&self) -> &str {
        &self.token
    }
}

impl SecureForm {
    /// Not pressed yet.
    pub(crate) fn of(token: &str) -> Self {
        Self { token: token.to_owned(), errors: FormErrors::none() }
    }
}

impl Input for SecureInput {
    type Form = SecureForm;

    fn form_token(&self) -> &str {
        &self.form_token
    }

    fn typed(&self) -> SecureForm {
        SecureForm::of(&self.token)
    }
}

impl Form for SecureForm {
    fn errors(&mut self) -> &mut FormErrors {
        &mut self.errors
    }

    fn field(&mut self, _: &str) -> Option<&mut Field> {
        None
    }
}
