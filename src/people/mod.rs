//! What people do with their account, asked by a page or by a program alike: make one, come in, choose
//! another password or name, leave. Here stands in which order the auth server and our own rows are
//! told; forms, cookies, pages and JSON are for the sides that ask.

mod account_exists;
mod chosen_username;
mod deletion;
mod entry;
mod error;
mod farewell;
mod holder;
mod identifier;
mod mail_proof;
mod new_password;
mod owners_language;
mod pace;
mod password_changed;
mod password_proof;
mod person_tried;
mod renewal;
mod revocation;
mod second_factor;
mod secure_link;
mod secured_account;
mod sign_in;
mod sign_up;
mod standing;
mod store;
mod whole_renewal;
mod whole_sign_in;

pub use holder::SessionHolder;
pub use secure_link::SecureLinks;
pub use store::{People, PeopleParts, PeopleSettings};

pub(crate) use deletion::Deletion;
pub(crate) use entry::Entered;
pub(crate) use error::{A_MINUTE, PeopleError};
pub(crate) use farewell::within_farewell;
pub(crate) use holder::{Standing, VerifiedToken};
pub(crate) use identifier::{Credentials, Identifier};
pub(crate) use mail_proof::MailProof;
pub(crate) use new_password::PasswordChange;
pub(crate) use password_proof::PasswordProof;
pub(crate) use renewal::{Renewal, Renewed};
pub(crate) use secure_link::{SECURE_LINK_WORKS_FOR, SECURE_PATH, SecureLink};
pub(crate) use secured_account::{SecureOffer, Securing};
pub(crate) use sign_in::SignInOutcome;
pub(crate) use sign_up::{NewAccount, SignUpOutcome, SignUpRefusal};
pub(crate) use store::address_key;
pub(crate) use whole_renewal::WholeRenewal;
pub(crate) use whole_sign_in::WholeSignIn;
