//! The kinds of second factors.

use crate::auth_server::issue::Method;

/// What a factor is (gotrue-contract §1.13).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FactorType {
    /// An authenticator app.
    Totp,
    /// Codes by telephone.
    Phone,
    /// A security key.
    WebAuthn,
}

impl FactorType {
    const ALL: [Self; 3] = [Self::Totp, Self::Phone, Self::WebAuthn];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Totp => "totp",
            Self::Phone => "phone",
            Self::WebAuthn => "webauthn",
        }
    }

    /// In which way a session is proved that it proves.
    pub(crate) const fn method(self) -> Method {
        match self {
            Self::Totp => Method::Totp,
            Self::Phone => Method::MfaPhone,
            Self::WebAuthn => Method::MfaWebAuthn,
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
