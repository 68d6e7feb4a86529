//! Providers that administrators set up: how one is described (`form`), what a description may say
//! (`rules`), and the provider that is made of it (`find`) (gotrue-contract §1.17).

mod changes;
mod find;
mod form;
mod rules;
mod secret;

pub(crate) use changes::change;
pub(crate) use find::{find, kept};
pub(crate) use form::Form;
pub(crate) use rules::{PREFIX, refuse_other_names};
