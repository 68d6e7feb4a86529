//! Signing in through a provider: the way out (`begin`), the way back (`arrive`), and whose account it
//! is that somebody comes to (gotrue-contract §1.11, §1.12).

mod accounts;
mod arrive;
mod begin;
mod invitation;
mod linking;
mod owner;
mod returning;
mod unlink;

pub(crate) use arrive::{Arrived, Refusal, arrive};
pub(crate) use begin::begin;
pub(crate) use returning::Returning;
pub(crate) use unlink::unlink;
