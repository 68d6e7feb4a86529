//! Choosing a username.

use serde::Deserialize;

use super::{Field, Form, FormErrors, Input, Problems};
use crate::accounts::Username;
use crate::web::NextPath;

/// The rule, said before anything is typed.
pub(crate) const USERNAME_HINT: &str = "3 to 30 letters, numbers, hyphens or underscores. Others see it";

/// The id of the field.
pub(crate) const NEW_USERNAME: &str = "new-username";

/// What is said of a name that is somebody else's.
pub(crate) const NAME_TAKEN: &str = "That username is taken. Choose another one";

/// What the page sends.
#[derive(Deserialize)]
pub(crate) struct UsernameInput {
    #[serde(default)]
    form_token: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    new_username: String,
    #[serde(default)]
    choice: String,
}

/// The form as the template shows it.
#[derive(Default)]
pub(crate) struct UsernameForm {
    pub(crate) errors: FormErrors,
    pub(crate) next: Option<NextPath>,
    pub(crate) username: Field,
}

impl UsernameInput {
    /// The name, if it may be one.
    pub(crate) fn parse(&self) -> Result<Username, Problems> {
        read(&self.new_username).map_err(|text| Problems::at(NEW_USERNAME, text))
    }

    /// Whether the person would rather not choose now.
    pub(crate) fn declines(&self) -> bool {
        self.choice == "not-now"
    }

    /// Where the visitor was going.
    pub(crate) fn next(&self) -> Option<NextPath> {
        NextPath::parse(&self.next)
    }
}

/// The name, or what to say beside its field.
pub(super) fn read(text: &str) -> Result<Username, String> {
    Username::parse(text).map_err(|error| error.to_string())
}

impl UsernameForm {
    /// What the person is called now, for changing it.
    pub(crate) fn with(username: Option<&Username>) -> Self {
        let username = Field::new(username.map(Username::as_str).unwrap_or_default());
        Self { username, ..Self::default() }
    }

    /// Nothing typed yet.
    pub(crate) fn empty(next: Option<NextPath>) -> Self {
        Self { next, ..Self::default() }
    }
}

impl Input for UsernameInput {
    type Form = UsernameForm;

    fn form_token(&self) -> &str {
        &self.form_token
    }

    fn typed(&self) -> UsernameForm {
        UsernameForm {
            next: self.next(),
            username: Field::new(&self.new_username),
            ..UsernameForm::default()
        }
    }
}

impl Form for UsernameForm {
    fn errors(&mut self) -> &mut FormErrors {
        &mut self.errors
    }

    fn field(&mut self, id: &str) -> Option<&mut Field> {
        (id == NEW_USERNAME).then_some(&mut self.username)
    }
}
