//! Proves access tokens here, without asking the auth server: signature, then claims (RFC 7519,
//! RFC 8725). The keys are fetched at start and when an unknown one appears, never per request.

mod check;
mod compact;
mod key_keeper;
mod key_set;
mod token_error;
mod token_verifier;

pub use token_error::TokenError;
pub use token_verifier::{TokenVerifier, VerifierSettings};
