//! `doorward import-auth`: takes in the people of another GoTrue from a dump of its schema `auth`.

mod command;
mod files;
mod sql;
#[cfg(test)]
mod sql_proofs;
mod tokens;

pub(super) use command::{Options, run};
