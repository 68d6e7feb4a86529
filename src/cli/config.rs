//! `doorward config`: looking at the settings without starting anything.

use clap::Subcommand;

use super::output::say;
use crate::config::{Config, settings_table};
use crate::server::Overview;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Say what would run where, or everything that is wrong (exit code 78).
    Check,
    /// Print the table of settings in Markdown.
    Table,
    /// Print what becomes of GoTrue's variables in `doorward auth`, in Markdown.
    #[cfg(feature = "auth-server")]
    Gotrue,
}

pub(super) fn check(config: &Config) {
    say(&format!("{}\nThe settings are good.", Overview::of(config)));
}

pub(super) fn table() {
    say(settings_table().trim_end());
}

#[cfg(feature = "auth-server")]
pub(super) fn gotrue_table() {
    say(crate::config::gotrue_table().trim_end());
}
