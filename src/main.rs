//! Doorward's command line: thin on purpose, the program is the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    doorward::cli::run()
}
