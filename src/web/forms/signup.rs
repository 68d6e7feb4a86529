//! Creating an account.

use serde::Deserialize;

use super::meant::{Meant, Typed};
use super::new_password::{NEW_PASSWORD, NEW_PASSWORD_AGAIN};
use super::username::{NEW_USERNAME, read as read_username};
use super::{Field, Form, FormErrors, Input, Problems, email, new_password};
use crate::accounts::PasswordContext;
use crate::people::NewAccount;
use crate::web::NextPath;

/// The id of the address field.
pub(crate) const NEW_EMAIL: &str = "new-email";

/// What the page sends.
#[derive(Deserialize)]
pub(crate) struct SignUpInput {
    #[serde(default)]
    form_token: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    new_username: String,
    #[serde(default)]
    new_email: String,
    #[serde(default)]
    email_asked_about: String,
    #[serde(default)]
    email_choice: String,
    #[serde(default)]
    new_password: String,
    new_password_again: Option<String>,
}

/// The form as the template shows it.
#[derive(Default)]
pub(crate) struct SignUpForm {
    pub(crate) errors: FormErrors,
    pub(crate) next: Option<NextPath>,
    pub(crate) username: Field,
    pub(crate) email: Field,
    pub(crate) meant: Meant,
    pub(crate) password: Field,
    pub(crate) password_again: Field,
}

/// What somebody wants who creates an account.
pub(crate) struct SignUp {
    pub(crate) account: NewAccount,
    pub(crate) next: Option<NextPath>,
}

impl SignUpInput {
    /// The account, if everything typed is good. Everything that is not is told at once.
    pub(crate) fn parse(&self, product: &str) -> Result<SignUp, Problems> {
        let mut problems = Problems::default();
        let username = problems.read(NEW_USERNAME, read_username(&self.new_username));
        let email = problems.read(NEW_EMAIL, email::read(&self.new_email));
        let email = email.and_then(|email| problems.meant(&self.typed_email(), email));
        let about = PasswordContext { email: email.as_ref(), username: username.as_ref(), product };
        let again = self.new_password_again.as_deref();
        let password = new_password::read(&mut problems, &self.new_password, again, &about);
        match (username, email, password) {
            (Some(username), Some(email), Some(password)) => {
                let account = NewAccount { username, email, password };
                Ok(SignUp { account, next: NextPath::parse(&self.next) })
            }
            _ => Err(problems),
        }
    }

    fn typed_email(&self) -> Typed<'_> {
        Typed { email: &self.new_email, asked_about: &self.email_asked_about, choice: &self.email_choice }
    }
}

impl SignUpForm {
    /// Nothing typed yet.
    pub(crate) fn empty(next: Option<NextPath>) -> Self {
        Self { next, ..Self::default() }
    }
}

impl Input for SignUpInput {
    type Form = SignUpForm;

    fn form_token(&self) -> &str {
        &self.form_token
    }

    fn typed(&self) -> SignUpForm {
        SignUpForm {
            next: NextPath::parse(&self.next),
            username: Field::new(&self.new_username),
            email: Field::new(self.typed_email().shown()),
            meant: self.typed_email().memory(),
            ..SignUpForm::default()
        }
    }
}

impl Form for SignUpForm {
    fn errors(&mut self) -> &mut FormErrors {
        &mut self.errors
    }

    fn field(&mut self, id: &str) -> Option<&mut Field> {
        match id {
            NEW_USERNAME => Some(&mut self.username),
            NEW_EMAIL => Some(&mut self.email),
            NEW_PASSWORD => Some(&mut self.password),
            NEW_PASSWORD_AGAIN => Some(&mut self.password_again),
            _ => None,
        }
    }

    fn meant(&mut self) -> Option<&mut Meant> {
        Some(&mut self.meant)
    }
}
