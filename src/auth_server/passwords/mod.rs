//! Passwords: which may be set, and how they are kept and compared.

mod argon;
mod hasher;
mod rules;
mod stored;
mod strength;

pub(crate) use hasher::{Comparison, Passwords};
pub use rules::PasswordRules;
pub(crate) use rules::refuse_too_long;
pub use stored::PasswordCost;
pub(crate) use stored::StoredPassword;
pub(crate) use strength::{note_weak, refuse_weak};
