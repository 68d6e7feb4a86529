//! Buying the next pair of tokens, sealed for the browser.

use std::sync::Arc;

use uuid::Uuid;

use super::refreshes::{NewPair, Refreshed};
use super::site::Site;
use super::token_cookies::{OpenedToken, TokenPair};
use crate::gotrue::{Caller, RefreshToken};
use crate::people::{Renewal, Renewed};

/// Spends a refresh token, once for all requests that carry it.
pub(crate) async fn once(site: &Arc<Site>, spent: &OpenedToken, caller: &Caller) -> Refreshed {
    let session = SessionOf { id: spent.session_id, is_kept: spent.is_kept };
    let token = spent.refresh_token();
    let begin = || spend(Arc::clone(site), session, token.clone(), caller.clone());
    site.refreshes.one(&token, &site.people.clock, begin).await
}

/// The session that is refreshed.
#[derive(Clone, Copy)]
struct SessionOf {
    id: Uuid,
    is_kept: bool,
}

async fn spend(site: Arc<Site>, session: SessionOf, token: RefreshToken, caller: Caller) -> Refreshed {
    match site.people.renew(&caller, &token, Some(session.id)).await {
        Renewal::Anew(renewed) => seal(&site, session, *renewed),
        Renewal::Over => Refreshed::Over,
        Renewal::Unavailable(_) => Refreshed::Unavailable,
        Renewal::Unusable => Refreshed::Unusable,
    }
}

fn seal(site: &Site, session: SessionOf, renewed: Renewed) -> Refreshed {
    let Renewed { access, refresh_token } = renewed;
    let pair = TokenPair {
        session_id: session.id,
        access_token: access.token.clone(),
        refresh_token,
        is_kept: session.is_kept,
    };
    match site.token_cookies.seal(&pair) {
        Ok(sealed) => Refreshed::Anew(Arc::new(NewPair { access, sealed })),
        Err(error) => {
            tracing::error!(%error, "a refreshed pair could not be kept");
            Refreshed::Unavailable
        }
    }
}
