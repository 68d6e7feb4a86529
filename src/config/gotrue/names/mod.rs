//! Every variable of GoTrue's (v2.196), and what becomes of it here.

mod all;
mod elsewhere;
mod missing;
mod taken;
mod taken_beside;

pub use all::gotrue_names;
pub(super) use all::known;
pub(super) use taken::LINKS;
