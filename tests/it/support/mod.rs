//! What tests stand on.

pub mod database;
pub mod log;
pub mod smtp_catcher;
