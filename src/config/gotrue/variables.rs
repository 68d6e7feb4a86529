//! Reading GoTrue's variables as GoTrue does: of several names the first that is set counts, a text may be
//! empty, and anything else that is empty is a fault.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;
use std::time::Duration;

use secrecy::SecretString;

use super::names;
use crate::auth_server::parse_go_duration;
use crate::config::reader::Findings;

/// The variables of an environment, and which of them were asked for.
pub(super) struct Variables<'a> {
    environment: &'a BTreeMap<String, String>,
    asked: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Variables<'a> {
    pub(super) const fn of(environment: &'a BTreeMap<String, String>) -> Self {
        Self { environment, asked: RefCell::new(BTreeSet::new()) }
    }

    /// The variables that were asked for, by the first of their names.
    #[cfg(test)]
    pub(super) fn asked(&self) -> BTreeSet<&'static str> {
        self.asked.borrow().clone()
    }

    /// The name under which a variable is set, and what it is set to. `name` is any of its names.
    fn set(&self, name: &str) -> Option<(String, &'a str)> {
        let entry = names::known(name);
        debug_assert!(entry.is_some(), "{name} is in no table");
        let entry = entry?;
        self.asked.borrow_mut().insert(entry.names[0]);
        let spelled = entry.names.iter().map(|one| match one.split_once("<X>") {
            None => (*one).to_owned(),
            Some(_) => name.to_owned(),
        });
        spelled.into_iter().find_map(|one| {
            let value = self.environment.get(&one)?;
            Some((one, value.as_str()))
        })
    }

    /// A text, empty where the variable is empty or not set.
    pub(super) fn text(&self, name: &str) -> &'a str {
        self.set(name).map_or("", |(_, value)| value)
    }

    /// A text that is not empty.
    pub(super) fn filled(&self, name: &str) -> Option<&'a str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// A secret that is not empty.
    pub(super) fn secret(&self, name: &str) -> Option<SecretString> {
        self.filled(name).map(SecretString::from)
    }

    /// Texts separated by commas.
    pub(super) fn list(&self, name: &str) -> Vec<&'a str> {
        self.filled(name).map(|text| text.split(',').collect()).unwrap_or_default()
    }

    /// A number, or the default where the variable is not set.
    pub(super) fn number<T: FromStr>(&self, name: &str, default: T, findings: &mut Findings) -> T {
        self.read(name, default, "must be a number, 0 or more", findings, |text| text.parse().ok())
    }

    /// A number of times, with a fraction perhaps.
    pub(super) fn times(&self, name: &str, default: f64, findings: &mut Findings) -> f64 {
        let parse = |text: &str| text.parse().ok().filter(|number: &f64| number.is_finite());
        self.read(name, default, "must be a number, such as 30", findings, parse)
    }

    /// A span, as Go writes it.
    pub(super) fn span(&self, name: &str, default: Duration, findings: &mut Findings) -> Duration {
        self.read(name, default, "must be a duration, such as 60s or 1h30m", findings, parse_go_duration)
    }

    /// Yes or no.
    pub(super) fn switch(&self, name: &str, default: bool, findings: &mut Findings) -> bool {
        self.read(name, default, "must be true or false", findings, |text| match text {
            "1" | "t" | "T" | "true" | "True" | "TRUE" => Some(true),
            "0" | "f" | "F" | "false" | "False" | "FALSE" => Some(false),
            _ => None,
        })
    }

    /// Whatever a function makes of a text, or the default where the variable is not set.
    pub(super) fn read<T>(
        &self,
        name: &str,
        default: T,
        must: &str,
        findings: &mut Findings,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> T {
        let Some((name, text)) = self.set(name) else { return default };
        if let Some(value) = parse(text) {
            return value;
        }
        let empty = if text.is_empty() { "is empty, and " } else { "" };
        findings.fault(&name, format!("{empty}{must}"));
        default
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&str, &str)]) -> BTreeMap<String, String> {
        variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_name_with_the_prefix_is_stronger() {
        let environment = environment(&[("PORT", "1"), ("GOTRUE_API_PORT", "2"), ("DATABASE_URL", "x")]);
        let variables = Variables::of(&environment);
        assert_eq!(variables.text("PORT"), "2");
        assert_eq!(variables.text("DATABASE_URL"), "x");
        assert_eq!(variables.asked(), BTreeSet::from(["GOTRUE_API_PORT", "GOTRUE_DB_DATABASE_URL"]));
    }

    #[test]
    fn an_empty_text_is_a_text_and_anything_else_that_is_empty_is_a_fault() {
        let environment = environment(&[
            ("GOTRUE_JWT_AUD", ""),
            ("GOTRUE_JWT_EXP", ""),
            ("GOTRUE_SMTP_MAX_FREQUENCY", ""),
            ("GOTRUE_DISABLE_SIGNUP", ""),
            ("GOTRUE_RATE_LIMIT_OTP", ""),
        ]);
        let (variables, mut findings) = (Variables::of(&environment), Findings::default());
        assert_eq!(variables.text("GOTRUE_JWT_AUD"), "");
        variables.number("GOTRUE_JWT_EXP", 0_u64, &mut findings);
        variables.span("GOTRUE_SMTP_MAX_FREQUENCY", Duration::ZERO, &mut findings);
        variables.switch("GOTRUE_DISABLE_SIGNUP", false, &mut findings);
        variables.times("GOTRUE_RATE_LIMIT_OTP", 1.0, &mut findings);
        let faults = findings.finish::<()>(None).unwrap_err().faults;
        assert_eq!(faults.len(), 4);
        assert!(faults.iter().all(|fault| fault.problem.starts_with("is empty, and must be ")), "{faults:?}");
    }
}
