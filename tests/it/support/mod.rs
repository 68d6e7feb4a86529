//! What tests stand on.

pub mod admin;
pub mod app;
#[cfg(feature = "auth-server")]
pub mod authenticator;
pub mod balancer;
pub mod compute;
pub mod crowd;
pub mod database;
pub mod diagnosis;
pub mod disk;
pub mod fault_proxy;
mod form;
pub mod front;
pub mod gate;
mod got;
pub mod housekeeping;
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
pub mod program;
pub mod request;
pub mod settings;
pub mod smtp_catcher;
pub mod supabase;
pub mod tables;
pub mod tls_front;
pub mod tokens;
#[cfg(feature = "auth-server")]
pub mod totp;
pub mod visitor;
pub mod watch;
pub mod wire;
