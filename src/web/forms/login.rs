//! Signing in with a password.

use serde::Deserialize;

use super::{Field, Form, FormErrors, Input, Problems};
use crate::people::Credentials;
use crate::web::NextPath;
use crate::words::Words;

const USERNAME: &str = "username";
const PASSWORD: &str = "current-password";

/// From how many misses on a new password is offered.
const MANY_MISSES: u8 = 3;

/// What the page sends.
#[derive(Deserialize)]
pub(crate) struct LoginInput {
    #[serde(default)]
    form_token: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    remember: String,
}

/// The form as the template shows it.
#[derive(Default)]
pub(crate) struct LoginForm {
    pub(crate) errors: FormErrors,
    pub(crate) next: Option<NextPath>,
    pub(crate) username: Field,
    pub(crate) password: Field,
    pub(crate) remember: bool,
}

/// What somebody wants who signs in.
pub(crate) struct Login {
    pub(crate) credentials: Credentials,
    pub(crate) is_kept: bool,
    pub(crate) next: Option<NextPath>,
}

impl LoginInput {
    /// What was typed, if nothing is missing. Whether it is right is not for the form to say.
    pub(crate) fn parse(&self) -> Result<Login, Problems> {
        let mut problems = Problems::default();
        if self.username.trim().is_empty() {
            problems.add(USERNAME, Words::error_enter_identifier);
        }
        if self.password.is_empty() {
            problems.add(PASSWORD, Words::error_enter_password);
        }
        if !problems.are_none() {
            return Err(problems);
        }
        Ok(Login {
            credentials: Credentials::read(&self.username, &self.password),
            is_kept: !self.remember.is_empty(),
            next: NextPath::parse(&self.next),
        })
    }

    /// What is said when the two do not belong together, whichever of them is wrong. After a few misses
    /// the password is more likely forgotten than mistyped.
    pub(crate) fn mismatch(misses: u8) -> Problems {
        let problems = Problems::among(&[USERNAME, PASSWORD], Words::error_credentials);
        if misses < MANY_MISSES {
            return problems;
        }
        problems.with_way_out("/recovery", Words::way_out_new_password)
    }
}

impl LoginForm {
    /// Nothing typed yet.
    pub(crate) fn empty(next: Option<NextPath>) -> Self {
        Self { next, ..Self::default() }
    }
}

impl Input for LoginInput {
    type Form = LoginForm;

    fn form_token(&self) -> &str {
        &self.form_token
    }

    fn typed(&self) -> LoginForm {
        LoginForm {
            next: NextPath::parse(&self.next),
            username: Field::new(&self.username),
            remember: !self.remember.is_empty(),
            ..LoginForm::default()
        }
    }
}

impl Form for LoginForm {
    fn errors(&mut self) -> &mut FormErrors {
        &mut self.errors
    }

    fn field(&mut self, id: &str) -> Option<&mut Field> {
        match id {
            USERNAME => Some(&mut self.username),
            PASSWORD => Some(&mut self.password),
            _ => None,
        }
    }
}
