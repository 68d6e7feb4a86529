//! The page gallery of a development server: every page of the site in every state that it can be in,
//! shown by the templates and forms that the handlers use. Gates walk along it, and so do people who
//! change a page. Nothing of it is mounted elsewhere.

mod account;
mod awaited;
mod change_password;
mod errors;
mod exhibit;
mod form_page;
mod home;
mod links;
mod mailbox;
mod notes;
mod person;
mod preferences;
mod reauthentication;
mod recovery;
mod rooms;
mod secure;
mod sign_in;
mod sign_up;
mod switches;
mod typed;
mod welcome;

pub(crate) use rooms::{Room, rooms};
pub(crate) use switches::Switches;
