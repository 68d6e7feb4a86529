//! Settings of the auth server inside.

use std::ops::RangeInclusive;
use std::time::Duration;

use secrecy::SecretString;

use super::auth::jwt_secret;
use super::origin::Origin;
use super::reader::Findings;
use super::settings::Values;

/// How long an access token may be good for, in seconds: the site refreshes one that has less than a
/// minute left, and what a token says is believed as long as it lasts.
const ACCESS_TOKEN_SECONDS: RangeInclusive<u64> = 120..=86_400;

/// How long an access token is good for without a setting, in seconds (gotrue-contract §2.1).
const DEFAULT_ACCESS_TOKEN_SECONDS: u64 = 3600;

/// Settings of the auth server inside.
#[derive(Clone)]
pub struct EmbeddedAuth {
    /// Whether new accounts must confirm their address.
    pub confirms_mails: bool,
    /// Whether new accounts are taken.
    pub takes_sign_ups: bool,
    /// How long an access token is good for.
    pub token_lifetime: Duration,
    /// Signs tokens with HS256 and this secret instead of ES256 and a key of its own.
    pub jwt_secret: Option<SecretString>,
}

/// The secret stays out of it.
impl std::fmt::Debug for EmbeddedAuth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EmbeddedAuth")
            .field("confirms_mails", &self.confirms_mails)
            .field("takes_sign_ups", &self.takes_sign_ups)
            .field("token_lifetime", &self.token_lifetime)
            .field("has_jwt_secret", &self.jwt_secret.is_some())
            .finish_non_exhaustive()
    }
}

impl EmbeddedAuth {
    pub(super) fn read(values: &Values, origin: &Origin, findings: &mut Findings) -> Option<Self> {
        for (name, is_set) in [
            ("SUPABASE_PUBLISHABLE_KEY", values.supabase_publishable_key.is_some()),
            ("SUPABASE_SECRET_KEY", values.supabase_secret_key.is_some()),
            ("SUPABASE_JWT_SECRET", values.supabase_jwt_secret.is_some()),
            ("DOORWARD_AUTH_URL", values.auth_url.is_some()),
        ] {
            if is_set {
                findings.fault(
                    name,
                    "is set without SUPABASE_URL: set both for Supabase, or none for the auth server inside",
                );
            }
        }
        if !cfg!(feature = "auth-server") {
            findings.fault(
                "SUPABASE_URL",
                "is missing: this build has no auth server inside (cargo feature auth-server)",
            );
            return None;
        }
        let confirm = values.confirm_mails.as_deref();
        let confirms_mails = findings.switch("DOORWARD_CONFIRM_MAILS", confirm, true);
        if !confirms_mails && !origin.is_loopback() {
            findings.warn(
                "DOORWARD_CONFIRM_MAILS is false: anybody can sign up with an address that is not theirs.",
                "Take the setting away.",
            );
        }
        let takes_sign_ups = findings.switch("DOORWARD_SIGN_UPS", values.sign_ups.as_deref(), true);
        let lifetime = findings.number_within(
            "DOORWARD_ACCESS_TOKEN_SECONDS",
            values.access_token_seconds.as_deref(),
            ACCESS_TOKEN_SECONDS,
            DEFAULT_ACCESS_TOKEN_SECONDS,
        );
        let token_lifetime = Duration::from_secs(lifetime);
        let jwt_secret = jwt_secret("DOORWARD_JWT_SECRET", values.jwt_secret.as_ref(), origin, findings);
        Some(Self { confirms_mails, takes_sign_ups, token_lifetime, jwt_secret })
    }
}
