//! Keys as JSON (RFC 7517, 7518, 8037): reading both halves of a private one, and showing the public one.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use serde_json::{Value, json};

/// Both halves of a key; of a secret they are the same.
pub(super) struct Halves {
    pub(super) private: EncodingKey,
    pub(super) public: DecodingKey,
}

/// What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410 §7).
const ED25519: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// The numbers of an RSA key in the order of PKCS #1 (RFC 8017 §A.1.2).
const RSA: [&str; 8] = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];

/// The first byte of a public key in the uncompressed form (SEC 1 §2.3.3).
const UNCOMPRESSED: u8 = 4;

/// Reads a private key. Nothing where a number is missing or wrong.
pub(super) fn read(key: &Value, algorithm: Algorithm) -> Option<Halves> {
    let text = |name: &str| key[name].as_str();
    let bytes = |name: &str| URL_SAFE_NO_PAD.decode(text(name)?.trim_end_matches('=')).ok();
    let (private, public) = match algorithm {
        Algorithm::ES256 => {
            let point = [vec![UNCOMPRESSED], bytes("x")?, bytes("y")?].concat();
            let kind = &ECDSA_P256_SHA256_FIXED_SIGNING;
            let pair = EcdsaKeyPair::from_private_key_and_public_key(kind, &bytes("d")?, &point).ok()?;
            let document = pair.to_pkcs8v1().ok()?;
            let public = DecodingKey::from_ec_components(text("x")?, text("y")?).ok()?;
            (EncodingKey::from_ec_der(document.as_ref()), public)
        }
        Algorithm::RS256 | Algorithm::RS512 => {
            let numbers = RSA.iter().map(|name| Some(integer(&bytes(name)?)));
            let numbers: Vec<Vec<u8>> = numbers.collect::<Option<_>>()?;
            let document = tagged(0x30, &[integer(&[0]), numbers.concat()].concat());
            let public = DecodingKey::from_rsa_components(text("n")?, text("e")?).ok()?;
            (EncodingKey::from_rsa_der(&document), public)
        }
        Algorithm::EdDSA => {
            let document = [ED25519.to_vec(), bytes("d").filter(|seed| seed.len() == 32)?].concat();
            let public = DecodingKey::from_ed_components(text("x")?).ok()?;
            (EncodingKey::from_ed_der(&document), public)
        }
        _ => {
            let secret = bytes("k").filter(|secret| !secret.is_empty())?;
            (EncodingKey::from_secret(&secret), DecodingKey::from_secret(&secret))
        }
    };
    Some(Halves { private, public })
}

/// The public half as it is published; of a secret there is none.
pub(super) fn public(key: &Value, kid: &str, algorithm: Algorithm) -> Option<Value> {
    let members: &[&str] = match algorithm {
        Algorithm::ES256 => &["kty", "crv", "x", "y", "alg", "ext"],
        Algorithm::RS256 | Algorithm::RS512 => &["kty", "n", "e", "alg", "ext"],
        Algorithm::EdDSA => &["kty", "crv", "x", "alg", "ext"],
        _ => return None,
    };
    let mut public = json!({ "kid": kid, "use": "sig", "key_ops": ["verify"] });
    for member in members.iter().filter(|member| !key[**member].is_null()) {
        public[*member] = key[*member].clone();
    }
    Some(public)
}

/// A number that is not negative, in DER (X.690 §8.3).
fn integer(number: &[u8]) -> Vec<u8> {
    let leading = number.iter().take_while(|byte| **byte == 0).count();
    let mut bytes = number.get(leading..).unwrap_or_default().to_vec();
    if bytes.first().is_none_or(|first| *first >= 0x80) {
        bytes.insert(0, 0);
    }
    tagged(0x02, &bytes)
}

/// A value with its tag and its length (X.690 §8.1).
fn tagged(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = value.len().to_be_bytes();
    let leading = length.iter().take_while(|byte| **byte == 0).count();
    let significant = length.get(leading..).unwrap_or_default();
    let mut bytes = vec![tag];
    match (u8::try_from(value.len()), u8::try_from(significant.len())) {
        (Ok(short), _) if short < 0x80 => bytes.push(short),
        (_, Ok(count)) => {
            bytes.push(0x80 | count);
            bytes.extend_from_slice(significant);
        }
        // No length has so many bytes.
        _ => {}
    }
    bytes.extend_from_slice(value);
    bytes
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::encoding::AsDer as _;
    use aws_lc_rs::encoding::Pkcs8V1Der;
    use aws_lc_rs::rsa::{KeyPair, KeySize};
    use jsonwebtoken::{Header, Validation};

    use super::*;

    /// The content of the first value, and what comes after it.
    fn first(der: &[u8]) -> (&[u8], &[u8]) {
        let (length, at) = match usize::from(der[1]) {
            short @ ..0x80 => (short, 2),
            count => {
                let count = count - 0x80;
                let length = der[2..2 + count].iter().fold(0, |sum, byte| sum * 256 + usize::from(*byte));
                (length, 2 + count)
            }
        };
        der[at..].split_at(length)
    }

    /// The members of an RSA key (RFC 8017 §A.1.2) in PKCS #8 (RFC 5208 §5).
    fn members(pkcs8: &[u8]) -> Value {
        let (version, whole) = (first(first(pkcs8).0), first(pkcs8).0);
        let algorithm = first(version.1);
        assert!(whole.len() > algorithm.1.len());
        let mut rest = first(first(first(algorithm.1).0).0).1;
        let mut members = json!({});
        for name in RSA {
            let (number, after) = first(rest);
            let leading = usize::from(number[0] == 0);
            members[name] = json!(URL_SAFE_NO_PAD.encode(&number[leading..]));
            rest = after;
        }
        members
    }

    #[test]
    fn an_rsa_key_signs_what_its_public_half_verifies() {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let document: Pkcs8V1Der<'_> = pair.as_der().unwrap();
        let mut key = members(document.as_ref());
        key["kty"] = json!("RSA");
        for algorithm in [Algorithm::RS256, Algorithm::RS512] {
            let halves = read(&key, algorithm).unwrap();
            let mut validation = Validation::new(algorithm);
            validation.required_spec_claims.clear();
            let claims = json!({ "role": "keeper" });
            let token = jsonwebtoken::encode(&Header::new(algorithm), &claims, &halves.private).unwrap();
            let opened = jsonwebtoken::decode::<Value>(&token, &halves.public, &validation).unwrap();
            assert_eq!(opened.claims, claims);
            let published = public(&key, "kid", algorithm).unwrap();
            assert_eq!(published["n"], key["n"]);
            assert!(["d", "p", "q", "dp", "dq", "qi"].iter().all(|secret| published[*secret].is_null()));
        }
        key["d"] = Value::Null;
        assert!(read(&key, Algorithm::RS256).is_none());
    }

    #[test]
    fn numbers_are_written_as_der_has_them() {
        assert_eq!(integer(&[0, 0, 0x7f]), [0x02, 1, 0x7f]);
        assert_eq!(integer(&[0x80]), [0x02, 2, 0, 0x80]);
        assert_eq!(integer(&[]), [0x02, 1, 0]);
        assert_eq!(tagged(0x30, &[7; 200])[..3], [0x30, 0x81, 200]);
        assert_eq!(tagged(0x30, &[7; 300])[..4], [0x30, 0x82, 1, 44]);
    }
}
