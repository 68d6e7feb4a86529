//! The contract with Supabase's auth server, `GoTrue`: everything that crosses `/auth/v1`.
//!
//! The web side speaks it as a client, the embedded server answers it; both share these types and
//! nothing else. This module imports nothing of ours but the clock.

mod claims;
mod client;
mod email_address;
mod error_code;
mod messages;
pub(crate) mod strict_json;
mod tokens;
mod user;
mod verifier;

pub use claims::{AccessTokenClaims, AmrEntry, AssuranceLevel};
pub use client::{
    CallEnd, CallKind, CallObserver, Caller, ClientError, EndedCall, ExternalSettings, GoTrueAdmin,
    GoTrueClient, GoTrueError, GoTrueSettings, Manners, Rejection, Settings, SignUp, SignUpReply,
    Unreachable, UserFields, UserUpdate, Verified,
};
pub use email_address::{EmailAddress, EmailAddressError};
pub use error_code::ErrorCode;
pub use messages::{
    AccessTokenResponse, LogoutScope, ResendKind, VerifyKind, WeakPassword, WeakPasswordReason,
};
pub use tokens::{AccessToken, Password, PasswordHash, ProviderToken, RefreshToken};
pub use user::{Factor, FactorStatus, Identity, User};
pub use verifier::{TokenError, TokenVerifier, VerifierSettings};
