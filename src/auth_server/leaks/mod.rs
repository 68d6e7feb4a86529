//! Passwords that have leaked: whoever has taken passwords elsewhere tries them here first. A service that
//! collects them (Pwned Passwords) is asked for all that begin as a password's SHA-1 does, so that it learns
//! five digits of forty and nothing else of it (gotrue-contract §3).

mod fingerprint;
mod look_up;
mod memory;
mod settings;

pub(crate) use look_up::{Finding, Leaks};
pub use settings::{LeakMemory, LeakSettings};
