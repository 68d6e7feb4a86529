//! `doorward users`: looking after people, the same way against the auth server inside and against
//! Supabase.
//!
//! What takes something away happens here first, and then at the auth server; what gives something the
//! other way round. No password is ever an argument, since every program of a machine may read those.

mod admin;
mod ban;
mod command;
mod confirm;
mod create;
mod delete;
mod found;
mod import;
mod list;
mod mails;
mod new_password;
mod office;
mod plain_text;
mod reconcile;
mod reset_password;
mod show;
mod who;

pub(super) use command::{Command, run};
#[cfg(feature = "auth-server")]
pub(super) use import::{Csv, SourceError as CsvError};
