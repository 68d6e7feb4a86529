//! The endpoints, one file for each. Only `routes` calls them.

pub(super) mod admin_factors;
pub(super) mod admin_form;
pub(super) mod admin_user;
pub(super) mod admin_users;
pub(super) mod authorize;
pub(super) mod callback;
pub(super) mod factor;
pub(super) mod factor_challenge;
pub(super) mod factor_verify;
pub(super) mod factors;
pub(super) mod generate_link;
pub(super) mod health;
pub(super) mod identities;
pub(super) mod invite;
pub(super) mod jwks;
pub(super) mod logout;
pub(super) mod magic_link;
pub(super) mod otp;
pub(super) mod reauthenticate;
pub(super) mod recover;
pub(super) mod resend;
pub(super) mod settings;
pub(super) mod signup;
pub(super) mod token;
pub(super) mod user;
pub(super) mod verify;
