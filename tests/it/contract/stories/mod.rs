//! The stories, by area of the interface.

pub(super) mod metadata;
pub(super) mod signup;
