//! What a browser sends.

use serde::de::DeserializeOwned;

use super::Form;

/// The fields of a form as they came.
pub(crate) trait Input: DeserializeOwned + 'static {
    /// The form they are shown in when they come back.
    type Form: Form;

    /// The proof that the form is ours.
    fn form_token(&self) -> &str;

    /// The form with what was typed, secrets excepted.
    fn typed(&self) -> Self::Form;
}
