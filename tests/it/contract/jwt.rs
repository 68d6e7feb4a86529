//! Access tokens read, checked and made by hand, so that the library the program uses is not its own
//! judge (RFC 7515, RFC 7518 §3.4).

use aws_lc_rs::encoding::AsBigEndian;
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, UnparsedPublicKey,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// Length of a coordinate of P-256, in bytes.
const COORDINATE: usize = 32;

/// The header of a token.
pub(super) fn header(token: &str) -> Option<Value> {
    part(token, 0)
}

/// The claims of a token; nothing if it is none.
pub fn claims(token: &str) -> Option<Value> {
    header(token)?;
    part(token, 1)
}

fn part(token: &str, index: usize) -> Option<Value> {
    let parts: Vec<_> = token.split('.').collect();
    if parts.len() != 3 {
        return None;
    }
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[index]).ok()?).ok().filter(Value::is_object)
}

/// Whether one of the published keys made the signature: the one that the header names.
pub fn is_signed_by(jwks: &Value, token: &str) -> bool {
    let kid = header(token).map(|header| header["kid"].clone());
    let keys = jwks["keys"].as_array().map(Vec::as_slice).unwrap_or_default();
    let Some(key) = keys.iter().find(|key| Some(&key["kid"]) == kid.as_ref()) else { return false };
    let coordinate = |name: &str| URL_SAFE_NO_PAD.decode(key[name].as_str()?).ok();
    let (Some(x), Some(y)) = (coordinate("x"), coordinate("y")) else { return false };
    // An uncompressed point (SEC 1 §2.3.3).
    let point = [vec![4], x, y].concat();
    let Some((signed, signature)) = token.rsplit_once('.') else { return false };
    let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else { return false };
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(signed.as_bytes(), &signature).is_ok()
}

/// An ES256 key of the test's own.
pub struct SigningKey {
    pair: EcdsaKeyPair,
    kid: String,
}

impl SigningKey {
    pub fn generate(kid: &str) -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key");
        Self { pair, kid: kid.to_owned() }
    }

    /// The key as a server reads it from its settings (RFC 7517 §4, RFC 7518 §6.2.2).
    pub fn private_jwk(&self) -> Value {
        let point = self.pair.public_key().as_ref();
        let (x, y) = point[1..].split_at(COORDINATE);
        let secret = self.pair.private_key().as_be_bytes().expect("a private key");
        json!({
            "kty": "EC", "crv": "P-256", "alg": "ES256", "kid": self.kid, "use": "sig",
            "key_ops": ["sign", "verify"],
            "x": encoded(x), "y": encoded(y), "d": encoded(secret.as_ref()),
        })
    }

    pub fn sign(&self, claims: &Value) -> String {
        let signed = unsigned(&json!({"alg": "ES256", "kid": self.kid, "typ": "JWT"}), claims);
        let signature = self.pair.sign(&SystemRandom::new(), signed.as_bytes()).expect("a signature");
        format!("{signed}.{}", encoded(signature.as_ref()))
    }
}

/// A token signed with a shared secret.
pub fn sign_with_secret(secret: &str, claims: &Value) -> String {
    let signed = unsigned(&json!({"alg": "HS256", "typ": "JWT"}), claims);
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    format!("{signed}.{}", encoded(hmac::sign(&key, signed.as_bytes()).as_ref()))
}

/// Header and claims, to be signed or not.
pub(super) fn unsigned(header: &Value, claims: &Value) -> String {
    format!("{}.{}", encoded(header.to_string().as_bytes()), encoded(claims.to_string().as_bytes()))
}

/// Base64url without padding.
pub(super) fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
