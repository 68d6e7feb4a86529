//! The stories, by area of the interface.

pub(super) mod bearer;
pub(super) mod metadata;
pub(super) mod password_grant;
pub(super) mod refresh_grant;
pub(super) mod signup;
pub(super) mod signup_refusals;
