//! The command line: reads the settings, calls the library, and says what happened.

mod command;
mod config;
mod keys;
mod migrate;
mod output;
mod serve;

pub use command::run;
