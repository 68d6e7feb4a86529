//! Our own rows about people: their names, their sessions here, and how often something was tried.
//!
//! The auth server knows who somebody is; these tables know what this site calls them and which of
//! their sessions are over here. A session that was ended is a tombstone: only that refuses, a row
//! that is missing is made when a valid token asks for it.

mod deletion;
mod email_reference;
mod ended_sessions;
mod error;
mod everybody;
mod forgetting;
mod known_keys;
mod language;
mod limits;
mod own_sessions;
mod password;
mod password_strength;
mod profile;
mod secured;
mod sessions;
mod standing;
mod store;
mod taking_in;
mod username;
mod usernames;
mod users;

pub use ended_sessions::EndReason;
pub use error::AccountsError;
pub use everybody::Known;
pub use limits::{DeviceMark, Limit, Limits, LimitsError, Verdict, address_prefix, limits_table};
pub use own_sessions::OwnSession;
pub use password::{
    MAX_PASSWORD_BYTES, MIN_PASSWORD_CHARACTERS, NewPassword, NewPasswordError, PasswordContext,
    normalise_password,
};
pub use profile::Profile;
pub use secured::SecuredAccount;
pub use sessions::{Session, SessionDetails, SessionPurpose};
pub use standing::{SignedIn, Standing};
pub use store::Accounts;
pub use taking_in::Newcomer;
pub use username::{Username, UsernameError};
pub use usernames::{Choice, NAME_RESERVED_FOR, Reservation};
pub use users::User;
