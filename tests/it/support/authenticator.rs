//! An authenticator without a device: it makes keys and signs with them as a real one does (`WebAuthn` §6), or
//! wrong where a test wants that.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, ECDSA_P521_SHA512_ASN1_SIGNING,
    EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaPublicKeyComponents,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ciborium::Value as Cbor;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Somebody is there, and it is known who.
pub const PRESENT: u8 = 0b101;
/// The key can be carried to other devices.
pub const BACKUP_ELIGIBLE: u8 = 1 << 3;
/// It is on other devices.
pub const BACKED_UP: u8 = 1 << 4;
/// A new key follows.
const HAS_KEY: u8 = 1 << 6;

/// The kinds of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    Es256,
    Es384,
    Es512,
    EdDsa,
    Rs256,
    Ps256,
}

impl KeyKind {
    pub const ALL: [Self; 6] = [Self::Es256, Self::Es384, Self::Es512, Self::EdDsa, Self::Rs256, Self::Ps256];

    /// The number of its algorithm.
    pub const fn algorithm(self) -> i64 {
        match self {
            Self::Es256 => -7,
            Self::Es384 => -35,
            Self::Es512 => -36,
            Self::EdDsa => -8,
            Self::Rs256 => -257,
            Self::Ps256 => -37,
        }
    }
}

/// What is otherwise than it should be.
#[derive(Clone, Default)]
pub struct Twist {
    /// The type of the question, as the browser says it.
    pub question: Option<&'static str>,
    pub challenge: Option<String>,
    pub origin: Option<&'static str>,
    /// The site that the key is for.
    pub party: Option<&'static str>,
    pub flags: Option<u8>,
    pub count: Option<u32>,
    pub aaguid: [u8; 16],
    /// Left out of a new key's answer.
    pub without_key: bool,
    /// Another number for the algorithm of a new key.
    pub algorithm: Option<i64>,
    pub format: Option<&'static str>,
    /// What is stated about a new key; by itself where the format is `packed`.
    pub statement: Option<Cbor>,
    /// Bytes after what the authenticator says.
    pub trailing: Vec<u8>,
    /// The signature is of something else.
    pub signs_nonsense: bool,
    /// The id of the key that is said to have signed.
    pub id: Option<Vec<u8>>,
    /// Whom the authenticator remembers.
    pub handle: Option<Vec<u8>>,
    /// What the browser says beside the rest.
    pub said: Option<(&'static str, Value)>,
}

/// An authenticator at one site.
pub struct Authenticator {
    pub origin: &'static str,
    pub party: &'static str,
    pub kind: KeyKind,
    pub flags: u8,
    pub keys: Vec<Key>,
}

/// A key in it.
pub struct Key {
    pub id: Vec<u8>,
    handle: Vec<u8>,
    pair: Pair,
    kind: KeyKind,
    count: u32,
}

enum Pair {
    Ecdsa(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
    Rsa(RsaKeyPair),
}

impl Authenticator {
    pub const fn at(party: &'static str, origin: &'static str) -> Self {
        Self { origin, party, kind: KeyKind::Es256, flags: PRESENT, keys: Vec::new() }
    }

    /// Makes a key, as the options want it, and answers as a browser passes it on.
    pub fn create(&mut self, options: &Value, twist: &Twist) -> Value {
        let mut id = vec![0; 32];
        aws_lc_rs::rand::fill(&mut id).expect("random bytes");
        let handle = decoded(&options["user"]["id"]);
        let key = Key { id, handle, pair: Pair::new(self.kind), kind: self.kind, count: 0 };
        let client_data = self.client_data("webauthn.create", options, twist);
        let mut data = self.data(key.count, self.flags | if twist.without_key { 0 } else { HAS_KEY }, twist);
        if !twist.without_key {
            data.extend(twist.aaguid);
            data.extend(u16::try_from(key.id.len()).expect("a short id").to_be_bytes());
            data.extend(&key.id);
            data.extend(key.cose(twist.algorithm));
        }
        data.extend(&twist.trailing);
        let statement = match (&twist.statement, twist.format) {
            (Some(statement), _) => statement.clone(),
            (None, Some("packed")) => key.stated_by_itself(&data, &client_data, twist),
            (None, _) => Cbor::Map(Vec::new()),
        };
        let object = Cbor::Map(vec![
            ("fmt".into(), twist.format.unwrap_or("none").into()),
            ("attStmt".into(), statement),
            ("authData".into(), Cbor::Bytes(data)),
        ]);
        let id = text(&key.id);
        self.keys.push(key);
        json!({
            "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
            "authenticatorAttachment": "platform",
            "response": {
                "clientDataJSON": text(&client_data), "attestationObject": text(&written(&object)),
                "transports": ["internal", "hybrid"],
            },
        })
    }

    /// Signs with the newest key, and answers as a browser passes it on.
    pub fn sign(&mut self, options: &Value, twist: &Twist) -> Value {
        let newest = self.keys.len() - 1;
        self.sign_with(newest, options, twist)
    }

    /// The same with any key.
    pub fn sign_with(&mut self, which: usize, options: &Value, twist: &Twist) -> Value {
        let client_data = self.client_data("webauthn.get", options, twist);
        self.keys[which].count += 1;
        let key = &self.keys[which];
        let mut data = self.data(key.count, self.flags, twist);
        data.extend(&twist.trailing);
        let signature = key.signature(&data, &client_data, twist);
        let id = text(twist.id.as_ref().unwrap_or(&key.id));
        json!({
            "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
            "authenticatorAttachment": "platform",
            "response": {
                "clientDataJSON": text(&client_data), "authenticatorData": text(&data),
                "signature": text(&signature),
                "userHandle": text(twist.handle.as_ref().unwrap_or(&key.handle)),
            },
        })
    }

    fn client_data(&self, question: &str, options: &Value, twist: &Twist) -> Vec<u8> {
        let asked = options["challenge"].as_str().expect("a challenge");
        let mut said = json!({
            "type": twist.question.unwrap_or(question),
            "challenge": twist.challenge.as_deref().unwrap_or(asked),
            "origin": twist.origin.unwrap_or(self.origin),
            "crossOrigin": false,
        });
        if let Some((name, value)) = &twist.said {
            said[*name] = value.clone();
        }
        said.to_string().into_bytes()
    }

    fn data(&self, count: u32, flags: u8, twist: &Twist) -> Vec<u8> {
        let mut data = Sha256::digest(twist.party.unwrap_or(self.party)).to_vec();
        data.push(twist.flags.unwrap_or(flags));
        data.extend(twist.count.unwrap_or(count).to_be_bytes());
        data
    }
}

impl Key {
    /// The public half (RFC 9052 §7).
    fn cose(&self, algorithm: Option<i64>) -> Vec<u8> {
        let algorithm = algorithm.unwrap_or_else(|| self.kind.algorithm());
        let number = |value: i64| Cbor::from(value);
        let mut entries = Vec::new();
        match &self.pair {
            Pair::Ecdsa(pair) => {
                let point = &pair.public_key().as_ref()[1..];
                let (x, y) = point.split_at(point.len() / 2);
                let curve = match self.kind {
                    KeyKind::Es256 => 1,
                    KeyKind::Es384 => 2,
                    _ => 3,
                };
                entries.push((number(1), number(2)));
                entries.push((number(3), number(algorithm)));
                entries.push((number(-1), number(curve)));
                entries.push((number(-2), Cbor::Bytes(x.to_vec())));
                entries.push((number(-3), Cbor::Bytes(y.to_vec())));
            }
            Pair::Ed25519(pair) => {
                entries.push((number(1), number(1)));
                entries.push((number(3), number(algorithm)));
                entries.push((number(-1), number(6)));
                entries.push((number(-2), Cbor::Bytes(pair.public_key().as_ref().to_vec())));
            }
            Pair::Rsa(pair) => {
                let public = RsaPublicKeyComponents::<Vec<u8>>::from(pair.public_key());
                entries.push((number(1), number(3)));
                entries.push((number(3), number(algorithm)));
                entries.push((number(-1), Cbor::Bytes(public.n)));
                entries.push((number(-2), Cbor::Bytes(public.e)));
            }
        }
        written(&Cbor::Map(entries))
    }

    fn stated_by_itself(&self, data: &[u8], client_data: &[u8], twist: &Twist) -> Cbor {
        let signature = self.signature(data, client_data, twist);
        Cbor::Map(vec![("alg".into(), self.kind.algorithm().into()), ("sig".into(), Cbor::Bytes(signature))])
    }

    fn signature(&self, data: &[u8], client_data: &[u8], twist: &Twist) -> Vec<u8> {
        let hash = Sha256::digest(client_data);
        let message = if twist.signs_nonsense { b"nonsense".to_vec() } else { [data, &hash[..]].concat() };
        let random = SystemRandom::new();
        match &self.pair {
            Pair::Ecdsa(pair) => pair.sign(&random, &message).expect("a signature").as_ref().to_vec(),
            Pair::Ed25519(pair) => pair.sign(&message).as_ref().to_vec(),
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                let padding: &dyn aws_lc_rs::signature::RsaEncoding =
                    if self.kind == KeyKind::Rs256 { &RSA_PKCS1_SHA256 } else { &RSA_PSS_SHA256 };
                pair.sign(padding, &random, &message, &mut signature).expect("a signature");
                signature
            }
        }
    }
}

impl Pair {
    fn new(kind: KeyKind) -> Self {
        let ecdsa = match kind {
            KeyKind::Es256 => &ECDSA_P256_SHA256_ASN1_SIGNING,
            KeyKind::Es384 => &ECDSA_P384_SHA384_ASN1_SIGNING,
            KeyKind::Es512 => &ECDSA_P521_SHA512_ASN1_SIGNING,
            KeyKind::EdDsa => return Self::Ed25519(Ed25519KeyPair::generate().expect("a key")),
            KeyKind::Rs256 | KeyKind::Ps256 => {
                return Self::Rsa(RsaKeyPair::generate(KeySize::Rsa2048).expect("a key"));
            }
        };
        Self::Ecdsa(EcdsaKeyPair::generate(ecdsa).expect("a key"))
    }
}

/// Bytes as they stand in JSON.
pub fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn decoded(value: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(value.as_str().expect("a text")).expect("base64url")
}

fn written(value: &Cbor) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).expect("CBOR");
    bytes
}
