//! What tests stand on.

pub mod admin;
pub mod app;
pub mod database;
pub mod fault_proxy;
mod form;
pub mod gate;
pub mod http_wire;
pub mod jar;
pub mod log;
pub mod mailbox;
pub mod outage;
pub mod page;
pub mod patience;
pub mod person;
pub mod pgbouncer;
mod place_people;
pub mod port;
pub mod process;
pub mod request;
pub mod settings;
pub mod smtp_catcher;
pub mod supabase;
pub mod tables;
pub mod tokens;
pub mod visitor;
pub mod watch;
pub mod wire;
