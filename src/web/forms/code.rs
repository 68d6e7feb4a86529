//! Typing the code from a mail.

use serde::Deserialize;

use super::{Field, Form, FormErrors, Input, Problems};
use crate::words::Words;

const CODE: &str = "code";

/// Fewest and most digits of a code (gotrue-contract §4.3).
const DIGITS: std::ops::RangeInclusive<usize> = 6..=10;

/// What the page sends.
#[derive(Deserialize)]
pub(crate) struct CodeInput {
    #[serde(default)]
    form_token: String,
    #[serde(default)]
    code: String,
}

/// The form as the template shows it.
#[derive(Default)]
pub(crate) struct CodeForm {
    pub(crate) errors: FormErrors,
    pub(crate) code: Field,
}

impl CodeInput {
    /// The digits alone: people type them in groups, and mail programs add what cannot be seen.
    pub(crate) fn parse(&self) -> Result<String, Problems> {
        let is_filler = |c: char| {
            c.is_whitespace()
                || matches!(c, '-' | '.' | '\u{2010}'..='\u{2015}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        };
        let code: String = self.code.chars().filter(|&c| !is_filler(c)).collect();
        if code.is_empty() {
            return Err(Problems::at(CODE, Words::error_enter_code));
        }
        if !code.bytes().all(|byte| byte.is_ascii_digit()) || !DIGITS.contains(&code.len()) {
            return Err(Problems::at(CODE, Words::error_code_digits));
        }
        Ok(code)
    }

    /// What is said of a code that proves nothing: wrong, used, replaced or too old.
    pub(crate) fn mismatch() -> Problems {
        Problems::at(CODE, Words::error_code_mismatch)
    }
}

impl Input for CodeInput {
    type Form = CodeForm;

    fn form_token(&self) -> &str {
        &self.form_token
    }

    fn typed(&self) -> CodeForm {
        CodeForm::default()
    }
}

impl Form for CodeForm {
    fn errors(&mut self) -> &mut FormErrors {
        &mut self.errors
    }

    fn field(&mut self, id: &str) -> Option<&mut Field> {
        (id == CODE).then_some(&mut self.code)
    }
}
