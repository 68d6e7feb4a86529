//! The auth server alone, told through the real program: with the settings of an existing GoTrue, and as
//! what a test puts in the place of one.

mod client;
mod crash;
mod deployment;
mod ephemeral;
mod given_keys;
mod importing;
mod names;
mod sharing;
mod table;
