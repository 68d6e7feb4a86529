//! Mails that a command leads to. The queue is the site's; what is due is brought before the command
//! ends, since a site that runs elsewhere does not know that there is something to do.

use std::time::Duration;

use uuid::Uuid;

use super::super::output::say;
use super::office::Office;
use crate::gotrue::EmailAddress;
use crate::mail::messages::{Letterhead, Occasion, PasswordChanged};
use crate::people::{SECURE_LINK_WORKS_FOR, SecureLink, SecureLinks};
use crate::words::Words;

/// How long the mail server is given. What is left goes out with the site.
const PATIENCE: Duration = Duration::from_secs(30);

/// Brings what is due.
pub(super) async fn deliver(office: &Office<'_>) {
    office.outbox().drain(&office.parts.mailer, PATIENCE).await;
}

/// Tells the owner of an account that somebody else changed the password (ASVS 6.3.7).
pub(super) async fn tell_of_new_password(office: &Office<'_>, user: Uuid, email: &EmailAddress) {
    if !office.config.sends_mails() {
        return;
    }
    if queue(office, user, email).await.is_ok() {
        deliver(office).await;
    } else {
        say("They could not be told by mail.");
    }
}

async fn queue(office: &Office<'_>, user: Uuid, email: &EmailAddress) -> anyhow::Result<()> {
    let config = office.config;
    let link = SecureLink { user, happened_at: office.now() };
    let language = office.accounts().language_of(email.as_str()).await?;
    let head = Letterhead {
        words: Words::of(language.unwrap_or_default()),
        product: config.product.clone(),
        support: config.support.clone(),
    };
    let notice = PasswordChanged {
        head,
        secure: SecureLinks::new(&office.parts.keys)?.url(config.origin.url(), link)?,
        works_for: SECURE_LINK_WORKS_FOR,
        occasion: Occasion::new(link.happened_at, None, None),
    };
    office.outbox().send(&notice.compose(email)?).await?;
    Ok(())
}
