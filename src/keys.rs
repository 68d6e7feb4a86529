//! One secret in, one key per purpose out (HKDF-SHA-256, RFC 5869). The previous secret still opens
//! what it sealed, so that a rotation signs nobody out.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey};
use aws_lc_rs::{hkdf, hmac};
use cookie::Key;

/// Length of the secret that everything is derived from, in bytes.
pub const SECRET_BYTES: usize = 32;

/// Length of the nonce that stands before a sealed value, in bytes (NIST SP 800-38D §8.2).
const NONCE_BYTES: usize = 12;

/// What a key is for. Each purpose has a key of its own, so that what one part of the program
/// sealed or signed is worth nothing to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Seals the access and refresh token cookies.
    TokenCookies,
    /// Seals the visitor's small state and the flow cookies.
    Visit,
    /// Signs form tokens.
    FormToken,
    /// Turns an e-mail address into a reference that reveals nothing.
    EmailReference,
    /// Names entries of the caches of claims and of refreshes.
    CacheReference,
    /// Seals values kept in the database: signing keys, addresses behind reservations, queued mails.
    Storage,
    /// Names rows that count tries.
    LimitReference,
    /// Signs the publishable and the service key of the auth server inside.
    ApiKeys,
    /// Names the rows of links and codes that were sent by mail.
    OneTimeTokens,
    /// Seals the links by which owners secure their account.
    SecureLinks,
}

impl Purpose {
    /// The HKDF `info` of this purpose. Never change one: it would orphan what it sealed.
    const fn label(self) -> &'static [u8] {
        match self {
            Self::TokenCookies => b"doorward token cookies v1",
            Self::Visit => b"doorward visit v1",
            Self::FormToken => b"doorward form token v1",
            Self::EmailReference => b"doorward email reference v1",
            Self::CacheReference => b"doorward cache reference v1",
            Self::Storage => b"doorward storage v1",
            Self::LimitReference => b"doorward limit reference v1",
            Self::ApiKeys => b"doorward api keys v1",
            Self::OneTimeTokens => b"doorward one time tokens v1",
            Self::SecureLinks => b"doorward secure links v1",
        }
    }
}

/// The secret that every key is derived from: 32 random bytes.
#[derive(Clone)]
pub struct MasterSecret([u8; SECRET_BYTES]);

impl MasterSecret {
    /// Takes 32 bytes as they are.
    pub const fn new(bytes: [u8; SECRET_BYTES]) -> Self {
        Self(bytes)
    }

    /// Draws a new secret from the operating system.
    pub fn generate() -> Result<Self, KeyError> {
        let mut bytes = [0; SECRET_BYTES];
        aws_lc_rs::rand::fill(&mut bytes).map_err(|_| KeyError::NoRandomness)?;
        Ok(Self(bytes))
    }

    /// The one that follows from another secret of the installation, of whatever length. Whoever knows that
    /// one knows this.
    pub fn following_from(secret: &[u8]) -> Result<Self, KeyError> {
        derived(secret, b"doorward master secret v1").map(Self)
    }

    /// The bytes themselves, for writing the secret to its file.
    pub const fn expose(&self) -> &[u8; SECRET_BYTES] {
        &self.0
    }

    fn derive<const N: usize>(&self, purpose: Purpose) -> Result<[u8; N], KeyError> {
        derived(&self.0, purpose.label())
    }
}

fn derived<const N: usize>(secret: &[u8], label: &[u8]) -> Result<[u8; N], KeyError> {
    struct Length(usize);
    impl hkdf::KeyType for Length {
        fn len(&self) -> usize {
            self.0
        }
    }
    let mut key = [0; N];
    hkdf::Salt::new(hkdf::HKDF_SHA256, b"doorward")
        .extract(secret)
        .expand(&[label], Length(N))
        .and_then(|okm| okm.fill(&mut key))
        .map_err(|_| KeyError::Derivation)?;
    Ok(key)
}

impl fmt::Debug for MasterSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterSecret(…)")
    }
}

/// Why keys could not be made.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
    /// HKDF refused the length.
    #[error("a key could not be derived")]
    Derivation,
}

/// The keys of this installation: those of the current secret, and of the previous one while it is
/// being rotated out.
#[derive(Clone, Debug)]
pub struct Keys {
    current: MasterSecret,
    previous: Option<MasterSecret>,
}

impl Keys {
    /// Keys from the current secret and, during a rotation, the one before it.
    pub const fn new(current: MasterSecret, previous: Option<MasterSecret>) -> Self {
        Self { current, previous }
    }

    /// Whether the secret is being rotated: what the one before sealed still opens.
    pub const fn has_previous(&self) -> bool {
        self.previous.is_some()
    }

    /// The cookie crate's keys for a purpose: the first seals, all of them open.
    pub fn cookie_keys(&self, purpose: Purpose) -> Result<Vec<Key>, KeyError> {
        self.secrets().map(|secret| Ok(Key::from(&secret.derive::<64>(purpose)?))).collect()
    }

    /// HMAC-SHA-256 keys for a purpose: the first signs, all of them verify.
    pub fn mac_keys(&self, purpose: Purpose) -> Result<Vec<hmac::Key>, KeyError> {
        self.secrets()
            .map(|secret| Ok(hmac::Key::new(hmac::HMAC_SHA256, &secret.derive::<32>(purpose)?)))
            .collect()
    }

    /// A sealer for a purpose: AES-256-GCM under the current secret, opening the previous one's too.
    pub fn sealer(&self, purpose: Purpose) -> Result<Sealer, KeyError> {
        let keys = self
            .secrets()
            .map(|secret| {
                let key = secret.derive::<32>(purpose)?;
                RandomizedNonceKey::new(&AES_256_GCM, &key).map_err(|_| KeyError::Derivation)
            })
            .collect::<Result<_, _>>()?;
        Ok(Sealer { keys })
    }

    fn secrets(&self) -> impl Iterator<Item = &MasterSecret> {
        std::iter::once(&self.current).chain(self.previous.as_ref())
    }
}

/// Seals values that are kept in the database. `context` is bound in, so that a sealed value moved
/// to another row or column does not open.
pub struct Sealer {
    keys: Vec<RandomizedNonceKey>,
}

impl Sealer {
    /// Seals a value: nonce, then ciphertext and tag.
    pub fn seal(&self, context: &str, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let key = self.keys.first().ok_or(SealError::Seal)?;
        let mut body = plain.to_vec();
        let nonce = key
            .seal_in_place_append_tag(Aad::from(context.as_bytes()), &mut body)
            .map_err(|_| SealError::Seal)?;
        let mut sealed = nonce.as_ref().to_vec();
        sealed.append(&mut body);
        Ok(sealed)
    }

    /// Opens what [`Sealer::seal`] made under the current or the previous secret.
    pub fn open(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (nonce, body) = sealed.split_at_checked(NONCE_BYTES).ok_or(SealError::Open)?;
        self.keys
            .iter()
            .find_map(|key| {
                let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
                let mut body = body.to_vec();
                let plain = key.open_in_place(nonce, Aad::from(context.as_bytes()), &mut body).ok()?;
                Some(plain.to_vec())
            })
            .ok_or(SealError::Open)
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer(…)")
    }
}

/// Why a value could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The value could not be sealed.
    #[error("a value could not be sealed")]
    Seal,
    /// The value was sealed under another secret or for another place, or was altered.
    #[error("a sealed value could not be opened with the current or the previous secret")]
    Open,
}
