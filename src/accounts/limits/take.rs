//! Taking tries and giving them back.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use aws_lc_rs::hmac;

use super::counter::{self, Moments};
use super::shield::Shield;
use super::{DeviceMark, Limit};
use crate::clock::Clock;
use crate::database::Database;
use crate::gotrue::EmailAddress;
use crate::keys::{KeyError, Keys, Purpose};

/// Counts how often things are tried. Cloning gives another handle to the same counts.
#[derive(Clone)]
pub struct Limits(Arc<Inner>);

struct Inner {
    database: Database,
    clock: Clock,
    /// The first names rows; all of them recognise device marks.
    keys: Vec<hmac::Key>,
    shield: Shield,
}

/// Whether something may be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes, and this try is counted.
    Allowed,
    /// Not now.
    Limited {
        /// How long until it may be tried once.
        retry_after: Duration,
    },
}

/// Why a try could not be counted. Nothing may be tried then: a limit that fails open is none.
#[derive(Debug, thiserror::Error)]
#[error("the limits could not be reached: {0}")]
pub struct LimitsError(#[from] sqlx::Error);

impl Limits {
    /// The counts in this database. What is counted is named by the key for
    /// [`Purpose::LimitReference`], so that the table holds no address.
    pub fn new(database: Database, clock: Clock, keys: &Keys) -> Result<Self, KeyError> {
        let keys = keys.mac_keys(Purpose::LimitReference)?;
        Ok(Self(Arc::new(Inner { database, clock, keys, shield: Shield::default() })))
    }

    /// Takes one try, before what is tried is looked at. `key` says whose: an
    /// [`address_prefix`](super::address_prefix()), or an e-mail address in its compared form.
    pub async fn take(&self, limit: Limit, key: &str) -> Result<Verdict, LimitsError> {
        let now = self.0.clock.now();
        let allowance = limit.allowance();
        let reference = self.reference(limit, key);
        let longest = allowance.then_one_per.saturating_mul(allowance.at_once);
        if let Some(retry_after) = self.0.shield.wait(&reference, now, longest) {
            return Ok(Verdict::Limited { retry_after });
        }
        let moments = Moments::new(allowance, now);
        let is_taken = counter::take(self.0.database.write().await?.executor(), &reference, &moments).await?;
        if is_taken {
            return Ok(Verdict::Allowed);
        }
        let count = counter::count(self.0.database.read().await?.executor(), &reference).await?;
        // Without a row somebody has just given a try back.
        let free_at = moments.free_at(count.unwrap_or_default());
        self.0.shield.remember(reference, free_at, now);
        Ok(Verdict::Limited { retry_after: free_at.since(now).max(Duration::from_secs(1)) })
    }

    /// Takes one try of a password for an account. A device that signed in to it before has tries
    /// of its own, all others share the account's.
    pub async fn take_sign_in(
        &self,
        email: &EmailAddress,
        device: Option<&DeviceMark>,
    ) -> Result<Verdict, LimitsError> {
        match device {
            Some(device) => self.take(Limit::SignInByDevice, device.as_str()).await,
            None => self.take(Limit::SignInByAccount, email.as_str()).await,
        }
    }

    /// Gives a try back: what was tried was right. Only failures then use an allowance up.
    pub async fn give_back(&self, limit: Limit, key: &str) -> Result<(), LimitsError> {
        let reference = self.reference(limit, key);
        let moments = Moments::new(limit.allowance(), self.0.clock.now());
        counter::give_back(self.0.database.write().await?.executor(), &reference, &moments).await?;
        self.0.shield.forget(&reference);
        Ok(())
    }

    /// Deletes counts that have run out: at most so many, and tells how many.
    pub async fn forget_past(&self, most: i64) -> Result<u64, LimitsError> {
        let mut connection = self.0.database.write().await?;
        Ok(counter::delete_past(connection.executor(), self.0.clock.now(), most).await?)
    }

    /// A mark for a device that has just signed in to an account.
    pub fn mark_device(&self, email: &EmailAddress) -> Option<DeviceMark> {
        DeviceMark::issue(&self.0.keys, email)
    }

    /// Reads a device's cookie. `None` unless this device has signed in to this very account.
    pub fn recognise_device(&self, text: &str, email: &EmailAddress) -> Option<DeviceMark> {
        DeviceMark::recognise(&self.0.keys, text, email)
    }

    fn reference(&self, limit: Limit, key: &str) -> Vec<u8> {
        let text = [limit.label().as_bytes(), b"\0", key.as_bytes()].concat();
        self.0.keys.first().map(|mac| hmac::sign(mac, &text).as_ref().to_vec()).unwrap_or_default()
    }
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Limits(…)")
    }
}
