//! Choosing a password: typed once where it can be shown, twice where it cannot.

use serde::Deserialize;

use super::{Field, Form, FormErrors, Input, Problems};
use crate::accounts::{NewPassword, NewPasswordError, PasswordContext, normalise_password};
use crate::words::{Text, Words};

/// The ids of the two fields.
pub(crate) const NEW_PASSWORD: &str = "new-password";
pub(super) const NEW_PASSWORD_AGAIN: &str = "new-password-again";

/// What the page for a new password sends.
#[derive(Deserialize)]
pub(crate) struct NewPasswordInput {
    #[serde(default)]
    form_token: String,
    #[serde(default)]
    new_password: String,
    new_password_again: Option<String>,
}

/// The form as the template shows it.
#[derive(Default)]
pub(crate) struct NewPasswordForm {
    pub(crate) errors: FormErrors,
    pub(crate) password: Field,
    pub(crate) password_again: Field,
}

impl NewPasswordInput {
    /// The password, if it may be set.
    pub(crate) fn parse(&self, about: &PasswordContext<'_>) -> Result<NewPassword, Problems> {
        let mut problems = Problems::default();
        let password = read(&mut problems, &self.new_password, self.new_password_again.as_deref(), about);
        password.ok_or(problems)
    }

    /// What is said when the auth server knows the password as a bad one.
    pub(crate) fn too_easy() -> Problems {
        Problems::at(NEW_PASSWORD, Words::error_password_weak)
    }

    /// What is said when the auth server knows it from a leak.
    pub(crate) fn leaked() -> Problems {
        Problems::at(NEW_PASSWORD, Words::error_password_leaked)
    }
}

/// Reads the two fields. Whenever a second value arrives it must be equal.
pub(super) fn read(
    problems: &mut Problems,
    password: &str,
    again: Option<&str>,
    about: &PasswordContext<'_>,
) -> Option<NewPassword> {
    let chosen = NewPassword::parse(password, about).map_err(why_not);
    let chosen = problems.read(NEW_PASSWORD, chosen)?;
    if again.is_some_and(|again| normalise_password(again) != normalise_password(password)) {
        problems.add(NEW_PASSWORD_AGAIN, Words::error_passwords_differ);
        return None;
    }
    Some(chosen)
}

/// What to say of a password that cannot be one.
fn why_not(error: NewPasswordError) -> Text {
    match error {
        NewPasswordError::Empty => Words::error_create_password,
        NewPasswordError::TooShort => Words::error_password_too_short,
        NewPasswordError::TooLong => Words::error_password_too_long,
        NewPasswordError::ControlCharacter => Words::error_password_control_character,
        NewPasswordError::TooCommon => Words::error_password_too_common,
        NewPasswordError::Personal => Words::error_password_personal,
    }
    .into()
}

impl Input for NewPasswordInput {
    type Form = NewPasswordForm;

    fn form_token(&self) -> &str {
        &self.form_token
    }

    fn typed(&self) -> NewPasswordForm {
        NewPasswordForm::default()
    }
}

impl Form for NewPasswordForm {
    fn errors(&mut self) -> &mut FormErrors {
        &mut self.errors
    }

    fn field(&mut self, id: &str) -> Option<&mut Field> {
        match id {
            NEW_PASSWORD => Some(&mut self.password),
            NEW_PASSWORD_AGAIN => Some(&mut self.password_again),
            _ => None,
        }
    }
}
