//! What the site answers. Each handler is a short story: read the form, ask, decide, answer.

pub(crate) mod account;
pub(crate) mod check_inbox;
pub(crate) mod confirm;
pub(crate) mod gallery;
mod going;
pub(crate) mod home;
pub(crate) mod letter;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod mail_gallery;
pub(crate) mod mailbox;
pub(crate) mod new_password;
pub(crate) mod notes;
pub(crate) mod preferences;
pub(crate) mod reauthenticate;
pub(crate) mod recovery;
pub(crate) mod secure;
pub(crate) mod signup;
pub(crate) mod welcome;

use going::{Going, unless_it_tells};
