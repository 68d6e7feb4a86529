//! The two cookies that hold a visitor's tokens: sealed, so that nobody else can read or make them,
//! and cut into chunks when they are long, since browsers keep at most 4,096 bytes of each.

mod carried;
mod change;
mod chunks;
mod pair;
mod seal;

pub(crate) use carried::{Carried, SealedTokens};
pub(crate) use change::TokenChange;
pub(crate) use pair::{OpenedToken, SealedPair, TokenPair};
pub(crate) use seal::{Kind, TokenCookies};
