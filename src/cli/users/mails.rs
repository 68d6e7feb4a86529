//! Mails that a command leads to. The queue is the site's; what is due is brought before the command
//! ends, since a site that runs elsewhere does not know that there is something to do.

use std::time::Duration;

use super::super::output::say;
use super::office::Office;
use crate::clock::Timestamp;
use crate::gotrue::EmailAddress;
use crate::mail::messages::{Occasion, PasswordChanged};

/// How long the mail server is given. What is left goes out with the site.
const PATIENCE: Duration = Duration::from_secs(30);

/// Brings what is due.
pub(super) async fn deliver(office: &Office<'_>) {
    office.outbox().drain(&office.parts.mailer, PATIENCE).await;
}

/// Tells the owner of an account that somebody else changed the password (ASVS 6.3.7).
pub(super) async fn tell_of_new_password(office: &Office<'_>, email: &EmailAddress, at: Timestamp) {
    let config = office.config;
    if !config.sends_mails() {
        return;
    }
    let notice = PasswordChanged {
        product: config.product.clone(),
        recovery: config.origin.at("/recovery"),
        occasion: Occasion::new(at, None, None),
    };
    let queued = match notice.compose(email) {
        Ok(mail) => office.outbox().send(&mail).await.is_ok(),
        Err(_) => false,
    };
    if queued {
        deliver(office).await;
    } else {
        say("They could not be told by mail.");
    }
}
