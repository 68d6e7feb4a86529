//! Taking in the rows of another GoTrue's database, as it wrote them: people keep their ids, passwords,
//! ways to sign in, second factors, passkeys and, if that is wanted, their sessions (gotrue-contract §7.2).

mod factors;
mod fields;
mod identities;
mod keys;
mod passkeys;
mod people;
mod sessions;
mod take_in;

pub use fields::ForeignRow;
pub use take_in::{ForeignTable, TakenIn};
