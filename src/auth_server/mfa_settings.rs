//! What the operator decides about second factors.

use std::time::Duration;

/// How many factors somebody may have at most, as at GoTrue (gotrue-contract §1.13).
const MOST_FACTORS: i64 = 10;

/// How long a challenge can be answered, and how long a factor that nobody proves keeps its place; GoTrue
/// takes no shorter times.
const LIFETIME: Duration = Duration::from_mins(5);

/// The digits of a code to a telephone.
const PHONE_DIGITS: usize = 6;

/// The pause between two codes to one telephone.
const PHONE_PAUSE: Duration = Duration::from_mins(1);

/// What the operator decides about second factors (gotrue-contract §1.13).
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct MfaSettings {
    /// `GOTRUE_MFA_TOTP_ENROLL_ENABLED`: whether authenticator apps can be enrolled.
    pub enrolls_totp: bool,
    /// `GOTRUE_MFA_TOTP_VERIFY_ENABLED`: whether codes of authenticator apps are taken.
    pub verifies_totp: bool,
    /// `GOTRUE_MFA_PHONE_ENROLL_ENABLED`: whether telephones can be enrolled.
    pub enrolls_phones: bool,
    /// `GOTRUE_MFA_PHONE_VERIFY_ENABLED`: whether codes are sent to telephones and taken.
    pub verifies_phones: bool,
    /// `GOTRUE_MFA_WEB_AUTHN_ENROLL_ENABLED`: whether security keys can be enrolled.
    pub enrolls_keys: bool,
    /// `GOTRUE_MFA_WEB_AUTHN_VERIFY_ENABLED`: whether security keys are asked and their answers taken.
    pub verifies_keys: bool,
    /// `GOTRUE_MFA_PHONE_OTP_LENGTH`: how many digits a code to a telephone has, from 6 to 10.
    pub phone_digits: usize,
    /// `GOTRUE_MFA_PHONE_MAX_FREQUENCY`: the pause between two codes to one telephone.
    pub phone_pause: Duration,
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
            enrolls_phones: false,
            verifies_phones: false,
            enrolls_keys: false,
            verifies_keys: false,
            phone_digits: PHONE_DIGITS,
            phone_pause: PHONE_PAUSE,
            most_enrolled: MOST_FACTORS,
            most_verified: MOST_FACTORS,
            challenge_lifetime: LIFETIME,
            unproved_lifetime: LIFETIME,
        }
    }
}
