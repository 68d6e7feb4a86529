//! Mail: what is said, the queue it waits in, and the two ways out of it.
//!
//! [`messages`] compose a [`Message`], the [`Outbox`] keeps it until a [`Mailer`] has taken it. Nothing
//! is sent while a request waits, so that an answer takes the same time whether there was a mail or not.

mod exhibition;
mod greeting;
mod mailer;
mod message;
pub mod messages;
mod outbox;
mod settings;
mod smtp;
mod store;
mod support;
mod tally;
mod wrapped;

pub use exhibition::{EXHIBITED_CODE, Exhibit, exhibit, exhibits};
pub use greeting::{GreetingFailure, MailEncryption, MailServer};
pub use mailer::{DeliveryFailure, Mailer};
pub use message::Message;
pub use outbox::{Outbox, OutboxError};
pub use settings::{MailSettings, MailSettingsError};
pub use smtp::SmtpMailer;
pub use store::{MailState, StoredMail};
pub use support::{Support, SupportError};
pub use tally::MailNumbers;
