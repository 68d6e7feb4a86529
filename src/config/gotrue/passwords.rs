//! Which passwords may be set.

use actix_web::http::header::HeaderValue;

use super::variables::Variables;
use crate::auth_server::{AuthServerSettings, LeakMemory, LeakSettings, PasswordRules};
use crate::config::reader::Findings;

/// How many leaked passwords may be remembered.
const MOST_REMEMBERED: usize = 100_000_000;

pub(super) fn read(variables: &Variables<'_>, settings: &mut AuthServerSettings, findings: &mut Findings) {
    let min_bytes = variables.number("GOTRUE_PASSWORD_MIN_LENGTH", 0, findings);
    let required = sets(variables.text("GOTRUE_PASSWORD_REQUIRED_CHARACTERS"));
    settings.password_rules = PasswordRules::new(min_bytes, required);
    settings.leaks = leaks(variables, findings);
    settings.asks_code_for_new_password =
        variables.switch("GOTRUE_SECURITY_UPDATE_PASSWORD_REQUIRE_REAUTHENTICATION", false, findings);
    settings.asks_current_password =
        variables.switch("GOTRUE_SECURITY_UPDATE_PASSWORD_REQUIRE_CURRENT_PASSWORD", false, findings);
}

/// Whether passwords are looked up among those that have leaked. How many of these are remembered is bounded,
/// since they take memory from the start.
fn leaks(variables: &Variables<'_>, findings: &mut Findings) -> LeakSettings {
    let default = LeakMemory::default();
    let items = variables.read(
        "GOTRUE_PASSWORD_HIBP_BLOOM_ITEMS",
        default.items,
        "must be a number from 1 to 100000000",
        findings,
        |text| text.parse().ok().filter(|items| (1..=MOST_REMEMBERED).contains(items)),
    );
    let false_positives = variables.read(
        "GOTRUE_PASSWORD_HIBP_BLOOM_FALSE_POSITIVES",
        default.false_positives,
        "must be a number between 0 and 1, such as 0.0000099",
        findings,
        |text| text.parse().ok().filter(|chance: &f64| *chance > 0.0 && *chance < 1.0),
    );
    let remembers = variables.switch("GOTRUE_PASSWORD_HIBP_BLOOM_ENABLED", false, findings);
    let LeakSettings { user_agent, service, patience, .. } = LeakSettings::default();
    LeakSettings {
        is_on: variables.switch("GOTRUE_PASSWORD_HIBP_ENABLED", false, findings),
        fails_closed: variables.switch("GOTRUE_PASSWORD_HIBP_FAIL_CLOSED", false, findings),
        user_agent: variables.read(
            "GOTRUE_PASSWORD_HIBP_USER_AGENT",
            user_agent.clone(),
            "must be a name that fits into a header",
            findings,
            |text| match text {
                "" => Some(user_agent),
                text => HeaderValue::from_str(text).is_ok().then(|| text.to_owned()),
            },
        ),
        memory: remembers.then_some(LeakMemory { items, false_positives }),
        service,
        patience,
    }
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
    use std::collections::BTreeMap;

    use super::*;

    /// What these variables say of leaked passwords, and how much is wrong with them.
    fn read_leaks(variables: &[(&str, &str)]) -> (LeakSettings, usize) {
        let named =
            |(part, value): &(&str, &str)| (format!("GOTRUE_PASSWORD_HIBP_{part}"), (*value).to_owned());
        let environment: BTreeMap<_, _> = variables.iter().map(named).collect();
        let mut findings = Findings::default();
        let settings = leaks(&Variables::of(&environment), &mut findings);
        (settings, findings.finish::<()>(None).unwrap_err().faults.len())
    }

    #[test]
    fn leaked_passwords_are_looked_up_as_the_operator_says() {
        let (none, faults) = read_leaks(&[]);
        assert_eq!((none.is_on, none.fails_closed, none.memory, faults), (false, false, None, 0));
        let (some, faults) = read_leaks(&[
            ("ENABLED", "true"),
            ("FAIL_CLOSED", "1"),
            ("USER_AGENT", "the site of Ada"),
            ("BLOOM_ENABLED", "true"),
            ("BLOOM_ITEMS", "500"),
            ("BLOOM_FALSE_POSITIVES", "0.01"),
        ]);
        let memory = LeakMemory { items: 500, false_positives: 0.01 };
        assert_eq!((some.is_on, some.fails_closed, some.memory, faults), (true, true, Some(memory), 0));
        assert_eq!(some.user_agent, "the site of Ada");
        let (unnamed, faults) = read_leaks(&[("USER_AGENT", "")]);
        assert_eq!((unnamed.user_agent, faults), (none.user_agent, 0));
    }

    #[test]
    fn what_cannot_be_remembered_or_sent_is_a_fault() {
        for wrong in [
            ("BLOOM_ITEMS", "0"),
            ("BLOOM_ITEMS", "100000001"),
            ("BLOOM_ITEMS", ""),
            ("BLOOM_FALSE_POSITIVES", "0"),
            ("BLOOM_FALSE_POSITIVES", "1"),
            ("BLOOM_FALSE_POSITIVES", "NaN"),
            ("USER_AGENT", "two\nlines"),
            ("ENABLED", "perhaps"),
        ] {
            assert_eq!(read_leaks(&[wrong]).1, 1, "{wrong:?}");
        }
    }

    #[test]
    fn sets_stand_between_colons_and_may_hold_one() {
        assert_eq!(sets("abc:ABC:0123"), ["abc", "ABC", "0123"]);
        assert_eq!(sets("a\\:b::c\\d:"), ["a:b", "c\\d"]);
        assert_eq!(sets(""), [""; 0]);
    }
}
