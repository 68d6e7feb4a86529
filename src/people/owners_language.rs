//! In which language an owner is told what happened.

use actix_web::http::header::HeaderValue;

use super::People;
use crate::gotrue::Caller;
use crate::words::Language;

impl People {
    /// The language that the owner of an address chose; else that of whoever brought the mail about.
    /// It asks our rows: nobody whose answer must not tell whether an address is known may wait for it.
    pub async fn language_of_owner(&self, email: &str, caller: &Caller) -> Language {
        let chosen = self.accounts.language_of(email).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the language of an owner could not be asked");
            None
        });
        chosen_or_callers(chosen, caller)
    }
}

/// The language that an owner chose, if they did; else that of whoever brought the mail about.
pub(super) fn chosen_or_callers(chosen: Option<Language>, caller: &Caller) -> Language {
    chosen.unwrap_or_else(|| {
        let list = caller.accept_language.as_deref().and_then(|list| HeaderValue::from_str(list).ok());
        list.and_then(|list| Language::accepted(&[list])).unwrap_or_default()
    })
}
