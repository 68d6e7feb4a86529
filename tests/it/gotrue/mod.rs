//! How the auth server is asked, and which tokens are believed.

mod admin;
mod answers;
mod claims;
mod connections;
mod factors;
mod fake_server;
mod forgeries;
mod key_pairs;
mod key_sets;
mod keys;
mod languages;
mod readers;
mod requests;
pub mod signer;
mod site;
mod spellings;
