//! Words for whoever typed the command.

use std::io::{self, Write as _};

/// Says something on standard output. Nobody listening is no error.
pub(super) fn say(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// Says on standard error why something failed.
pub(super) fn complain(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
