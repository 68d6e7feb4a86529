//! Where settings are looked for, gathered in one value so that tests can hand in their own.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// Where Linux tells what is mounted (proc(5)).
const MOUNTS: &str = "/proc/self/mounts";

/// Everything outside the program that configuration depends on.
#[derive(Clone, Default)]
pub struct Sources {
    /// The folder of `doorward.toml`, `.env` and `data/`; relative paths start there.
    pub folder: PathBuf,
    /// The environment. Names and values that are not UTF-8 are left out: no setting can be one.
    pub environment: BTreeMap<String, String>,
    /// What is mounted where, one line each; empty when the system does not tell.
    pub mounts: String,
}

impl Sources {
    /// The working directory and environment of this process.
    pub fn of_this_process() -> Self {
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let mounts = std::fs::read_to_string(MOUNTS).unwrap_or_default();
        Self { folder: PathBuf::new(), environment, mounts }
    }

    /// A variable of the environment; an empty one counts as not set.
    pub(super) fn variable(&self, name: &str) -> Option<&str> {
        self.environment.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}
