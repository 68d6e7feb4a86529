//! What is wrong with the settings, all of it in one message.

use std::fmt;

/// The exit code of a start that failed because of its settings: `EX_CONFIG` of sysexits(3).
pub const EXIT_CODE: u8 = 78;

/// One thing that is wrong, and how to mend it. Never holds a secret's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The name of the setting, file or variable.
    pub name: String,
    /// What is wrong with it and what to do, as the rest of a sentence that begins with the name.
    pub problem: String,
}

/// Something that works but deserves a look, and what to do about it. Never holds a secret's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What was found; a whole sentence.
    pub found: String,
    /// What to do; a whole sentence.
    pub advice: &'static str,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.found, self.advice)
    }
}

/// The settings cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ConfigError {
    /// Everything that is wrong; at least one.
    pub faults: Vec<Fault>,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.faults.len() {
            1 => write!(f, "One setting is wrong:")?,
            several => write!(f, "{several} settings are wrong:")?,
        }
        for Fault { name, problem } in &self.faults {
            write!(f, "\n  - {name} {problem}")?;
        }
        Ok(())
    }
}
