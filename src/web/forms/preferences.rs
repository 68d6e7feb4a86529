//! Choosing the language and the theme.

use serde::Deserialize;

use super::{Field, Form, FormErrors, Input, Problems};
use crate::web::preferences::Preferences;
use crate::web::theme::Theme;
use crate::web::way_back::WayBack;
use crate::words::{Language, Words};

const LANGUAGE: &str = "language";
const THEME: &str = "theme";

/// What the page sends.
#[derive(Deserialize)]
pub(crate) struct PreferencesInput {
    #[serde(default)]
    form_token: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    theme: String,
}

/// The form as the template shows it. The fields hold the tag of a language and the name of a theme.
#[derive(Default)]
pub(crate) struct PreferencesForm {
    pub(crate) errors: FormErrors,
    pub(crate) next: Option<WayBack>,
    pub(crate) language: Field,
    pub(crate) theme: Field,
}

impl PreferencesInput {
    /// What was chosen, if it can be.
    pub(crate) fn parse(&self) -> Result<Preferences, Problems> {
        let mut problems = Problems::default();
        let language = Language::of_tag(&self.language).ok_or_else(|| Words::error_choose_language.into());
        let theme = Theme::by_name(&self.theme).ok_or_else(|| Words::error_choose_theme.into());
        match (problems.read(LANGUAGE, language), problems.read(THEME, theme)) {
            (Some(language), Some(theme)) => Ok(Preferences { language, theme }),
            _ => Err(problems),
        }
    }

    /// Where the visitor came from.
    pub(crate) fn next(&self) -> Option<WayBack> {
        WayBack::parse(&self.next)
    }
}

impl PreferencesForm {
    /// As it is now.
    pub(crate) fn with(present: Preferences, next: Option<WayBack>) -> Self {
        Self {
            next,
            language: Field::new(present.language.tag()),
            theme: Field::new(present.theme.name()),
            ..Self::default()
        }
    }
}

impl Input for PreferencesInput {
    type Form = PreferencesForm;

    fn form_token(&self) -> &str {
        &self.form_token
    }

    fn typed(&self) -> PreferencesForm {
        PreferencesForm {
            next: self.next(),
            language: Field::new(&self.language),
            theme: Field::new(&self.theme),
            ..PreferencesForm::default()
        }
    }
}

impl Form for PreferencesForm {
    fn errors(&mut self) -> &mut FormErrors {
        &mut self.errors
    }

    fn field(&mut self, id: &str) -> Option<&mut Field> {
        match id {
            LANGUAGE => Some(&mut self.language),
            THEME => Some(&mut self.theme),
            _ => None,
        }
    }
}
