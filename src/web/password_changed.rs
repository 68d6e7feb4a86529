//! Telling an owner that the password was changed (ASVS 6.3.7).

use std::sync::Arc;

use super::site::Site;
use super::visitor::Visitor;
use crate::gotrue::EmailAddress;
use crate::mail::messages::{Occasion, PasswordChanged};

/// Sends the mail, if mails of our own have a way out. The answer does not wait for it.
pub(crate) fn tell_owner(site: &Arc<Site>, visitor: &Visitor, email: &str) {
    let Ok(email) = EmailAddress::parse(email) else { return };
    if !site.settings.sends_mails {
        return;
    }
    let site = Arc::clone(site);
    let occasion =
        Occasion::new(site.clock.now(), visitor.caller.user_agent.as_deref(), visitor.caller.address);
    tokio::spawn(async move {
        let product = site.settings.product.clone();
        let mail = PasswordChanged { product, recovery: site.page("/recovery"), occasion };
        site.send(mail.compose(&email)).await;
    });
}
