//! Telling an owner that the password was changed (ASVS 6.3.7).

use std::sync::Arc;

use super::owners_language::chosen_or_callers;
use super::{People, SECURE_LINK_WORKS_FOR, SecureLink, SessionHolder};
use crate::gotrue::{Caller, EmailAddress};
use crate::mail::messages::{Occasion, PasswordChanged};

impl People {
    /// Sends the mail, if mails of our own have a way out. The answer does not wait for it.
    pub(super) fn tell_owner_of_new_password(self: &Arc<Self>, caller: &Caller, holder: &SessionHolder) {
        let Ok(email) = EmailAddress::parse(&holder.user.email) else { return };
        if !self.settings.sends_mails {
            return;
        }
        let people = Arc::clone(self);
        let link = SecureLink { user: holder.user.id, happened_at: self.clock.now() };
        let occasion = Occasion::new(link.happened_at, caller.user_agent.as_deref(), caller.address);
        let head = self.letterhead(chosen_or_callers(holder.user.language, caller));
        tokio::spawn(async move {
            let secure = people.secure_links.url(&people.settings.origin, link);
            // The other way to a new password, in case that no link can be made.
            let secure = secure.unwrap_or_else(|_| people.page("/recovery"));
            let mail = PasswordChanged { head, secure, works_for: SECURE_LINK_WORKS_FOR, occasion };
            people.send(mail.compose(&email)).await;
        });
    }
}
