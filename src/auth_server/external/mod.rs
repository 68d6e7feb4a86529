//! Signing in through a provider: the way out (`begin`), the way back (`arrive`), the way of apps that
//! bring an ID token (`by_id_token`), and whose account it is that somebody comes to (gotrue-contract §1.2,
//! §1.11, §1.12).

mod accounts;
mod arrive;
mod begin;
mod by_id_token;
mod invitation;
mod issuers;
mod linking;
mod owner;
mod returning;
mod unlink;

pub(crate) use arrive::{Arrived, Refusal, arrive};
pub(crate) use begin::begin;
pub(crate) use by_id_token::{Sent, by_id_token};
pub(crate) use returning::Returning;
pub(crate) use unlink::unlink;
