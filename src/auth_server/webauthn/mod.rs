//! Authenticators: keys that stay in a device, and what it answers when it makes one or signs with one
//! (`WebAuthn` Level 2). Attestation is not asked for; answers without it and with one by the new key itself
//! are taken.
//!
//! An answer is read by `sent`, and judged whole by [`create`] (§7.1) or [`prove`] (§7.2).

mod assertion;
mod attestation;
mod authenticator_data;
mod bytes;
mod cbor;
mod challenge;
mod client_data;
mod creation;
mod credential;
mod fault;
mod options;
mod public_key;
mod sent;
mod settings;
mod well_known;

#[cfg(test)]
mod proofs;

#[cfg(test)]
use assertion::Used;
pub(crate) use assertion::prove;
pub(crate) use bytes::Bytes;
pub(crate) use challenge::draw as draw_challenge;
pub(crate) use creation::create;
pub(crate) use credential::Credential;
pub(crate) use fault::Fault;
pub(crate) use options::{Subject, creation, descriptors, request};
pub(crate) use sent::{SentAssertion, SentCreation};
pub(crate) use settings::RelyingParty;
pub use settings::WebAuthnSettings;
pub(crate) use well_known::name_of;
