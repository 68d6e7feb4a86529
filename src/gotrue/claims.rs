//! What an access token says (gotrue-contract §2.1).

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// How strongly a session was proved (NIST SP 800-63B §4, as the auth server counts it).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AssuranceLevel {
    /// One factor: a password, a code or link by mail, a passkey.
    #[default]
    Aal1,
    /// A second factor beside the first.
    Aal2,
}

/// One way in which a session was proved, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmrEntry {
    /// `password`, `otp`, `oauth`, `totp`, `recovery`, …
    pub method: String,
    /// When, in seconds since 1970.
    pub timestamp: i64,
}

/// The claims of an access token. Types are exact: a number where a text belongs, or an array of
/// audiences, makes the token unreadable rather than lenient (CVE-2026-25537).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccessTokenClaims {
    /// Who issued it; absent when the auth server has no issuer configured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iss: Option<String>,
    /// The auth user.
    pub sub: Uuid,
    /// Whom it is for.
    pub aud: String,
    /// When it ends, in seconds since 1970.
    pub exp: i64,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// The address of the user, empty when there is none.
    #[serde(default)]
    pub email: String,
    /// The telephone number of the user, empty when there is none.
    #[serde(default)]
    pub phone: String,
    /// What the auth server and operators say of the user.
    #[serde(default)]
    pub app_metadata: Map<String, Value>,
    /// What the user says of themselves: never a basis for a right.
    #[serde(default)]
    pub user_metadata: Map<String, Value>,
    /// The database role, `authenticated` for people.
    pub role: String,
    /// How strongly the session was proved.
    #[serde(default)]
    pub aal: AssuranceLevel,
    /// In which ways it was proved, newest first.
    #[serde(default, deserialize_with = "amr_entries")]
    pub amr: Vec<AmrEntry>,
    /// The login this token belongs to.
    pub session_id: Uuid,
    /// Whether the user has neither address nor number yet.
    #[serde(default)]
    pub is_anonymous: bool,
    /// The program of others that holds the session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<Uuid>,
    /// What that program may do, with spaces between.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
}

impl AccessTokenClaims {
    /// When the session was first proved by `method`-like ways, in seconds since 1970: the newest
    /// entry of all, since each is a proof.
    pub fn newest_proof(&self) -> Option<i64> {
        self.amr.iter().map(|entry| entry.timestamp).max()
    }
}

/// A hook may replace the entries by bare names (gotrue-contract §2.1); those carry no time.
fn amr_entries<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<AmrEntry>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Entry {
        Whole(AmrEntry),
        Name(String),
    }
    let entries = Option::<Vec<Entry>>::deserialize(deserializer)?.unwrap_or_default();
    Ok(entries
        .into_iter()
        .map(|entry| match entry {
            Entry::Whole(entry) => entry,
            Entry::Name(method) => AmrEntry { method, timestamp: 0 },
        })
        .collect())
}
