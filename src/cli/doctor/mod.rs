//! `doorward doctor`: looks at everything a site depends on and says what was found and the one thing
//! to do. It changes nothing, sends nothing, and may run beside a running site or before the first one.

mod auth_server;
mod clock;
mod database;
mod files;
mod finding;
mod keys;
mod mail;
mod origin;
mod postgres;
mod redirects;
mod report;
mod run;
mod settings;
mod sqlite;
mod templates;

pub(super) use run::{Options, run};
