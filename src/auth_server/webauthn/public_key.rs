//! Public keys as authenticators write them (COSE, RFC 9052 §7), and what they verify.

use aws_lc_rs::signature::{self, ParsedPublicKey, RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey};
use aws_lc_rs::signature::{EcdsaVerificationAlgorithm, EdDSAParameters};

use super::{Fault, cbor};

/// The algorithms that are asked for, the best liked first, as GoTrue asks for them: ES256, ES384, ES512,
/// RS256, RS384, RS512, PS256, PS384, PS512 and EdDSA (IANA, "COSE Algorithms").
pub(super) const ALGORITHMS: [i64; 10] = [-7, -35, -36, -257, -258, -259, -37, -38, -39, -8];

/// Labels of a key (RFC 9052 §7.1, RFC 9053 §7, RFC 8230 §4).
const KIND: i64 = 1;
const ALGORITHM: i64 = 3;
const CURVE_OR_MODULUS: i64 = -1;
const X_OR_EXPONENT: i64 = -2;
const Y: i64 = -3;

/// What those say.
const OCTET_KEY_PAIR: i64 = 1;
const ELLIPTIC: i64 = 2;
const RSA: i64 = 3;
const ED25519_CURVE: i64 = 6;

/// The sizes of a modulus, in bytes: 2048 to 8192 bits.
const MODULUS: std::ops::RangeInclusive<usize> = 256..=1024;

/// The longest exponent, in bytes.
const LONGEST_EXPONENT: usize = 8;

/// How a point begins that is written whole (SEC 1 §2.3.3).
const WHOLE_POINT: u8 = 4;

/// A key that verifies signatures.
pub(super) struct PublicKey {
    /// Its algorithm's number.
    pub(super) algorithm: i64,
    material: Material,
}

enum Material {
    Point(&'static EcdsaVerificationAlgorithm, Vec<u8>),
    Rsa { parameters: &'static RsaParameters, modulus: Vec<u8>, exponent: Vec<u8> },
    Edwards(&'static EdDSAParameters, Vec<u8>),
}

impl PublicKey {
    /// Reads a key. One that cannot be, or whose algorithm was not asked for, is a fault.
    pub(super) fn read(cose: &[u8]) -> Result<Self, Fault> {
        let (map, _) = cbor::map(cose).ok_or(Fault::Unreadable)?;
        let algorithm = map.number(ALGORITHM).ok_or(Fault::Unreadable)?;
        if !ALGORITHMS.contains(&algorithm) {
            return Err(Fault::UnknownAlgorithm);
        }
        let material = match map.number(KIND) {
            Some(ELLIPTIC) => elliptic(algorithm, &map),
            Some(RSA) => rsa(algorithm, &map),
            Some(OCTET_KEY_PAIR) => edwards(algorithm, &map),
            _ => None,
        };
        Ok(Self { algorithm, material: material.ok_or(Fault::Unreadable)? })
    }

    /// Whether a signature of a message is this key's.
    pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), Fault> {
        let verified = match &self.material {
            Material::Point(algorithm, point) => {
                UnparsedPublicKey::new(*algorithm, point).verify(message, signature)
            }
            Material::Edwards(algorithm, point) => {
                UnparsedPublicKey::new(*algorithm, point).verify(message, signature)
            }
            Material::Rsa { parameters, modulus, exponent } => {
                let key = RsaPublicKeyComponents { n: modulus, e: exponent };
                key.verify(parameters, message, signature)
            }
        };
        verified.map_err(|_| Fault::WrongSignature)
    }
}

fn elliptic(algorithm: i64, map: &cbor::Map) -> Option<Material> {
    let (curve, verifies, width) = match algorithm {
        -7 => (1, &signature::ECDSA_P256_SHA256_ASN1, 32),
        -35 => (2, &signature::ECDSA_P384_SHA384_ASN1, 48),
        -36 => (3, &signature::ECDSA_P521_SHA512_ASN1, 66),
        _ => return None,
    };
    let (x, y) = (map.bytes(X_OR_EXPONENT)?, map.bytes(Y)?);
    if map.number(CURVE_OR_MODULUS) != Some(curve) || x.len() != width || y.len() != width {
        return None;
    }
    let point = [&[WHOLE_POINT], x, y].concat();
    // A point beside the curve is no key.
    ParsedPublicKey::new(verifies, &point).ok()?;
    Some(Material::Point(verifies, point))
}

fn rsa(algorithm: i64, map: &cbor::Map) -> Option<Material> {
    let parameters = match algorithm {
        -257 => &signature::RSA_PKCS1_2048_8192_SHA256,
        -258 => &signature::RSA_PKCS1_2048_8192_SHA384,
        -259 => &signature::RSA_PKCS1_2048_8192_SHA512,
        -37 => &signature::RSA_PSS_2048_8192_SHA256,
        -38 => &signature::RSA_PSS_2048_8192_SHA384,
        -39 => &signature::RSA_PSS_2048_8192_SHA512,
        _ => return None,
    };
    let modulus = without_zeros(map.bytes(CURVE_OR_MODULUS)?);
    let exponent = without_zeros(map.bytes(X_OR_EXPONENT)?);
    if !MODULUS.contains(&modulus.len()) || exponent.is_empty() || exponent.len() > LONGEST_EXPONENT {
        return None;
    }
    Some(Material::Rsa { parameters, modulus: modulus.to_vec(), exponent: exponent.to_vec() })
}

fn edwards(algorithm: i64, map: &cbor::Map) -> Option<Material> {
    let point = map.bytes(X_OR_EXPONENT)?;
    if algorithm != -8 || map.number(CURVE_OR_MODULUS) != Some(ED25519_CURVE) {
        return None;
    }
    ParsedPublicKey::new(&signature::ED25519, point).ok()?;
    Some(Material::Edwards(&signature::ED25519, point.to_vec()))
}

fn without_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    &number[zeros..]
}
