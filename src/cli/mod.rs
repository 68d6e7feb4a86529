//! The command line: reads the settings, calls the library, and says what happened.

mod backup;
mod command;
mod config;
mod doctor;
mod keys;
mod migrate;
mod moving;
mod output;
mod routes;
mod serve;
mod sessions;
#[cfg(feature = "auth-server")]
mod signing_keys;
mod users;

pub use command::run;
