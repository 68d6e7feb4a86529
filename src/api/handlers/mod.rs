//! What the API answers. Each handler is a short story: read what was sent, ask, decide, answer.

pub(crate) mod deletion;
pub(crate) mod docs;
pub(crate) mod me;
pub(crate) mod openapi;
pub(crate) mod password;
pub(crate) mod register;
pub(crate) mod revoke;
pub(crate) mod sessions;
pub(crate) mod token;
