//! Second factors.

use std::time::Duration;

use super::variables::Variables;
use crate::auth_server::AuthServerSettings;
use crate::config::reader::Findings;

/// The shortest time in which a challenge is answered or a factor is proved; less counts as this.
const SHORTEST: Duration = Duration::from_mins(5);

/// How many digits a code may have; other numbers count as the usual one.
const CODE_DIGITS: std::ops::RangeInclusive<usize> = 6..=10;

pub(super) fn read(variables: &Variables<'_>, settings: &mut AuthServerSettings, findings: &mut Findings) {
    let mfa = &mut settings.mfa;
    mfa.enrolls_totp = variables.switch("GOTRUE_MFA_TOTP_ENROLL_ENABLED", true, findings);
    mfa.verifies_totp = variables.switch("GOTRUE_MFA_TOTP_VERIFY_ENABLED", true, findings);
    mfa.enrolls_phones = variables.switch("GOTRUE_MFA_PHONE_ENROLL_ENABLED", false, findings);
    mfa.verifies_phones = variables.switch("GOTRUE_MFA_PHONE_VERIFY_ENABLED", false, findings);
    mfa.enrolls_keys = variables.switch("GOTRUE_MFA_WEB_AUTHN_ENROLL_ENABLED", false, findings);
    mfa.verifies_keys = variables.switch("GOTRUE_MFA_WEB_AUTHN_VERIFY_ENABLED", false, findings);
    let usual = mfa.phone_digits;
    let digits = variables.number("GOTRUE_MFA_PHONE_OTP_LENGTH", usual, findings);
    mfa.phone_digits = if CODE_DIGITS.contains(&digits) { digits } else { usual };
    let pause = variables.span("GOTRUE_MFA_PHONE_MAX_FREQUENCY", mfa.phone_pause, findings);
    mfa.phone_pause = if pause.is_zero() { mfa.phone_pause } else { pause };
    mfa.most_enrolled = variables.number("GOTRUE_MFA_MAX_ENROLLED_FACTORS", mfa.most_enrolled, findings);
    mfa.most_verified = variables.number("GOTRUE_MFA_MAX_VERIFIED_FACTORS", mfa.most_verified, findings);
    let seconds = |text: &str| Duration::try_from_secs_f64(text.parse().ok()?).ok();
    let name = "GOTRUE_MFA_CHALLENGE_EXPIRY_DURATION";
    let lifetime = variables.read(name, SHORTEST, "must be a number of seconds", findings, seconds);
    mfa.challenge_lifetime = lifetime.max(SHORTEST);
    let lifetime = variables.span("GOTRUE_MFA_FACTOR_EXPIRY_DURATION", SHORTEST, findings);
    mfa.unproved_lifetime = lifetime.max(SHORTEST);
}
