//! What a browser is asked for (`WebAuthn` §5.4, §5.5).

use serde_json::{Map, Value, json};

use super::public_key::ALGORITHMS;
use super::{Bytes, Credential, RelyingParty};

/// How long a browser waits for somebody, in milliseconds.
const TIMEOUT: u32 = 300_000;

/// For whom a new key is made.
pub(crate) struct Subject<'a> {
    /// By which the authenticator remembers them.
    pub(crate) handle: Bytes,
    pub(crate) name: &'a str,
    pub(crate) display_name: &'a str,
}

/// The wish for a new key. `excluded` are the ones that the person has already.
pub(crate) fn creation(
    party: RelyingParty<'_>,
    subject: &Subject<'_>,
    challenge: &Bytes,
    excluded: Vec<Value>,
) -> Map<String, Value> {
    let parameter = |algorithm| json!({ "type": "public-key", "alg": algorithm });
    let mut options = Map::new();
    options.insert("rp".to_owned(), json!({ "id": party.id, "name": party.name }));
    let user = json!({ "id": subject.handle, "name": subject.name, "displayName": subject.display_name });
    options.insert("user".to_owned(), user);
    options.insert("challenge".to_owned(), json!(challenge));
    options.insert("pubKeyCredParams".to_owned(), ALGORITHMS.map(parameter).to_vec().into());
    options.insert("timeout".to_owned(), TIMEOUT.into());
    if !excluded.is_empty() {
        options.insert("excludeCredentials".to_owned(), excluded.into());
    }
    options.insert("authenticatorSelection".to_owned(), json!({}));
    options
}

/// The wish for a signature. `allowed` are the keys that may sign; without any the authenticator chooses.
pub(crate) fn request(party: RelyingParty<'_>, challenge: &Bytes, allowed: Vec<Value>) -> Map<String, Value> {
    let mut options = Map::new();
    options.insert("challenge".to_owned(), json!(challenge));
    options.insert("timeout".to_owned(), TIMEOUT.into());
    options.insert("rpId".to_owned(), party.id.into());
    if !allowed.is_empty() {
        options.insert("allowCredentials".to_owned(), allowed.into());
    }
    options
}

/// Keys as a browser is told of them. `reached` says how, else each is reached as it is known.
pub(crate) fn descriptors(credentials: &[Credential], reached: Option<&[&str]>) -> Vec<Value> {
    let described = |credential: &Credential| {
        let transports = match reached {
            Some(reached) => json!(reached),
            None => json!(credential.transports),
        };
        let mut descriptor = json!({ "type": "public-key", "id": credential.id });
        if transports.as_array().is_some_and(|transports| !transports.is_empty()) {
            descriptor["transports"] = transports;
        }
        descriptor
    };
    credentials.iter().map(described).collect()
}
