//! Keeps the ring of keys up to date: makes the first key, rotates, and learns what other machines did.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header};
use serde_json::json;
use tokio::sync::Mutex;

use super::configured::Configured;
use super::key_pair;
use super::ring::{BearerClaims, KeyRing, Refusal, Signer, Verifier};
use super::state::{KeyState, Rotation, SigningKeyInfo};
use crate::auth_server::AuthServerError;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::signing_keys::{self, SigningKeyRow};
use crate::clock::Clock;
use crate::database::Database;
use crate::keys::Sealer;

/// How long a rotation on another machine may go unnoticed. Only while there is work.
const READ_AGAIN_AFTER: Duration = Duration::from_mins(1);

/// The pause between two looks for a key that is not in the ring: strangers can invent names.
const LOOK_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// How often making the first key is tried when others do so at the same time.
const ATTEMPTS: usize = 5;

/// The keys of this installation, as this process knows them.
pub(crate) struct SigningKeys {
    database: Database,
    clock: Clock,
    sealer: Arc<Sealer>,
    configured: Option<Configured>,
    ring: RwLock<Arc<KeyRing>>,
    /// Held while the rows are read, so that a crowd of requests reads them once.
    reading: Mutex<()>,
}

impl SigningKeys {
    /// Reads the keys, and makes the first one where there is none.
    pub(crate) async fn open(
        database: Database,
        clock: Clock,
        sealer: Arc<Sealer>,
        configured: Option<Configured>,
    ) -> Result<Self, AuthServerError> {
        let ring = read_ring(&database, &clock, &sealer, configured.as_ref()).await?;
        let ring = RwLock::new(Arc::new(ring));
        Ok(Self { database, clock, sealer, configured, ring, reading: Mutex::default() })
    }

    /// The keys to sign with and to publish.
    pub(crate) async fn ring(&self) -> Arc<KeyRing> {
        self.not_older_than(READ_AGAIN_AFTER).await
    }

    /// Reads a token, by the newest keys if it names one that is not known yet.
    pub(crate) async fn open_token(&self, token: &str) -> Result<BearerClaims, ApiError> {
        let claims = match self.ring().await.open(token) {
            Err(Refusal::UnknownKey) => self.not_older_than(LOOK_AGAIN_AFTER).await.open(token)?,
            other => other?,
        };
        Ok(claims)
    }

    /// Makes a new key that signs from now on. What the one before signed still verifies.
    pub(crate) async fn rotate(&self) -> Result<Rotation, AuthServerError> {
        let rows = signing_keys::all(self.database.read().await?.executor()).await?;
        let retired = rows.into_iter().find(|row| row.is_current).map(|row| row.kid);
        replace(&self.database, &self.clock, &self.sealer, retired.as_deref()).await?;
        let _reading = self.reading.lock().await;
        self.read_again().await?;
        let rows = signing_keys::all(self.database.read().await?.executor()).await?;
        let current = rows.into_iter().find(|row| row.is_current).ok_or(AuthServerError::SigningKey)?;
        Ok(Rotation { current: current.kid, retired })
    }

    /// All keys, the newest first.
    pub(crate) async fn list(&self) -> Result<Vec<SigningKeyInfo>, AuthServerError> {
        let rows = signing_keys::all(self.database.read().await?.executor()).await?;
        Ok(rows.into_iter().map(SigningKeyInfo::from).collect())
    }

    /// Removes a retired key: what it signed verifies no more.
    pub(crate) async fn remove(&self, kid: &str) -> Result<(), AuthServerError> {
        if !signing_keys::remove(self.database.write().await?.executor(), kid).await? {
            return Err(AuthServerError::NoSuchKey);
        }
        let _reading = self.reading.lock().await;
        self.read_again().await
    }

    async fn not_older_than(&self, age: Duration) -> Arc<KeyRing> {
        let is_fresh = |ring: &KeyRing| self.clock.now().since(ring.read_at) < age;
        let known = self.known();
        if is_fresh(&known) {
            return known;
        }
        let _reading = self.reading.lock().await;
        let known = self.known();
        if is_fresh(&known) {
            return known;
        }
        if let Err(error) = self.read_again().await {
            tracing::warn!(%error, "the signing keys could not be read again; the known ones are used");
        }
        self.known()
    }

    fn known(&self) -> Arc<KeyRing> {
        Arc::clone(&self.ring.read().unwrap_or_else(PoisonError::into_inner))
    }

    async fn read_again(&self) -> Result<(), AuthServerError> {
        let configured = self.configured.as_ref();
        let ring = Arc::new(read_ring(&self.database, &self.clock, &self.sealer, configured).await?);
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = ring;
        Ok(())
    }
}

/// Retires a key, if one is named, and makes another the current one, in one go. When somebody else
/// did so meanwhile theirs stands.
async fn replace(
    database: &Database,
    clock: &Clock,
    sealer: &Sealer,
    retired: Option<&str>,
) -> Result<(), AuthServerError> {
    let new = key_pair::generate(sealer, clock.now())?;
    let mut tx = database.begin().await?;
    if let Some(kid) = retired {
        signing_keys::retire(tx.executor(), kid, clock.now()).await?;
    }
    signing_keys::insert_current(tx.executor(), &new).await?;
    tx.commit().await?;
    Ok(())
}

async fn read_ring(
    database: &Database,
    clock: &Clock,
    sealer: &Sealer,
    configured: Option<&Configured>,
) -> Result<KeyRing, AuthServerError> {
    for _ in 0..ATTEMPTS {
        let read_at = clock.now();
        let rows = signing_keys::all(database.read().await?.executor()).await?;
        let verifiers = rows.iter().map(verifier).collect::<Result<_, _>>()?;
        if let Some(configured) = configured {
            return Ok(configured.ring(verifiers, read_at));
        }
        let current = rows.iter().find(|row| row.is_current);
        match current.map(|row| (row, signer(row, sealer))) {
            Some((_, Ok(signer))) => return Ok(KeyRing { signer, verifiers, shared_secret: None, read_at }),
            Some((row, Err(_))) => {
                // Sealed under a secret that is gone. Its public half still verifies what it signed.
                tracing::warn!(kid = row.kid, "the signing key cannot be opened: another one is made");
                replace(database, clock, sealer, Some(&row.kid)).await?;
            }
            None => replace(database, clock, sealer, None).await?,
        }
    }
    Err(AuthServerError::SigningKey)
}

fn signer(row: &SigningKeyRow, sealer: &Sealer) -> Result<Signer, AuthServerError> {
    let private = sealer.open(&key_pair::context(&row.kid), &row.sealed_private)?;
    let mut header = Header::new(Algorithm::ES256);
    header.kid = Some(row.kid.clone());
    Ok(Signer { header, key: EncodingKey::from_ec_der(&private) })
}

fn verifier(row: &SigningKeyRow) -> Result<Verifier, AuthServerError> {
    let key = DecodingKey::from_ec_components(&row.x, &row.y).map_err(|_| AuthServerError::SigningKey)?;
    let jwk = json!({
        "kty": "EC", "crv": "P-256", "x": row.x, "y": row.y, "alg": "ES256",
        "kid": row.kid, "use": "sig", "key_ops": ["verify"],
    });
    Ok(Verifier { kid: row.kid.clone(), algorithm: Algorithm::ES256, key, jwk: Some(jwk) })
}

impl From<SigningKeyRow> for SigningKeyInfo {
    fn from(row: SigningKeyRow) -> Self {
        let state = match row.retired_at {
            Some(since) if !row.is_current => KeyState::Retired { since },
            _ => KeyState::Current,
        };
        Self { kid: row.kid, created_at: row.created_at, state }
    }
}
