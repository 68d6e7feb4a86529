//! Moving a site from an `SQLite` file to Postgres: everything in one transaction, compared row by row
//! before it is committed. Which tables and columns there are is read from both databases, so that
//! none can be forgotten; which kinds of columns the portable subset has is said in [`kind`].

mod copy;
mod destination;
mod digest;
mod kind;
mod move_error;
mod row;
mod schema;
mod source;

pub use copy::{MovedTable, compare, move_everything};
pub use digest::TableDigest;
pub use move_error::MoveError;
pub use row::ValueError;
