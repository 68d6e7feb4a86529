//! Whoever stands at the door: letting in, letting out, and whom it is for.

use std::rc::Rc;
use std::sync::Arc;

use actix_web::HttpResponse;

use super::entry::Entry;
use super::forms::Trouble;
use super::kept_cookie;
use super::refresh;
use super::refreshes::Refreshed;
use super::see_other::see_other;
use super::site::Site;
use super::token_cookies::{OpenedToken, TokenChange};
use super::visit::Visit;
use crate::accounts::EndReason;
use crate::gotrue::{Caller, LogoutScope};
use crate::people::{SessionHolder, address_key, within_farewell};

/// Whoever stands at the door.
pub(crate) struct Visitor {
    /// For whom calls are made.
    pub(crate) caller: Caller,
    /// Their small state.
    pub(crate) visit: Visit,
    /// Who holds the session they came with, if it holds.
    pub(crate) holder: Option<Rc<SessionHolder>>,
    /// The refresh token they came with, whether its session holds or not.
    pub(crate) refresh_token: Option<OpenedToken>,
    /// The mark of their device, unread.
    pub(crate) device: Option<String>,
    /// What becomes of their tokens.
    pub(crate) change: TokenChange,
}

impl Visitor {
    /// By what tries from one place are counted.
    pub(crate) fn address_key(&self) -> String {
        address_key(&self.caller)
    }

    /// Lets somebody in: gives the browser the tokens, forgets what was known of the visitor before,
    /// and leads to where they were going.
    pub(crate) fn enters(&self, site: &Site, entry: Entry) -> HttpResponse {
        let way = entry.way();
        self.visit.begin_anew();
        if let Some(next) = entry.next_after_recovery() {
            self.visit.set_way(next);
        }
        self.change.set(entry.sealed);
        let mut answer = see_other(way);
        if let Some(mark) = site.people.limits.mark_device(&entry.email) {
            let names = site.cookie_names;
            kept_cookie::keep(&mut answer, names, names.device, mark.as_str().to_owned());
        }
        answer
    }

    /// Ends the session the visitor came with, here first and for good, then at the auth server as
    /// far as it can be reached in a moment. Works with expired tokens too.
    pub(crate) async fn leaves(&self, site: &Arc<Site>) -> Result<(), Trouble> {
        if let Some(carried) = &self.refresh_token {
            site.people.accounts.end_session(carried.session_id, EndReason::SignedOut).await?;
        }
        let telling = async {
            match (&self.holder, &self.refresh_token) {
                (Some(holder), _) => {
                    let token = holder.access_token();
                    site.people.tell_auth_server(&self.caller, token, LogoutScope::Local).await;
                }
                (None, Some(carried)) => self.tell_with_next_token(site, carried).await,
                (None, None) => {}
            }
        };
        within_farewell(telling).await;
        self.forget();
        Ok(())
    }

    /// The auth server listens only to a token that has not ended: the next one is bought to say so.
    async fn tell_with_next_token(&self, site: &Arc<Site>, carried: &OpenedToken) {
        if let Refreshed::Anew(pair) = refresh::once(site, carried, &self.caller).await {
            site.people.tell_auth_server(&self.caller, &pair.access.token, LogoutScope::Local).await;
        }
    }

    /// Gives the browser a new pair: what the session may do has changed. Without one the old pair stays
    /// good.
    pub(crate) async fn renews_tokens(&self, site: &Arc<Site>) {
        let Some(carried) = &self.refresh_token else { return };
        if let Refreshed::Anew(pair) = refresh::once(site, carried, &self.caller).await {
            self.change.set(pair.sealed.clone());
        }
    }

    /// The browser keeps no tokens and nothing of the visit.
    pub(crate) fn forget(&self) {
        self.change.remove();
        self.visit.begin_anew();
    }
}
