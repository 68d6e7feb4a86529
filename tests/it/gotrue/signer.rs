//! Keys that sign tokens, good ones and whatever somebody may try.

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{DecodingKey, jwk::Jwk};
use serde_json::{Value, json};

/// A key, its name and the algorithm it is for.
pub struct Signer {
    pub key_id: String,
    pub algorithm: &'static str,
    key: Key,
}

enum Key {
    P256(EcdsaKeyPair),
    Rsa(Box<RsaKeyPair>),
    Secret(Vec<u8>),
}

impl Signer {
    pub fn es256(key_id: &str) -> Self {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        Self { key_id: key_id.to_owned(), algorithm: "ES256", key: Key::P256(key) }
    }

    pub fn rs256(key_id: &str) -> Self {
        let key = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
        Self { key_id: key_id.to_owned(), algorithm: "RS256", key: Key::Rsa(Box::new(key)) }
    }

    /// Signs with the bytes of a secret, whatever they are.
    pub fn hs256(key_id: &str, secret: impl Into<Vec<u8>>) -> Self {
        Self { key_id: key_id.to_owned(), algorithm: "HS256", key: Key::Secret(secret.into()) }
    }

    /// The public key as the auth server publishes it.
    pub fn jwk(&self) -> Value {
        let key = match &self.key {
            Key::P256(key) => DecodingKey::from_ec_der(key.public_key().as_ref()),
            Key::Rsa(key) => DecodingKey::from_rsa_der(key.public_key().as_ref()),
            Key::Secret(secret) => DecodingKey::from_secret(secret),
        };
        let mut jwk = serde_json::to_value(Jwk::from_decoding_key(&key, None).unwrap()).unwrap();
        for (name, value) in
            [("kid", json!(self.key_id)), ("alg", json!(self.algorithm)), ("use", json!("sig"))]
        {
            jwk[name] = value;
        }
        jwk["key_ops"] = json!(["verify"]);
        jwk["ext"] = json!(true);
        jwk
    }

    /// The forms in which the public key might be mistaken for a secret.
    pub fn public_texts(&self) -> Vec<Vec<u8>> {
        let (raw, der) = match &self.key {
            Key::P256(key) => (key.public_key().as_ref().to_vec(), key.public_key().as_der().unwrap()),
            Key::Rsa(key) => (key.public_key().as_ref().to_vec(), key.public_key().as_der().unwrap()),
            Key::Secret(_) => panic!("a secret has no public form"),
        };
        let der = der.as_ref().to_vec();
        let base64 = base64::engine::general_purpose::STANDARD.encode(&der);
        let lines: Vec<_> =
            base64.as_bytes().chunks(64).map(|line| String::from_utf8(line.to_vec()).unwrap()).collect();
        let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----", lines.join("\n"));
        vec![
            raw,
            der,
            format!("{pem}\n").into_bytes(),
            pem.replace('\n', "\r\n").into_bytes(),
            pem.into_bytes(),
            self.jwk().to_string().into_bytes(),
            json!({"keys": [self.jwk()]}).to_string().into_bytes(),
        ]
    }

    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match &self.key {
            Key::P256(key) => key.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec(),
            Key::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature).unwrap();
                signature
            }
            Key::Secret(secret) => {
                hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), message).as_ref().to_vec()
            }
        }
    }

    /// The header as the auth server writes it.
    pub fn header(&self) -> Value {
        json!({"alg": self.algorithm, "typ": "JWT", "kid": self.key_id})
    }

    pub fn token(&self, claims: &Value) -> String {
        self.token_with(&self.header(), claims)
    }

    pub fn token_with(&self, header: &Value, claims: &Value) -> String {
        self.token_of(header.to_string().as_bytes(), claims.to_string().as_bytes())
    }

    /// A token of these very bytes.
    pub fn token_of(&self, header: &[u8], claims: &[u8]) -> String {
        let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        let signature = URL_SAFE_NO_PAD.encode(self.sign(message.as_bytes()));
        format!("{message}.{signature}")
    }
}
