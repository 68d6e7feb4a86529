//! What an operator says about passwords that have leaked, in the words of the real server and in ours.

use doorward::auth_server::{AuthServerSettings, LeakMemory, PasswordRules};

use super::Setup;
use crate::contract::outside::Outside;
use crate::contract::ranges::RANGES;

/// Where nobody listens.
const NOWHERE: &str = "http://127.0.0.1:1";

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";

impl Setup {
    /// Whether passwords are looked up in the public web.
    pub(super) const fn looks_passwords_up(self) -> bool {
        matches!(self, Self::Leaks | Self::LeaksClosed | Self::LeaksRemembered)
    }

    /// Whether they would be, but nobody is there.
    const fn looks_passwords_up_in_vain(self) -> bool {
        matches!(self, Self::LeaksUnanswered | Self::LeaksUnansweredClosed)
    }

    const fn fails_closed(self) -> bool {
        matches!(self, Self::LeaksClosed | Self::LeaksUnansweredClosed)
    }

    /// As the real server is told it.
    pub(super) fn leak_variables(self) -> Vec<(&'static str, &'static str)> {
        if !self.looks_passwords_up() && !self.looks_passwords_up_in_vain() {
            return Vec::new();
        }
        let mut variables = vec![
            ("GOTRUE_PASSWORD_HIBP_ENABLED", "true"),
            ("GOTRUE_PASSWORD_MIN_LENGTH", "10"),
            ("GOTRUE_PASSWORD_REQUIRED_CHARACTERS", LETTERS),
        ];
        if self.looks_passwords_up_in_vain() {
            variables.push(("HTTPS_PROXY", NOWHERE));
        }
        if self.fails_closed() {
            variables.push(("GOTRUE_PASSWORD_HIBP_FAIL_CLOSED", "true"));
        }
        if self == Self::LeaksRemembered {
            variables.push(("GOTRUE_PASSWORD_HIBP_BLOOM_ENABLED", "true"));
        }
        variables
    }

    /// As ours is told it.
    pub(super) fn tell_of_leaks(self, outside: Option<&Outside>, settings: &mut AuthServerSettings) {
        let at = outside.filter(|_| self.looks_passwords_up()).map(|outside| outside.url(RANGES));
        let at = at.or_else(|| self.looks_passwords_up_in_vain().then(|| NOWHERE.to_owned()));
        let Some(service) = at else { return };
        settings.password_rules = PasswordRules::new(10, vec![LETTERS.to_owned()]);
        settings.leaks.is_on = true;
        settings.leaks.fails_closed = self.fails_closed();
        settings.leaks.memory = (self == Self::LeaksRemembered).then(LeakMemory::default);
        settings.leaks.service = service;
    }
}
