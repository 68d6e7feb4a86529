//! The auth user as the contract shows it (gotrue-contract §0.10).

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::clock::Timestamp;

/// An account at the auth server. Keys marked as omitted are left out when there is nothing to say.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct User {
    /// The id, called `super_id` in our own tables.
    pub id: Uuid,
    /// The audience, `authenticated`.
    #[serde(default)]
    pub aud: String,
    /// The database role, `authenticated`.
    #[serde(default)]
    pub role: String,
    /// The address, empty when there is none.
    #[serde(default)]
    pub email: String,
    /// When the address was proved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_confirmed_at: Option<Timestamp>,
    /// When an administrator invited this person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited_at: Option<Timestamp>,
    /// The telephone number without `+`, empty when there is none.
    #[serde(default)]
    pub phone: String,
    /// When the number was proved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_confirmed_at: Option<Timestamp>,
    /// When the last confirmation mail was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmation_sent_at: Option<Timestamp>,
    /// The earlier of the two confirmations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<Timestamp>,
    /// When the last recovery or sign-in mail was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_sent_at: Option<Timestamp>,
    /// The address that waits for its proof.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub new_email: String,
    /// When the mails about a new address were sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_change_sent_at: Option<Timestamp>,
    /// The telephone number that waits for its proof.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub new_phone: String,
    /// When the code for a new number was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_change_sent_at: Option<Timestamp>,
    /// When a code for a sensitive change was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reauthentication_sent_at: Option<Timestamp>,
    /// When the user last signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sign_in_at: Option<Timestamp>,
    /// What the auth server and operators say of the user.
    #[serde(default)]
    pub app_metadata: Map<String, Value>,
    /// What the user says of themselves.
    #[serde(default)]
    pub user_metadata: Map<String, Value>,
    /// Enrolled second factors; omitted when there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_is_default")]
    pub factors: Vec<Factor>,
    /// The ways this person can be known. Empty in the look-alike of a taken address; `null` in
    /// administrators' lists.
    #[serde(default)]
    pub identities: Option<Vec<Identity>>,
    /// When the account was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When the account was last written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// Until when signing in is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub banned_until: Option<Timestamp>,
    /// When the account was deleted softly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Timestamp>,
    /// Whether there is neither address nor number.
    #[serde(default)]
    pub is_anonymous: bool,
}

impl User {
    /// Whether sign-up answered with a look-alike because the address belongs to somebody
    /// (gotrue-contract §1.1).
    pub fn is_look_alike(&self) -> bool {
        self.identities.as_ref().is_some_and(Vec::is_empty)
    }

    /// The same person, shown with these second factors.
    #[must_use]
    pub fn with_factors(self, factors: impl IntoIterator<Item = Factor>) -> Self {
        Self { factors: factors.into_iter().collect(), ..self }
    }

    /// The second factors whose proof is a code that changes with the time (RFC 6238).
    pub fn verified_totp_factors(&self) -> impl Iterator<Item = &Factor> {
        self.factors
            .iter()
            .filter(|factor| factor.status == FactorStatus::Verified && factor.factor_type == "totp")
    }

    /// Whether a second factor has been proved, so that sign-in needs one.
    pub fn has_verified_factor(&self) -> bool {
        self.factors.iter().any(|factor| factor.status == FactorStatus::Verified)
    }
}

/// One way a person can be known: an address, a number, an account elsewhere.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Identity {
    /// The row's own id, the one to delete.
    pub identity_id: Uuid,
    /// The provider's name for the person.
    pub id: String,
    /// The auth user.
    pub user_id: Uuid,
    /// What the provider says; omitted when it says nothing any more.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub identity_data: Map<String, Value>,
    /// `email`, `phone`, `google`, …
    pub provider: String,
    /// When it was last used.
    pub last_sign_in_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it was last written.
    pub updated_at: Option<Timestamp>,
    /// The provider's address for the person; omitted when there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
}

/// An enrolled second factor.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Factor {
    /// The factor's id.
    pub id: Uuid,
    /// Whether it has been proved once.
    pub status: FactorStatus,
    /// `totp`, `phone` or `webauthn`.
    pub factor_type: String,
    /// What its owner calls it; omitted when it has no name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub friendly_name: String,
    /// The telephone number of a factor by phone, empty for others.
    #[serde(default, deserialize_with = "null_is_default")]
    pub phone: String,
    /// When it was last asked for a proof.
    #[serde(default)]
    pub last_challenged_at: Option<Timestamp>,
    /// Of which make a security key is; only of one that was proved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub web_authn_aaguid: Option<Uuid>,
    /// When it was enrolled.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
    /// When it was last written.
    #[serde(default)]
    pub updated_at: Option<Timestamp>,
}

/// Whether a factor has been proved once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FactorStatus {
    /// Enrolled and never used.
    Unverified,
    /// Proved.
    Verified,
}

fn null_is_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}
