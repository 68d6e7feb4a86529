//! A P-256 key pair (ES256, RFC 7518 §3.4).

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::auth_server::AuthServerError;
use crate::auth_server::store::signing_keys::SigningKeyRow;
use crate::clock::Timestamp;
use crate::keys::Sealer;

/// The first byte of a public key in the uncompressed form (SEC 1 §2.3.3).
const UNCOMPRESSED: u8 = 4;

/// The length of each of the two numbers of a public key, in bytes.
const COORDINATE: usize = 32;

/// Makes a key, sealed as its row keeps it.
pub(super) fn generate(sealer: &Sealer, now: Timestamp) -> Result<SigningKeyRow, AuthServerError> {
    let broken = |_| AuthServerError::SigningKey;
    let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
        .map_err(broken)?;
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref())
        .map_err(|_| AuthServerError::SigningKey)?;
    let (x, y) = coordinates(pair.public_key().as_ref()).ok_or(AuthServerError::SigningKey)?;
    let kid = Uuid::new_v4().to_string();
    let sealed_private = sealer.seal(&context(&kid), document.as_ref())?;
    Ok(SigningKeyRow { kid, sealed_private, x, y, is_current: true, created_at: now, retired_at: None })
}

/// A private key opens only as the row it was made for.
pub(super) fn context(kid: &str) -> String {
    format!("auth signing key {kid}")
}

fn coordinates(public: &[u8]) -> Option<(String, String)> {
    let numbers = public.strip_prefix(&[UNCOMPRESSED]).filter(|rest| rest.len() == 2 * COORDINATE)?;
    let (x, y) = numbers.split_at(COORDINATE);
    Some((URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y)))
}
