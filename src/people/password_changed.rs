//! Telling an owner that the password was changed (ASVS 6.3.7).

use std::sync::Arc;

use super::People;
use crate::gotrue::{Caller, EmailAddress};
use crate::mail::messages::{Occasion, PasswordChanged};

impl People {
    /// Sends the mail, if mails of our own have a way out. The answer does not wait for it.
    pub(super) fn tell_owner_of_new_password(self: &Arc<Self>, caller: &Caller, email: &str) {
        let Ok(email) = EmailAddress::parse(email) else { return };
        if !self.settings.sends_mails {
            return;
        }
        let people = Arc::clone(self);
        let occasion = Occasion::new(self.clock.now(), caller.user_agent.as_deref(), caller.address);
        tokio::spawn(async move {
            let product = people.settings.product.clone();
            let mail = PasswordChanged { product, recovery: people.page("/recovery"), occasion };
            people.send(mail.compose(&email)).await;
        });
    }
}
