//! Accounts by telephone: a number signs up and in as an address does, and is proved by a code
//! (gotrue-contract §1.1, §1.8, §1.9).

mod ask_for_code;
mod change;
mod code_kind;
mod send;
mod settings;
mod sign_up;
mod switched_off;
mod taken;
mod test_codes;
mod test_tries;
mod verify;

pub(crate) use ask_for_code::{Asked, ask_for_code};
pub(crate) use change::{confirm, make_own, set_identity};
pub(crate) use code_kind::CodeKind;
pub(crate) use send::{Sent, change, confirmation, reauthentication};
pub use settings::PhoneSettings;
pub(crate) use sign_up::SignUp;
pub(crate) use switched_off::{channel, refuse_numbers, refuse_signing_in, refuse_unreachable};
pub(crate) use taken::{refuse_taken, taken};
pub use test_codes::TestCodes;
pub(crate) use test_tries::TestTries;
pub(crate) use verify::sign_in;
