//! Which passwords may be set.

use super::variables::Variables;
use crate::auth_server::{AuthServerSettings, PasswordRules};
use crate::config::reader::Findings;

pub(super) fn read(variables: &Variables<'_>, settings: &mut AuthServerSettings, findings: &mut Findings) {
    let min_bytes = variables.number("GOTRUE_PASSWORD_MIN_LENGTH", 0, findings);
    let required = sets(variables.text("GOTRUE_PASSWORD_REQUIRED_CHARACTERS"));
    settings.password_rules = PasswordRules::new(min_bytes, required);
    settings.asks_code_for_new_password =
        variables.switch("GOTRUE_SECURITY_UPDATE_PASSWORD_REQUIRE_REAUTHENTICATION", false, findings);
    settings.asks_current_password =
        variables.switch("GOTRUE_SECURITY_UPDATE_PASSWORD_REQUIRE_CURRENT_PASSWORD", false, findings);
}

/// Sets of characters between colons; `\:` is a colon in one.
fn sets(text: &str) -> Vec<String> {
    let mut sets = vec![String::new()];
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match (sign, signs.peek()) {
            ('\\', Some(':')) => sets.last_mut().into_iter().for_each(|set| set.push(':')),
            (':', _) => sets.push(String::new()),
            (other, _) => sets.last_mut().into_iter().for_each(|set| set.push(other)),
        }
        if sign == '\\' && signs.peek() == Some(&':') {
            signs.next();
        }
    }
    sets.retain(|set| !set.is_empty());
    sets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_stand_between_colons_and_may_hold_one() {
        assert_eq!(sets("abc:ABC:0123"), ["abc", "ABC", "0123"]);
        assert_eq!(sets("a\\:b::c\\d:"), ["a:b", "c\\d"]);
        assert_eq!(sets(""), [""; 0]);
    }
}
