//! The command line: reads the settings, calls the library, and says what happened.

#[cfg(feature = "auth-server")]
mod auth;
mod backup;
mod command;
mod config;
mod doctor;
#[cfg(feature = "auth-server")]
mod ephemeral;
#[cfg(feature = "auth-server")]
mod import_auth;
mod keys;
mod migrate;
mod moving;
mod output;
mod routes;
mod serve;
mod sessions;
#[cfg(feature = "auth-server")]
mod signing_keys;
mod stop_signal;
mod users;

pub use command::run;
