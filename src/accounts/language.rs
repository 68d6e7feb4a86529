//! The language that somebody chose: for the pages they see on every device, and for mails to them.

use uuid::Uuid;

use super::{Accounts, AccountsError};
use crate::database::{each, execute};
use crate::words::Language;

impl Accounts {
    /// Remembers what one of our users chose.
    pub async fn choose_language(&self, user: Uuid, language: Language) -> Result<(), AccountsError> {
        const CHOOSE: &str = "
            update users
            set language = $2
            where id = $1 and deleted_at is null";
        execute!(
            self.database.write().await?.executor(),
            sqlx::query(CHOOSE).bind(user).bind(language.tag())
        )?;
        Ok(())
    }

    /// What the owner of an address chose, if there is one who did. Of several with one address the
    /// latest comer counts: it may have moved on from an account that has not been heard of since.
    pub async fn language_of(&self, email: &str) -> Result<Option<Language>, AccountsError> {
        const SELECT_LANGUAGE: &str = "
            select language
            from users
            where email = $1 and deleted_at is null
            order by claims_iat desc, id desc
            limit 1";
        let chosen: Option<Option<String>> = each!(self.database.read().await?.executor(), c => {
            sqlx::query_scalar(SELECT_LANGUAGE).bind(email).fetch_optional(c).await
        })?;
        Ok(chosen.flatten().as_deref().and_then(Language::of_tag))
    }
}
