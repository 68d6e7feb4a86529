//! Choosing another password, with the one so far: both in one form, so that nobody changes it who only
//! found a screen unlocked (ASVS 6.2.3).

use serde::Deserialize;

use super::new_password::{self, NEW_PASSWORD, NEW_PASSWORD_AGAIN};
use super::{Field, Form, FormErrors, Input, Problems};
use crate::accounts::{NewPassword, PasswordContext, normalise_password};
use crate::gotrue::Password;
use crate::words::Words;

/// The id of the field for the password so far.
const CURRENT_PASSWORD: &str = "current-password";

/// What the page sends.
#[derive(Deserialize)]
pub(crate) struct ChangePasswordInput {
    #[serde(default)]
    form_token: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    new_password: String,
    new_password_again: Option<String>,
}

/// The form as the template shows it.
#[derive(Default)]
pub(crate) struct ChangePasswordForm {
    pub(crate) errors: FormErrors,
    pub(crate) current: Field,
    pub(crate) password: Field,
    pub(crate) password_again: Field,
}

/// The two passwords.
pub(crate) struct ChangeOfPassword {
    /// The one so far, as it was typed.
    pub(crate) current: Password,
    /// The one from now on.
    pub(crate) new: NewPassword,
}

impl ChangePasswordInput {
    /// Both passwords, if the new one may be set.
    pub(crate) fn parse(&self, about: &PasswordContext<'_>) -> Result<ChangeOfPassword, Problems> {
        let mut problems = Problems::default();
        let current = normalise_password(&self.password);
        if current.expose().is_empty() {
            problems.add(CURRENT_PASSWORD, Words::account_password_enter_current);
        }
        let again = self.new_password_again.as_deref();
        let new = new_password::read(&mut problems, &self.new_password, again, about);
        let is_the_same = normalise_password(&self.new_password) == current;
        match new {
            Some(_) if is_the_same => Err(Problems::at(NEW_PASSWORD, Words::account_password_same)),
            Some(new) if problems.are_none() => Ok(ChangeOfPassword { current, new }),
            _ => Err(problems),
        }
    }

    /// What is said of a current password that is not the right one.
    pub(crate) fn mismatch() -> Problems {
        Problems::at(CURRENT_PASSWORD, Words::error_password_incorrect)
    }

    /// What is said to somebody whose sign-in is too old for the auth server.
    pub(crate) fn sign_in_again() -> Problems {
        Problems::of_all(Words::account_password_sign_in_again)
    }
}

impl Input for ChangePasswordInput {
    type Form = ChangePasswordForm;

    fn form_token(&self) -> &str {
        &self.form_token
    }

    fn typed(&self) -> ChangePasswordForm {
        ChangePasswordForm::default()
    }
}

impl Form for ChangePasswordForm {
    fn errors(&mut self) -> &mut FormErrors {
        &mut self.errors
    }

    fn field(&mut self, id: &str) -> Option<&mut Field> {
        match id {
            CURRENT_PASSWORD => Some(&mut self.current),
            NEW_PASSWORD => Some(&mut self.password),
            NEW_PASSWORD_AGAIN => Some(&mut self.password_again),
            _ => None,
        }
    }
}
