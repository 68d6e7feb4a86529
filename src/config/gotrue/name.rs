//! One variable of GoTrue's, and what becomes of it here.

/// One variable, or a family of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoTrueName {
    /// Its names; an earlier one is stronger. `<X>` stands for any of [`GoTrueName::members`].
    pub names: &'static [&'static str],
    /// What `<X>` may be.
    pub members: &'static [&'static str],
    /// What becomes of it.
    pub treatment: Treatment,
    /// What it is for, or what holds instead of it.
    pub help: &'static str,
}

/// What becomes of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// It does here what it does there.
    Taken {
        /// What holds without it, in words.
        default: &'static str,
    },
    /// It does nothing here, which is said at the start, unless it asks for nothing.
    Named {
        /// The values that ask for nothing, beside none at all.
        asks_nothing: &'static [&'static str],
    },
    /// Without it the server would be less safe than meant: there is no start, unless it asks for nothing.
    Refused {
        /// The values that ask for nothing, beside none at all.
        asks_nothing: &'static [&'static str],
    },
    /// It only says more about another variable, which is named or refused.
    Beside(&'static str),
    /// GoTrue does not read it either.
    Dead,
}

/// The values of a switch that is off.
const OFF: &[&str] = &["false", "False", "FALSE", "f", "F", "0"];

impl GoTrueName {
    const fn new(names: &'static [&'static str], treatment: Treatment, help: &'static str) -> Self {
        Self { names, members: &[], treatment, help }
    }

    /// One that does here what it does there.
    pub(super) const fn taken(
        names: &'static [&'static str],
        default: &'static str,
        help: &'static str,
    ) -> Self {
        Self::new(names, Treatment::Taken { default }, help)
    }

    /// One that does nothing here.
    pub(super) const fn named(names: &'static [&'static str], help: &'static str) -> Self {
        Self::new(names, Treatment::Named { asks_nothing: &[] }, help)
    }

    /// A switch for something that is not here.
    pub(super) const fn missing(names: &'static [&'static str], help: &'static str) -> Self {
        Self::new(names, Treatment::Named { asks_nothing: OFF }, help)
    }

    /// One that must not be overlooked.
    pub(super) const fn refused(names: &'static [&'static str], help: &'static str) -> Self {
        Self::new(names, Treatment::Refused { asks_nothing: OFF }, help)
    }

    /// One that says more about another.
    pub(super) const fn beside(names: &'static [&'static str], other: &'static str) -> Self {
        Self::new(names, Treatment::Beside(other), "")
    }

    /// One that GoTrue does not read either.
    pub(super) const fn dead(names: &'static [&'static str]) -> Self {
        Self::new(names, Treatment::Dead, "")
    }

    /// The same for each of these.
    pub(super) const fn each(mut self, members: &'static [&'static str]) -> Self {
        self.members = members;
        self
    }

    /// The same asking for nothing with one of these values.
    pub(super) const fn unless(mut self, values: &'static [&'static str]) -> Self {
        self.treatment = match self.treatment {
            Treatment::Named { .. } => Treatment::Named { asks_nothing: values },
            Treatment::Refused { .. } => Treatment::Refused { asks_nothing: values },
            other => other,
        };
        self
    }

    /// Whether a variable is this one, or of this family.
    pub fn is_called(&self, variable: &str) -> bool {
        self.names.iter().any(|name| match name.split_once("<X>") {
            None => *name == variable,
            Some((before, after)) => variable
                .strip_prefix(before)
                .and_then(|rest| rest.strip_suffix(after))
                .is_some_and(|member| self.members.contains(&member)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_has_its_members_and_no_other() {
        let family = GoTrueName::missing(&["GOTRUE_HOOK_<X>_ENABLED"], "").each(&["SEND_SMS", "SEND_EMAIL"]);
        assert!(family.is_called("GOTRUE_HOOK_SEND_SMS_ENABLED"));
        assert!(!family.is_called("GOTRUE_HOOK_SEND_FAX_ENABLED"));
        assert!(!family.is_called("GOTRUE_HOOK__ENABLED"));
    }
}
