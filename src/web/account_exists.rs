//! Telling the owner of an address that somebody tried to make a second account with it. The page
//! says nothing, so this mail is all that tells.

use std::sync::Arc;

use super::forms::NewAccount;
use super::site::Site;
use super::visitor::Visitor;
use crate::mail::messages::{AccountExists, Occasion};

/// Gives up the name that was kept, and sends the mail where the auth server does not do it itself.
/// Neither keeps the answer waiting: it must take as long as for an address that nobody has.
pub(crate) fn tell_owner(site: &Arc<Site>, visitor: &Visitor, wanted: &NewAccount) {
    let (site, username, email) = (Arc::clone(site), wanted.username.clone(), wanted.email.clone());
    let occasion =
        Occasion::new(site.clock.now(), visitor.caller.user_agent.as_deref(), visitor.caller.address);
    tokio::spawn(async move {
        if let Err(error) = site.accounts.release_username(&username, &email).await {
            tracing::warn!(%error, "a name could not be given up; its reservation will run out");
        }
        if !site.settings.tells_owners {
            return;
        }
        let mail = AccountExists {
            product: site.settings.product.clone(),
            sign_in: site.page("/login"),
            recovery: site.page("/recovery"),
            occasion: Some(occasion),
        };
        site.send(mail.compose(&email)).await;
    });
}
