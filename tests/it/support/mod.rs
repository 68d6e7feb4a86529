//! What tests stand on.

pub mod database;
pub mod log;
pub mod patience;
pub mod pgbouncer;
pub mod port;
pub mod process;
pub mod smtp_catcher;
pub mod wire;
