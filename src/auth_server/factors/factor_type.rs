//! The kinds of second factors.

/// What a factor is (gotrue-contract §1.13). Only authenticator apps can be enrolled here.
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

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
