//! Choosing a username.

use serde::Deserialize;

use super::{Field, Form, FormErrors, Input, Problems};
use crate::accounts::{Username, UsernameError};
use crate::web::NextPath;
use crate::words::{Text, Words};

/// The id of the field.
pub(super) const NEW_USERNAME: &str = "new-username";

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

    /// What is said of a name that is somebody else's.
    pub(crate) fn taken() -> Problems {
        Problems::at(NEW_USERNAME, Words::error_username_taken)
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
pub(super) fn read(text: &str) -> Result<Username, Text> {
    Username::parse(text).map_err(|error| {
        match error {
            UsernameError::Empty => Words::error_enter_username,
            UsernameError::TooShort => Words::error_username_too_short,
            UsernameError::TooLong => Words::error_username_too_long,
            UsernameError::FirstCharacter => Words::error_username_first_character,
            UsernameError::Character => Words::error_username_character,
            UsernameError::Reserved => Words::error_username_reserved,
        }
        .into()
    })
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
