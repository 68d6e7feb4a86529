//! What is answered for kinds of factors that are switched off (gotrue-contract §1.13).

use super::FactorType;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::gotrue::ErrorCode;

/// `422 mfa_…_enroll_not_enabled`, while none of a kind can be enrolled.
pub(crate) fn refuse_enrolment(server: &AuthServer, kind: FactorType) -> Result<(), ApiError> {
    let code = match kind {
        FactorType::Totp if server.settings().mfa.enrolls_totp => return Ok(()),
        FactorType::Totp => ErrorCode::MFA_TOTP_ENROLL_NOT_ENABLED,
        FactorType::Phone if server.settings().mfa.enrolls_phones => return Ok(()),
        FactorType::Phone => ErrorCode::MFA_PHONE_ENROLL_NOT_ENABLED,
        FactorType::WebAuthn if server.settings().mfa.enrolls_keys => return Ok(()),
        FactorType::WebAuthn => ErrorCode::MFA_WEBAUTHN_ENROLL_NOT_ENABLED,
    };
    Err(switched_off(code))
}

/// `422 mfa_…_verify_not_enabled`, while those of a kind cannot be proved.
pub(crate) fn refuse_proof(server: &AuthServer, kind: FactorType) -> Result<(), ApiError> {
    let code = match kind {
        FactorType::Totp if server.settings().mfa.verifies_totp => return Ok(()),
        FactorType::Totp => ErrorCode::MFA_TOTP_VERIFY_NOT_ENABLED,
        FactorType::Phone if server.settings().mfa.verifies_phones => return Ok(()),
        FactorType::Phone => ErrorCode::MFA_PHONE_VERIFY_NOT_ENABLED,
        FactorType::WebAuthn if server.settings().mfa.verifies_keys => return Ok(()),
        FactorType::WebAuthn => ErrorCode::MFA_WEBAUTHN_VERIFY_NOT_ENABLED,
    };
    Err(switched_off(code))
}

fn switched_off(code: ErrorCode) -> ApiError {
    ApiError::unprocessable(code, "Factors of this type are switched off")
}
