//! The error codes of the contract (gotrue-contract §5). Callers branch on these, never on texts.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A code such as `invalid_credentials`. Unknown ones are kept as they came.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ErrorCode(Cow<'static, str>);

macro_rules! codes {
    ($($name:ident = $text:literal,)*) => {
        impl ErrorCode {
            $(#[doc = concat!("`", $text, "`")] pub const $name: Self = Self(Cow::Borrowed($text));)*

            /// All of these.
            pub const ALL: &[Self] = &[$(Self::$name,)*];
        }
    };
}

codes! {
    BAD_CODE_VERIFIER = "bad_code_verifier",
    BAD_JSON = "bad_json",
    BAD_JWT = "bad_jwt",
    BAD_OAUTH_CALLBACK = "bad_oauth_callback",
    BAD_OAUTH_STATE = "bad_oauth_state",
    CAPTCHA_FAILED = "captcha_failed",
    CONFLICT = "conflict",
    EMAIL_ADDRESS_INVALID = "email_address_invalid",
    EMAIL_ADDRESS_NOT_AUTHORIZED = "email_address_not_authorized",
    EMAIL_CONFLICT_IDENTITY_NOT_DELETABLE = "email_conflict_identity_not_deletable",
    EMAIL_EXISTS = "email_exists",
    EMAIL_NOT_CONFIRMED = "email_not_confirmed",
    EMAIL_PROVIDER_DISABLED = "email_provider_disabled",
    ANONYMOUS_PROVIDER_DISABLED = "anonymous_provider_disabled",
    PHONE_PROVIDER_DISABLED = "phone_provider_disabled",
    CURRENT_PASSWORD_INVALID = "current_password_invalid",
    CURRENT_PASSWORD_REQUIRED = "current_password_required",
    CUSTOM_PROVIDER_NOT_FOUND = "custom_provider_not_found",
    FEATURE_DISABLED = "feature_disabled",
    FLOW_STATE_ALREADY_USED = "flow_state_already_used",
    FLOW_STATE_EXPIRED = "flow_state_expired",
    FLOW_STATE_NOT_FOUND = "flow_state_not_found",
    HOOK_PAYLOAD_INVALID_CONTENT_TYPE = "hook_payload_invalid_content_type",
    HOOK_PAYLOAD_OVER_SIZE_LIMIT = "hook_payload_over_size_limit",
    HOOK_TIMEOUT = "hook_timeout",
    HOOK_TIMEOUT_AFTER_RETRY = "hook_timeout_after_retry",
    IDENTITY_ALREADY_EXISTS = "identity_already_exists",
    IDENTITY_NOT_FOUND = "identity_not_found",
    INSUFFICIENT_AAL = "insufficient_aal",
    INVALID_CREDENTIALS = "invalid_credentials",
    INVITE_NOT_FOUND = "invite_not_found",
    MANUAL_LINKING_DISABLED = "manual_linking_disabled",
    MFA_CHALLENGE_EXPIRED = "mfa_challenge_expired",
    MFA_FACTOR_NAME_CONFLICT = "mfa_factor_name_conflict",
    MFA_FACTOR_NOT_FOUND = "mfa_factor_not_found",
    MFA_IP_ADDRESS_MISMATCH = "mfa_ip_address_mismatch",
    MFA_PHONE_ENROLL_NOT_ENABLED = "mfa_phone_enroll_not_enabled",
    MFA_PHONE_VERIFY_NOT_ENABLED = "mfa_phone_verify_not_enabled",
    MFA_TOTP_ENROLL_NOT_ENABLED = "mfa_totp_enroll_not_enabled",
    MFA_TOTP_VERIFY_NOT_ENABLED = "mfa_totp_verify_not_enabled",
    MFA_VERIFICATION_FAILED = "mfa_verification_failed",
    MFA_VERIFICATION_REJECTED = "mfa_verification_rejected",
    MFA_VERIFIED_FACTOR_EXISTS = "mfa_verified_factor_exists",
    MFA_WEBAUTHN_ENROLL_NOT_ENABLED = "mfa_webauthn_enroll_not_enabled",
    MFA_WEBAUTHN_VERIFY_NOT_ENABLED = "mfa_webauthn_verify_not_enabled",
    NO_AUTHORIZATION = "no_authorization",
    NOT_ADMIN = "not_admin",
    OAUTH_AUTHORIZATION_NOT_FOUND = "oauth_authorization_not_found",
    OAUTH_CLIENT_NOT_FOUND = "oauth_client_not_found",
    OAUTH_CONSENT_NOT_FOUND = "oauth_consent_not_found",
    OAUTH_DYNAMIC_CLIENT_REGISTRATION_DISABLED = "oauth_dynamic_client_registration_disabled",
    OAUTH_PROVIDER_NOT_SUPPORTED = "oauth_provider_not_supported",
    OTP_DISABLED = "otp_disabled",
    OTP_EXPIRED = "otp_expired",
    OVER_CUSTOM_PROVIDER_QUOTA = "over_custom_provider_quota",
    OVER_EMAIL_SEND_RATE_LIMIT = "over_email_send_rate_limit",
    OVER_REQUEST_RATE_LIMIT = "over_request_rate_limit",
    OVER_SMS_SEND_RATE_LIMIT = "over_sms_send_rate_limit",
    PASSKEY_DISABLED = "passkey_disabled",
    PHONE_EXISTS = "phone_exists",
    PHONE_NOT_CONFIRMED = "phone_not_confirmed",
    PROVIDER_DISABLED = "provider_disabled",
    PROVIDER_EMAIL_NEEDS_VERIFICATION = "provider_email_needs_verification",
    REAUTHENTICATION_NEEDED = "reauthentication_needed",
    REAUTHENTICATION_NOT_VALID = "reauthentication_not_valid",
    REFRESH_TOKEN_ALREADY_USED = "refresh_token_already_used",
    REFRESH_TOKEN_NOT_FOUND = "refresh_token_not_found",
    REQUEST_ENTITY_TOO_LARGE = "request_entity_too_large",
    REQUEST_TIMEOUT = "request_timeout",
    SAML_ENTITY_ID_MISMATCH = "saml_entity_id_mismatch",
    SAML_IDP_ALREADY_EXISTS = "saml_idp_already_exists",
    SAML_METADATA_FETCH_FAILED = "saml_metadata_fetch_failed",
    SAML_PROVIDER_DISABLED = "saml_provider_disabled",
    SAME_PASSWORD = "same_password",
    SESSION_EXPIRED = "session_expired",
    SESSION_NOT_FOUND = "session_not_found",
    SIGNUP_DISABLED = "signup_disabled",
    SINGLE_IDENTITY_NOT_DELETABLE = "single_identity_not_deletable",
    SSO_DOMAIN_ALREADY_EXISTS = "sso_domain_already_exists",
    SSO_PROVIDER_NOT_FOUND = "sso_provider_not_found",
    TOO_MANY_ENROLLED_MFA_FACTORS = "too_many_enrolled_mfa_factors",
    TOO_MANY_PASSKEYS = "too_many_passkeys",
    UNEXPECTED_AUDIENCE = "unexpected_audience",
    UNEXPECTED_FAILURE = "unexpected_failure",
    UNKNOWN = "unknown",
    USER_ALREADY_EXISTS = "user_already_exists",
    USER_BANNED = "user_banned",
    USER_NOT_FOUND = "user_not_found",
    USER_SSO_MANAGED = "user_sso_managed",
    VALIDATION_FAILED = "validation_failed",
    WEAK_PASSWORD = "weak_password",
    WEB3_PROVIDER_DISABLED = "web3_provider_disabled",
    WEBAUTHN_CHALLENGE_EXPIRED = "webauthn_challenge_expired",
    WEBAUTHN_CHALLENGE_NOT_FOUND = "webauthn_challenge_not_found",
    WEBAUTHN_CREDENTIAL_EXISTS = "webauthn_credential_exists",
    WEBAUTHN_VERIFICATION_FAILED = "webauthn_verification_failed",
}

impl ErrorCode {
    /// The code as it stands on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a refused refresh with this code means that the session is over for good. Every other
    /// failure leaves it as it is (gotrue-contract §2.4).
    pub fn ends_session(&self) -> bool {
        [
            Self::REFRESH_TOKEN_NOT_FOUND,
            Self::REFRESH_TOKEN_ALREADY_USED,
            Self::SESSION_NOT_FOUND,
            Self::SESSION_EXPIRED,
            Self::USER_BANNED,
            Self::USER_NOT_FOUND,
        ]
        .contains(self)
    }
}

impl From<String> for ErrorCode {
    fn from(code: String) -> Self {
        Self(Cow::Owned(code))
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
