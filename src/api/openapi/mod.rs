//! The OpenAPI document (version 3.1), made from the types that the handlers read and write: what it
//! says of a body is what a body is read into. The refusals of each operation stand in one table.

mod document;
mod oauth_answers;
mod oauth_bodies;
mod refusals;
mod values;

pub(super) use document::document;
pub(super) use oauth_answers::OAuthRefusals;
pub(super) use oauth_bodies::{GrantForm, RevocationForm};
pub(super) use refusals::{
    ChangeRefusals, DeletionRefusals, EndRefusals, PasswordRefusals, ReadRefusals, RegisterRefusals,
};
pub(super) use values::{Id, current_password, email, id, new_password, username};
