//! What the mails say. Each message is a struct of facts and two templates beside each other,
//! `templates/mail/<name>.txt` and `.html`; the words of both, and the subject, are the catalogue's.
//!
//! Every link leads to a page with a button: following one changes nothing, because scanners and
//! previews follow links too.

mod account_changed;
mod device;
mod email_change;
mod letter;
mod letterhead;
mod notices;
mod occasion;
mod proofs;

pub use account_changed::{AccountChange, AccountChanged};
pub use device::Device;
pub use email_change::{ChangeRecipient, EmailChange};
pub use letterhead::Letterhead;
pub use notices::{AccountExists, PasswordChanged};
pub use occasion::Occasion;
pub use proofs::{Confirmation, Invite, Reauthentication, Recovery, SignIn};
