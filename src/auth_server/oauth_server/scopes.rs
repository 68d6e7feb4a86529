//! What a program may ask for.

/// Everything that there is to ask for.
pub(crate) const SCOPES: [&str; 5] = ["openid", "profile", "email", "phone", "offline_access"];

/// What a program asks for, or may do: words with spaces between (RFC 6749 §3.3).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scopes<'a>(pub(crate) &'a str);

impl<'a> Scopes<'a> {
    /// Each of them.
    pub(crate) fn iter(self) -> impl Iterator<Item = &'a str> {
        self.0.split(' ').map(str::trim).filter(|scope| !scope.is_empty())
    }

    /// Whether this one is among them.
    pub(crate) fn hold(self, scope: &str) -> bool {
        self.iter().any(|held| held == scope)
    }

    /// Whether all of these are among them.
    pub(super) fn hold_all(self, asked: Scopes<'_>) -> bool {
        asked.iter().all(|scope| self.hold(scope))
    }

    /// One after the other, with one space between.
    pub(super) fn joined(self) -> String {
        self.iter().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_around_scopes_mean_nothing() {
        let scopes = Scopes("  openid   email ");
        assert_eq!(scopes.joined(), "openid email");
        assert!(scopes.hold_all(Scopes("email")) && scopes.hold_all(Scopes("")));
        assert!(!scopes.hold_all(Scopes("email phone")));
        assert!(!scopes.hold("mail"));
    }
}
