//! Keys of authenticators, as another server keeps them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use data_encoding::HEXLOWER_PERMISSIVE;
use serde::Deserialize;
use uuid::Uuid;

use super::ForeignRow;
use super::take_in::Stop;
use crate::auth_server::webauthn::{Bytes, Credential};

/// What stands in the column `web_authn_credential` of a second factor.
#[derive(Deserialize)]
struct ForeignCredential {
    id: String,
    #[serde(rename = "publicKey")]
    public_key: String,
    #[serde(default, rename = "attestationType")]
    attestation_format: String,
    #[serde(default)]
    transport: Option<Vec<String>>,
    #[serde(default)]
    flags: ForeignFlags,
    #[serde(default)]
    authenticator: ForeignAuthenticator,
}

#[derive(Default, Deserialize)]
struct ForeignFlags {
    #[serde(default, rename = "backupEligible")]
    is_backup_eligible: bool,
    #[serde(default, rename = "backupState")]
    is_backed_up: bool,
}

#[derive(Default, Deserialize)]
struct ForeignAuthenticator {
    #[serde(default, rename = "AAGUID")]
    aaguid: Option<String>,
    #[serde(default, rename = "signCount")]
    sign_count: u32,
}

/// The key of a second factor.
pub(super) fn credential_of_factor(row: &ForeignRow) -> Result<Credential, Stop> {
    const COLUMN: &str = "web_authn_credential";
    let unreadable = || Stop::refused(format!("{COLUMN} is no key"));
    let text = row.needed(COLUMN)?;
    let read: ForeignCredential = serde_json::from_str(&text).map_err(|_| unreadable())?;
    let decode = |text: &str| STANDARD.decode(text).map_err(|_| unreadable());
    let aaguid = read.authenticator.aaguid.as_deref().map(decode).transpose()?.unwrap_or_default();
    let credential = Credential {
        id: Bytes(decode(&read.id)?),
        public_key: Bytes(decode(&read.public_key)?),
        attestation_format: read.attestation_format,
        aaguid: Uuid::from_slice(&aaguid).unwrap_or_default(),
        sign_count: read.authenticator.sign_count,
        transports: read.transport.unwrap_or_default(),
        is_backup_eligible: read.flags.is_backup_eligible,
        is_backed_up: read.flags.is_backed_up,
    };
    usable(credential, COLUMN)
}

/// The key in a row of `webauthn_credentials`.
pub(super) fn credential_of_passkey(row: &ForeignRow) -> Result<Credential, Stop> {
    let transports = row.text("transports")?.unwrap_or_else(|| "[]".to_owned());
    let no_list = |_| Stop::refused("transports is no list of texts");
    let count = row.number("sign_count")?.unwrap_or_default();
    let credential = Credential {
        id: bytes(row, "credential_id")?,
        public_key: bytes(row, "public_key")?,
        attestation_format: row.text("attestation_type")?.unwrap_or_default(),
        aaguid: row.optional_id("aaguid")?.unwrap_or_default(),
        sign_count: u32::try_from(count).map_err(|_| Stop::refused("sign_count is out of range"))?,
        transports: serde_json::from_str(&transports).map_err(no_list)?,
        is_backup_eligible: row.is_so("backup_eligible")?,
        is_backed_up: row.is_so("backed_up")?,
    };
    usable(credential, "public_key")
}

fn usable(credential: Credential, column: &str) -> Result<Credential, Stop> {
    let unknown = || Stop::refused(format!("{column} holds no key of a kind that is known here"));
    (credential.is_usable() && !credential.id.0.is_empty()).then_some(credential).ok_or_else(unknown)
}

/// Bytes as Postgres writes them: `\x` and digits.
fn bytes(row: &ForeignRow, column: &'static str) -> Result<Bytes, Stop> {
    let text = row.needed(column)?;
    let digits =
        text.strip_prefix("\\x").and_then(|digits| HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).ok());
    digits.map(Bytes).ok_or_else(|| Stop::refused(format!("{column} holds no bytes")))
}
