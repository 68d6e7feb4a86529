//! What handlers take as parameters. The right among them is the only way to a user: whoever does not
//! have it never reaches the handler.

mod bearer_user;
mod form_or_json;
mod json;
mod members;
mod path_id;
mod program;

pub(crate) use bearer_user::{AsUser, BearerUser};
pub(crate) use form_or_json::FormOrJson;
pub(crate) use json::Json;
pub(crate) use path_id::PathId;
pub(crate) use program::Program;
