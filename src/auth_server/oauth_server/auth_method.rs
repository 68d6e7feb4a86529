//! How a program shows that it is itself (RFC 7591 §2, `token_endpoint_auth_method`).

/// How a program shows that it is itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AuthMethod {
    /// Not at all: anybody who has the program could read a secret in it.
    None,
    /// By a secret in a header.
    Basic,
    /// By a secret in the body.
    Post,
}

impl AuthMethod {
    const ALL: [Self; 3] = [Self::None, Self::Basic, Self::Post];

    /// As the contract writes it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Basic => "client_secret_basic",
            Self::Post => "client_secret_post",
        }
    }

    /// The one of this name.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }

    /// What a program is called that shows itself so.
    pub(super) const fn client_type(self) -> &'static str {
        if self.has_secret() { "confidential" } else { "public" }
    }

    /// Whether a secret belongs to it.
    pub(super) const fn has_secret(self) -> bool {
        !matches!(self, Self::None)
    }
}
