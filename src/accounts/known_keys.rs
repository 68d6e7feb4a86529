//! The last good keys of an auth server, so that one that is down at our start makes nobody
//! unavailable.

use super::{Accounts, AccountsError};
use crate::database::{each, execute};

impl Accounts {
    /// Keeps the key set of the auth server at `base_url`, as JSON (RFC 7517 §5).
    pub async fn remember_keys(&self, base_url: &str, jwks_json: &str) -> Result<(), AccountsError> {
        const REMEMBER_KEYS: &str = "
            insert into known_keys (base_url, jwks, seen_at)
            values ($1, $2, $3)
            on conflict (base_url) do update
            set jwks = excluded.jwks, seen_at = excluded.seen_at";
        execute!(
            self.database.write().await?.executor(),
            sqlx::query(REMEMBER_KEYS).bind(base_url).bind(jwks_json).bind(self.clock.now())
        )?;
        Ok(())
    }

    /// The key set last kept for the auth server at `base_url`.
    pub async fn known_keys(&self, base_url: &str) -> Result<Option<String>, AccountsError> {
        const SELECT_KEYS: &str = "
            select jwks
            from known_keys
            where base_url = $1";
        Ok(each!(self.database.read().await?.executor(), c => {
            sqlx::query_scalar(SELECT_KEYS).bind(base_url).fetch_optional(c).await
        })?)
    }
}
