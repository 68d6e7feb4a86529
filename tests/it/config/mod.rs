//! What the settings say, and what is said when they are wrong.

mod defaults;
mod deployment;
mod documents;
mod faults;
mod fly;
mod layers;
mod secrets;
mod supabase;
mod unit;

use std::fs;
use std::path::Path;

use doorward::config::{Config, ConfigError, Sources};
use tempfile::TempDir;

/// A secret as `doorward keys generate` makes them.
const SECRET: &str = "eJBr1mqp37nKQG3tNtqGtMiMbi-tGcld5SDUNUxhyOA";

/// What a public site on the auth server inside needs at least.
const PUBLIC: &[(&str, &str)] = &[
    ("DOORWARD_ORIGIN", "https://app.test"),
    ("DOORWARD_SECRET", SECRET),
    ("SMTP_URL", "smtps://post:hunter22hunter22@mail.test"),
];

/// What a public site on a Supabase project needs at least.
const PUBLIC_SUPABASE: &[(&str, &str)] = &[
    ("DOORWARD_ORIGIN", "https://app.test"),
    ("DOORWARD_SECRET", SECRET),
    ("SUPABASE_URL", "https://abcdefghijklmnop.supabase.co"),
    ("SUPABASE_PUBLISHABLE_KEY", "sb_publishable_Zf81kQ2mPqLw9RtYxVbN3a_T7uCd5Eh"),
    ("SUPABASE_SECRET_KEY", "sb_secret_Hq72nWcXe5RbTy1UoPk8Ld_Vm4Sj9Gf"),
];

/// A folder with files and an environment that a program could be started in.
struct Place {
    folder: TempDir,
    sources: Sources,
}

impl Place {
    fn new(environment: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sources = Sources { folder: folder.path().to_owned(), ..Sources::default() };
        Self { folder, sources }.with(environment)
    }

    fn with(mut self, environment: &[(&str, &str)]) -> Self {
        let added = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        self.sources.environment.extend(added);
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.sources.environment.remove(name);
        self
    }

    fn file(self, name: &str, text: &str) -> Self {
        fs::write(self.path().join(name), text).unwrap();
        self
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Inside a runtime, as the program does it: the mail transport wants one.
    fn load(&self) -> Result<Config, ConfigError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let _inside = runtime.enter();
        Config::load(&self.sources)
    }

    fn loaded(&self) -> Config {
        self.load().unwrap_or_else(|error| panic!("{error}"))
    }

    /// Every fault as one line: the name and what is wrong with it.
    fn faults(&self) -> Vec<String> {
        let error = self.load().expect_err("something is wrong");
        error.faults.iter().map(|fault| format!("{} {}", fault.name, fault.problem)).collect()
    }
}
