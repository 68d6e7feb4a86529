//! The ways in which people prove who they are.

/// In which way somebody proved who they are, as `amr` says it (gotrue-contract §2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// By a password.
    Password,
    /// By a link or code in a mail.
    Otp,
    /// By a code of an authenticator app, as a second factor.
    Totp,
    /// By a code by telephone, as a second factor.
    MfaPhone,
    /// By a security key, as a second factor.
    MfaWebAuthn,
    /// By a passkey.
    Passkey,
    /// By nothing: the account names nobody.
    Anonymous,
    /// By the link for a forgotten password, and a code challenge.
    Recovery,
    /// By the link to sign in with, and a code challenge.
    MagicLink,
    /// By the link that confirms a new account, and a code challenge.
    EmailSignUp,
    /// By the link that confirms a change of address, and a code challenge.
    EmailChange,
    /// Through a provider.
    OAuth,
    /// By a code that was given to a program of others.
    OAuthServer,
}

impl Method {
    const ALL: [Self; 13] = [
        Self::Password,
        Self::Otp,
        Self::Totp,
        Self::MfaPhone,
        Self::MfaWebAuthn,
        Self::Passkey,
        Self::Recovery,
        Self::MagicLink,
        Self::EmailSignUp,
        Self::EmailChange,
        Self::OAuth,
        Self::OAuthServer,
        Self::Anonymous,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Otp => "otp",
            Self::Totp => "totp",
            Self::MfaPhone => "mfa/phone",
            Self::MfaWebAuthn => "mfa/webauthn",
            Self::Passkey => "passkey",
            Self::Anonymous => "anonymous",
            Self::Recovery => "recovery",
            Self::MagicLink => "magiclink",
            Self::EmailSignUp => "email/signup",
            Self::EmailChange => "email_change",
            Self::OAuth => "oauth",
            Self::OAuthServer => "oauth_provider/authorization_code",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }
}
