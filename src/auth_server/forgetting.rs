//! Deleting rows that are good for nothing any more, a bounded number at a time.

use std::time::Duration;

use super::one_time_tokens::TRIES_COUNT_FOR;
use super::store::{
    audit_log, challenges, factors, flow_states, oauth_authorizations, oauth_clients, one_time_tokens,
    passkey_challenges, sessions, users,
};
use super::{AuthServer, AuthServerError};

/// How long a session lives without a refresh. A browser keeps its cookies for 30 days after the last
/// one; three times that is long enough for programs too.
const SESSION_UNUSED_FOR: Duration = Duration::from_hours(90 * 24);

/// How long an account waits for its address to be confirmed after the last link was sent: as long as
/// the name that was chosen with it stays reserved and remembered.
const UNCONFIRMED_FOR: Duration = Duration::from_hours(31 * 24);

/// How long a factor that nobody proved is kept, and a challenge that can be answered no more: whoever
/// comes late is told why for a day.
const FACTORS_UNPROVED_FOR: Duration = Duration::from_hours(24);

/// How long a passkey's challenge is kept after its time: whoever comes late is told why for an hour. Anybody
/// may ask for one, so it is not longer.
const PASSKEY_CHALLENGES_KEPT_FOR: Duration = Duration::from_hours(1);

/// How long it is remembered what happened to accounts.
const AUDIT_LOG_KEPT_FOR: Duration = Duration::from_hours(90 * 24);

/// How much of it is remembered, in entries: searching and counting stay quick.
const AUDIT_LOG_ENTRIES: i64 = 500_000;

/// How long a program that registered itself waits for somebody to let it in.
const PROGRAM_UNUSED_FOR: Duration = Duration::from_hours(90 * 24);

impl AuthServer {
    /// Deletes sessions that were not used for 90 days, with their refresh tokens: at most so many, and
    /// tells how many.
    pub async fn forget_sessions(&self, most: i64) -> Result<u64, AuthServerError> {
        let since = self.now().minus(SESSION_UNUSED_FOR);
        Ok(sessions::forget_unused(self.database().write().await?.executor(), since, most).await?)
    }

    /// Deletes links and codes that work no more: at most so many, and tells how many. One that was
    /// typed wrong too often stays until its tries are not counted any more.
    pub async fn forget_one_time_tokens(&self, most: i64) -> Result<u64, AuthServerError> {
        let settings = self.settings();
        let longest = settings.code_lifetime.max(settings.phones.code_lifetime).max(TRIES_COUNT_FOR);
        let before = self.now().minus(longest);
        Ok(one_time_tokens::forget_old(self.database().write().await?.executor(), before, most).await?)
    }

    /// Deletes ways to sign in that are over: at most so many, and tells how many. Those that wait for a
    /// link stay as long as the link works.
    pub async fn forget_flow_states(&self, most: i64) -> Result<u64, AuthServerError> {
        let longest = self.settings().code_lifetime + self.settings().external.flow_lifetime();
        let before = self.now().minus(longest);
        Ok(flow_states::forget_old(self.database().write().await?.executor(), before, most).await?)
    }

    /// Deletes accounts that were begun by somebody who never confirmed the address or the number nor signed
    /// in, 31 days after the last link or code to them: at most so many, and tells how many.
    pub async fn forget_unconfirmed(&self, most: i64) -> Result<u64, AuthServerError> {
        let before = self.now().minus(UNCONFIRMED_FOR);
        Ok(users::forget_unconfirmed(self.database().write().await?.executor(), before, most).await?)
    }

    /// Deletes second factors that somebody began to enrol and never proved: at most so many, and tells how
    /// many.
    pub async fn forget_unproved_factors(&self, most: i64) -> Result<u64, AuthServerError> {
        let before = self.now().minus(FACTORS_UNPROVED_FOR.max(self.settings().mfa.unproved_lifetime));
        Ok(factors::forget_unverified(self.database().write().await?.executor(), before, most).await?)
    }

    /// Deletes challenges that can be answered no more: at most so many, and tells how many.
    pub async fn forget_challenges(&self, most: i64) -> Result<u64, AuthServerError> {
        let before = self.now().minus(FACTORS_UNPROVED_FOR + self.settings().mfa.challenge_lifetime);
        Ok(challenges::forget_old(self.database().write().await?.executor(), before, most).await?)
    }

    /// Deletes challenges of passkeys that can be answered no more: at most so many, and tells how many.
    pub async fn forget_passkey_challenges(&self, most: i64) -> Result<u64, AuthServerError> {
        let before = self.now().minus(PASSKEY_CHALLENGES_KEPT_FOR);
        let mut connection = self.database().write().await?;
        Ok(passkey_challenges::forget_over(connection.executor(), before, most).await?)
    }

    /// Deletes what happened to accounts more than 90 days ago, and whatever came before the newest 500,000
    /// entries: at most so many, and tells how many.
    pub async fn forget_audit_log(&self, most: i64) -> Result<u64, AuthServerError> {
        let by_age = self.now().minus(AUDIT_LOG_KEPT_FOR);
        // It counts half a million entries: nobody waits for that to write.
        let by_number =
            audit_log::last_of_newest(self.database().read().await?.executor(), AUDIT_LOG_ENTRIES).await?;
        let before = by_number.map_or(by_age, |moment| moment.max(by_age));
        Ok(audit_log::forget_old(self.database().write().await?.executor(), before, most).await?)
    }

    /// Deletes what programs of others asked for too long ago: at most so many, and tells how many.
    pub async fn forget_authorizations(&self, most: i64) -> Result<u64, AuthServerError> {
        let mut connection = self.database().write().await?;
        Ok(oauth_authorizations::forget_over(connection.executor(), self.now(), most).await?)
    }

    /// Deletes programs of others that registered themselves and that nobody let in within 90 days: at most
    /// so many, and tells how many.
    pub async fn forget_unused_programs(&self, most: i64) -> Result<u64, AuthServerError> {
        let before = self.now().minus(PROGRAM_UNUSED_FOR);
        let mut connection = self.database().write().await?;
        Ok(oauth_clients::forget_unused(connection.executor(), before, most).await?)
    }
}
