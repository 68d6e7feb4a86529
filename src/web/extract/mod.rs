//! What handlers take as parameters. The rights among them are the only way to a user: whoever does
//! not have the right never reaches the handler.
//!
//! Actix' own extractors repair damaged text, read compressed bodies, and tell visitors what the
//! parser thought; the ones for forms and queries refuse, and say nothing.

mod aal2_user;
mod admin;
mod body;
mod current_user;
mod detour;
mod form;
mod form_owner;
mod guest;
mod page;
mod proved;
mod query;
mod recent_user;
mod recovery_user;
mod submitted;
mod urlencoded;
mod viewer;
mod visitor;

pub use aal2_user::Aal2User;
pub use admin::Admin;
pub use body::BodyDeadline;
pub use current_user::CurrentUser;
pub use detour::Detour;
pub use form::Form;
pub use guest::Guest;
pub use query::Query;
pub use recent_user::RecentUser;
pub use recovery_user::RecoveryUser;

pub(crate) use body::{BodyKind, read_body};
pub(crate) use form_owner::form_owner;
pub(crate) use proved::authentication;
pub(crate) use submitted::Submitted;
pub(crate) use urlencoded::{Malformed, read_parameters};
pub(crate) use visitor::caller;
