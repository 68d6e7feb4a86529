//! Telling the owner of an address that somebody tried to make a second account with it. The answer
//! says nothing, so this mail is all that tells.

use std::sync::Arc;

use super::{NewAccount, People};
use crate::gotrue::Caller;
use crate::mail::messages::{AccountExists, Occasion};

impl People {
    /// Gives up the name that was kept, and sends the mail where the auth server does not do it
    /// itself. Neither keeps the answer waiting: it must take as long as for an address that nobody
    /// has.
    pub(super) fn tell_owner_of_attempt(self: &Arc<Self>, caller: &Caller, wanted: &NewAccount) {
        let (people, caller) = (Arc::clone(self), caller.clone());
        let (username, email) = (wanted.username.clone(), wanted.email.clone());
        let occasion = Occasion::new(self.clock.now(), caller.user_agent.as_deref(), caller.address);
        tokio::spawn(async move {
            if let Err(error) = people.accounts.release_username(&username, &email).await {
                tracing::warn!(%error, "a name could not be given up; its reservation will run out");
            }
            if !people.settings.tells_owners {
                return;
            }
            let language = people.language_of_owner(email.as_str(), &caller).await;
            let mail = AccountExists {
                head: people.letterhead(language),
                sign_in: people.page("/login"),
                recovery: people.page("/recovery"),
                occasion: Some(occasion),
            };
            people.send(mail.compose(&email)).await;
        });
    }
}
