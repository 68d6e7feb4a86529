//! The answers of authenticators as browsers send them (`WebAuthn` §5.1, "toJSON").

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::attestation::Attestation;
use super::authenticator_data::AuthenticatorData;
use super::client_data::ClientData;
use super::{Bytes, Fault};

/// How many ways to reach an authenticator are kept, and how long their names may be: whatever is said of them
/// is told to browsers again.
const MOST_TRANSPORTS: usize = 16;
const LONGEST_TRANSPORT: usize = 32;

/// What both kinds of answers have.
#[derive(Deserialize)]
struct Sent<Response> {
    id: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default, rename = "rawId")]
    raw_id: Bytes,
    response: Option<Response>,
    /// Read for its type only, as are those that begin so below.
    #[serde(rename = "clientExtensionResults")]
    _extensions: Option<Map<String, Value>>,
    #[serde(rename = "authenticatorAttachment")]
    _attachment: Option<String>,
}

#[derive(Default, Deserialize)]
struct CreationResponse {
    #[serde(default, rename = "clientDataJSON")]
    client_data: Bytes,
    #[serde(default, rename = "attestationObject")]
    attestation: Bytes,
    transports: Option<Vec<Option<String>>>,
    #[serde(default, rename = "authenticatorData")]
    _authenticator_data: Bytes,
    #[serde(default, rename = "publicKey")]
    _public_key: Bytes,
    #[serde(rename = "publicKeyAlgorithm")]
    _algorithm: Option<i64>,
}

#[derive(Default, Deserialize)]
struct AssertionResponse {
    #[serde(default, rename = "clientDataJSON")]
    client_data: Bytes,
    #[serde(default, rename = "authenticatorData")]
    authenticator_data: Bytes,
    #[serde(default)]
    signature: Bytes,
    #[serde(default, rename = "userHandle")]
    user_handle: Bytes,
}

/// The answer to the wish for a new key.
pub(crate) struct SentCreation {
    pub(super) client_data: ClientData,
    pub(super) attestation: Attestation,
    pub(super) transports: Vec<String>,
}

/// The answer to the wish for a signature.
pub(crate) struct SentAssertion {
    pub(super) id: Bytes,
    pub(super) client_data: ClientData,
    pub(super) data: AuthenticatorData,
    /// What is signed, beside the hash of what the browser says.
    pub(super) raw_data: Vec<u8>,
    pub(super) signature: Vec<u8>,
    /// Whose key it is, as the authenticator remembers.
    pub(crate) user_handle: Bytes,
}

impl<'de, Response: Deserialize<'de> + Default> Sent<Response> {
    /// The answer inside, if the outside is as it must be.
    fn open(sent: &'de Value) -> Result<(Bytes, Response), Fault> {
        let sent = Option::<Self>::deserialize(sent).map_err(|_| Fault::Unreadable)?;
        let sent = sent.ok_or(Fault::Unreadable)?;
        let id = sent.id.unwrap_or_default();
        let is_id = !id.is_empty() && URL_SAFE_NO_PAD.decode(&id).is_ok();
        if !is_id || sent.kind.as_deref() != Some("public-key") {
            return Err(Fault::Unreadable);
        }
        Ok((sent.raw_id, sent.response.unwrap_or_default()))
    }
}

impl SentCreation {
    pub(crate) fn read(sent: &Value) -> Result<Self, Fault> {
        let (_, response) = Sent::<CreationResponse>::open(sent)?;
        let client_data = ClientData::read(&response.client_data.0)?;
        let attestation = Attestation::read(&response.attestation.0)?;
        if attestation.data.key.is_none() {
            return Err(Fault::NoKey);
        }
        let transports = response.transports.unwrap_or_default().into_iter().map(known_as);
        let transports = transports.filter(|name| is_name(name)).take(MOST_TRANSPORTS).collect();
        Ok(Self { client_data, attestation, transports })
    }
}

impl SentAssertion {
    pub(crate) fn read(sent: &Value) -> Result<Self, Fault> {
        let (id, response) = Sent::<AssertionResponse>::open(sent)?;
        let client_data = ClientData::read(&response.client_data.0)?;
        let data = AuthenticatorData::read(&response.authenticator_data.0)?;
        Ok(Self {
            id,
            client_data,
            data,
            raw_data: response.authenticator_data.0,
            signature: response.signature.0,
            user_handle: response.user_handle,
        })
    }
}

fn is_name(transport: &str) -> bool {
    transport.len() <= LONGEST_TRANSPORT && transport.bytes().all(|byte| byte.is_ascii_graphic())
}

/// A way to reach an authenticator, by the name that it has now.
fn known_as(transport: Option<String>) -> String {
    match transport.unwrap_or_default() {
        old if old == "cable" => "hybrid".to_owned(),
        name => name,
    }
}
