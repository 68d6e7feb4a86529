//! What tests stand on.

pub mod admin;
pub mod app;
pub mod database;
mod form;
pub mod jar;
pub mod log;
pub mod mailbox;
pub mod page;
pub mod person;
pub mod request;
pub mod settings;
pub mod smtp_catcher;
pub mod tables;
pub mod visitor;
pub mod watch;
