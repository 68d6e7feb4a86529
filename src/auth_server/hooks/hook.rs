//! Which hooks there are.

/// A place where the operator's own program is asked or told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hook {
    /// Says what access tokens say.
    CustomAccessToken,
    /// Sends mails in our place.
    SendEmail,
    /// Sends codes to telephones.
    SendSms,
    /// Agrees to the outcome of a second factor's proof, or does not.
    MfaVerificationAttempt,
    /// Agrees to the outcome of a sign-in by password, or does not.
    PasswordVerificationAttempt,
    /// Lets somebody have an account, or does not.
    BeforeUserCreated,
    /// Is told that somebody has an account.
    AfterUserCreated,
}

impl Hook {
    /// Every hook.
    pub const ALL: [Self; 7] = [
        Self::CustomAccessToken,
        Self::SendEmail,
        Self::SendSms,
        Self::MfaVerificationAttempt,
        Self::PasswordVerificationAttempt,
        Self::BeforeUserCreated,
        Self::AfterUserCreated,
    ];

    /// Its part of the names of GoTrue's settings, `GOTRUE_HOOK_<NAME>_ENABLED`.
    pub const fn setting(self) -> &'static str {
        match self {
            Self::CustomAccessToken => "CUSTOM_ACCESS_TOKEN",
            Self::SendEmail => "SEND_EMAIL",
            Self::SendSms => "SEND_SMS",
            Self::MfaVerificationAttempt => "MFA_VERIFICATION_ATTEMPT",
            Self::PasswordVerificationAttempt => "PASSWORD_VERIFICATION_ATTEMPT",
            Self::BeforeUserCreated => "BEFORE_USER_CREATED",
            Self::AfterUserCreated => "AFTER_USER_CREATED",
        }
    }

    /// What it is called in what it is sent.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::CustomAccessToken => "customize-access-token",
            Self::SendEmail => "send-email",
            Self::SendSms => "send-sms",
            Self::MfaVerificationAttempt => "mfa-verification",
            Self::PasswordVerificationAttempt => "password-verification",
            Self::BeforeUserCreated => "before-user-created",
            Self::AfterUserCreated => "after-user-created",
        }
    }
}
