//! Passkeys: keys in authenticators that sign their owner in by themselves (gotrue-contract §1.14).

mod challenge;
mod form;
mod registration;
mod settings;
mod shown;
mod sign_in;
mod switched_off;

pub(crate) use form::Answered;
pub(crate) use registration::{begin as begin_registration, finish as finish_registration};
pub use settings::PasskeySettings;
pub(crate) use shown::{not_found, parse_id, shown, shown_new};
pub(crate) use sign_in::{begin as begin_sign_in, finish as finish_sign_in};
pub(crate) use switched_off::{refuse_half_proved, refuse_switched_off};
