//! PROVISIONAL

use super::{People, SessionHolder};
use crate::gotrue::Caller;
use crate::words::Language;

impl People {
    pub(super) fn language_of(&self, _: &SessionHolder, _: &Caller) -> Language {
        Language::default()
    }

    pub(super) async fn language_of_owner(&self, _: &str, _: &Caller) -> Language {
        Language::default()
    }
}
