//! What the mails say. Each message is a struct of facts and three templates beside each other:
//! `templates/mail/<name>.subject.txt`, `.txt` and `.html`.
//!
//! Every link leads to a page with a button: following one changes nothing, because scanners and
//! previews follow links too.

mod device_name;
mod letter;
mod lifetime;
mod notices;
mod occasion;
mod proofs;

pub use device_name::device_name;
pub use lifetime::Lifetime;
pub use notices::{AccountExists, PasswordChanged};
pub use occasion::Occasion;
pub use proofs::{ChangeRecipient, Confirmation, EmailChange, Invite, Reauthentication, Recovery, SignIn};
