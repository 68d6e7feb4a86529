//! What the operator decides about second factors.

use std::time::Duration;

/// How many factors somebody may have at most, as at GoTrue (gotrue-contract §1.13).
const MOST_FACTORS: i64 = 10;

/// How long a challenge can be answered, and how long a factor that nobody proves keeps its place; GoTrue
/// takes no shorter times.
const LIFETIME: Duration = Duration::from_mins(5);

/// What the operator decides about second factors (gotrue-contract §1.13).
#[derive(Clone, Debug)]
pub struct MfaSettings {
    /// `GOTRUE_MFA_TOTP_ENROLL_ENABLED`: whether authenticator apps can be enrolled.
    pub enrolls_totp: bool,
    /// `GOTRUE_MFA_TOTP_VERIFY_ENABLED`: whether codes of authenticator apps are taken.
    pub verifies_totp: bool,
    /// `GOTRUE_MFA_MAX_ENROLLED_FACTORS`: how many factors a person may have.
    pub most_enrolled: i64,
    /// `GOTRUE_MFA_MAX_VERIFIED_FACTORS`: with how many proved factors another may still not be enrolled.
    pub most_verified: i64,
    /// `GOTRUE_MFA_CHALLENGE_EXPIRY_DURATION`: how long a challenge can be answered, five minutes at least.
    pub challenge_lifetime: Duration,
    /// `GOTRUE_MFA_FACTOR_EXPIRY_DURATION`: how long a factor that nobody tries to prove keeps its place,
    /// five minutes at least.
    pub unproved_lifetime: Duration,
}

impl Default for MfaSettings {
    fn default() -> Self {
        Self {
            enrolls_totp: true,
            verifies_totp: true,
            most_enrolled: MOST_FACTORS,
            most_verified: MOST_FACTORS,
            challenge_lifetime: LIFETIME,
            unproved_lifetime: LIFETIME,
        }
    }
}
