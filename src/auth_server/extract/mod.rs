//! What handlers take from a request, read once and strictly.

mod administrator;
mod authenticated;
mod bearer;
mod body;
mod client;
mod email;
mod factor_owner;
mod keyset;
mod page;
mod parameters;
mod phone;
mod presented;
mod providers_administrator;
mod query;
mod redirect_to;

pub(crate) use administrator::Administrator;
pub(crate) use authenticated::Authenticated;
pub(crate) use body::{Body, OptionalBody, SentForm, members, parse, read as read_body, sent};
pub(crate) use client::{AddressHeader, Client};
pub(crate) use email::parse_email;
pub(crate) use factor_owner::FactorOwner;
pub(crate) use keyset::{Cursor, Keyset, next_link};
pub(crate) use page::Page;
pub(crate) use parameters::Parameters;
pub(crate) use phone::{parse_phone, plain_phone};
pub(crate) use presented::Presented;
pub(crate) use providers_administrator::{NamedProvider, ProvidersAdministrator};
pub(crate) use query::Query;
pub(crate) use redirect_to::RedirectTo;
