//! Passwords that an operator sets: read from standard input, or made up.

use std::io::{self, BufRead as _, Read as _};

use anyhow::{Context as _, anyhow};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::super::command::Failure;
use crate::accounts::{NewPassword, PasswordContext};

/// Random bytes of a made-up password: 144 bits.
const RANDOM_BYTES: usize = 18;

/// More than any password has, in bytes.
const LONGEST_LINE: u64 = 4096;

/// Reads the first line of standard input, by the rules of the page for a new password.
pub(super) fn from_stdin(about: &PasswordContext<'_>) -> Result<NewPassword, Failure> {
    let mut line = String::new();
    let read = io::stdin().lock().take(LONGEST_LINE).read_line(&mut line);
    read.context("no password could be read from standard input")?;
    let line = line.strip_suffix('\n').unwrap_or(&line);
    let line = line.strip_suffix('\r').unwrap_or(line);
    NewPassword::parse(line, about).map_err(|error| anyhow!("{error}").into())
}

/// Makes one up.
pub(super) fn made_up(about: &PasswordContext<'_>) -> Result<NewPassword, Failure> {
    let mut bytes = [0; RANDOM_BYTES];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| anyhow!("the operating system gave no random bytes"))?;
    let text = URL_SAFE_NO_PAD.encode(bytes);
    NewPassword::parse(&text, about).map_err(|error| anyhow!("{error}").into())
}
