//! The pages on which people look after their account.

pub(crate) mod overview;
pub(crate) mod password;
pub(crate) mod username;
