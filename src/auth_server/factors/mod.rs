//! Second factors: how they are enrolled, proved and taken away (gotrue-contract §1.13).

mod ceremony;
mod challenge;
mod enrol;
mod enrol_key;
mod enrol_phone;
mod factor_type;
mod find;
mod key_challenge;
mod key_trial;
mod prove;
mod secret;
mod send_code;
mod sent_code;
mod switched_off;
mod take_away;
mod trial;

pub(crate) use ceremony::{Ceremony, KeyAnswer, Wish};
pub(crate) use challenge::challenge;
pub(crate) use enrol::{Enrolment, enrol_totp, name_taken, refuse_bad_name};
pub(crate) use enrol_key::enrol_key;
pub(crate) use enrol_phone::enrol_phone;
pub(crate) use factor_type::FactorType;
pub(crate) use find::{find, not_found, parse_id};
pub(crate) use key_challenge::ask_key;
pub(crate) use prove::{Proof, Shown, prove};
pub(crate) use secret::seal as seal_secret;
pub(crate) use send_code::send_code;
pub(crate) use switched_off::{refuse_enrolment, refuse_proof};
pub(crate) use take_away::take_away;
