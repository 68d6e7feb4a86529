//! Signing in with a password.

use serde::Deserialize;

use super::{Field, Form, FormErrors, Input, Problems};
use crate::accounts::{Username, normalise_password};
use crate::gotrue::{EmailAddress, Password};
use crate::web::NextPath;

const USERNAME: &str = "username";
const PASSWORD: &str = "current-password";

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

/// Who somebody says they are.
#[derive(Clone, Debug)]
pub(crate) enum Identifier {
    /// By their address.
    Email(EmailAddress),
    /// By their name.
    Username(Username),
    /// By something that is neither, so that nobody is known by it.
    Nobody(String),
}

/// What somebody signs in with.
pub(crate) struct Credentials {
    pub(crate) identifier: Identifier,
    pub(crate) password: Password,
    pub(crate) is_kept: bool,
    pub(crate) next: Option<NextPath>,
}

impl LoginInput {
    /// What was typed, if nothing is missing. Whether it is right is not for the form to say.
    pub(crate) fn parse(&self) -> Result<Credentials, Problems> {
        let mut problems = Problems::default();
        if self.username.trim().is_empty() {
            problems.add(USERNAME, "Enter your e-mail address or username");
        }
        if self.password.is_empty() {
            problems.add(PASSWORD, "Enter your password");
        }
        if !problems.are_none() {
            return Err(problems);
        }
        Ok(Credentials {
            identifier: Identifier::read(&self.username),
            password: normalise_password(&self.password),
            is_kept: !self.remember.is_empty(),
            next: NextPath::parse(&self.next),
        })
    }

    /// What is said when the two do not belong together, whichever of them is wrong.
    pub(crate) fn mismatch() -> Problems {
        Problems::among(&[USERNAME, PASSWORD], "E-mail address, username or password is incorrect")
    }
}

impl Identifier {
    fn read(text: &str) -> Self {
        if let Ok(email) = EmailAddress::parse(text) {
            return Self::Email(email);
        }
        Username::parse(text).map_or_else(|_| Self::Nobody(text.trim().to_lowercase()), Self::Username)
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
