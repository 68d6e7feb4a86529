//! From cookies to an [`Authentication`]: open, verify, refresh when it is time, and ask our own rows
//! whether the session still holds. A page view with a good token asks nobody but our database.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::http::Method;

use super::authentication::Authentication;
use super::refresh;
use super::refreshes::Refreshed;
use super::site::Site;
use super::token_cookies::{Carried, Kind, OpenedToken, SealedTokens, TokenChange};
use crate::accounts::Standing;
use crate::gotrue::{Caller, TokenError};
use crate::people::{SessionHolder, VerifiedToken};

/// A token with less than this left is refreshed, so that none ends while a request is under way.
const REFRESH_MARGIN: Duration = Duration::from_mins(1);

/// Where forms are sent that sign out here.
pub(crate) const SIGN_OUT_PATH: &str = "/logout";

/// What is known of the access token in a request.
enum Access {
    /// It is good and will be for a while.
    Fresh(VerifiedToken),
    /// It is good, but not for long.
    EndsSoon(VerifiedToken),
    /// There is none, or it has ended.
    Ended,
    /// It cannot be judged right now.
    Unknown,
    /// It is none of ours.
    Forged,
}

/// Finds out who sent a request; `change` is told what becomes of the cookies.
pub(crate) async fn arrive(
    site: &Arc<Site>,
    request: &HttpRequest,
    caller: &Caller,
    change: &TokenChange,
) -> Authentication {
    let sealed = match site.token_cookies.carried(request) {
        Carried::Nothing => return Authentication::Anonymous,
        Carried::Broken => return turn_away(change),
        Carried::Sealed(sealed) => sealed,
    };
    let still_good = match judge(site, &sealed).await {
        Access::Fresh(access) => return settle(site, access, caller, change).await,
        Access::EndsSoon(access) => Some(access),
        Access::Ended => None,
        Access::Unknown => return Authentication::Unavailable,
        Access::Forged => return turn_away(change),
    };
    if is_prefetch(request) || is_sign_out(request) {
        // Nobody looks at the answer yet, or it needs no proof: nothing is spent on it, nor waited for.
        return settle_if(site, still_good, caller, change).await.unwrap_or(Authentication::Unavailable);
    }
    let Some(spent) = sealed.refresh.and_then(|sealed| site.token_cookies.open(Kind::Refresh, &sealed))
    else {
        return settle_if(site, still_good, caller, change).await.unwrap_or_else(|| turn_away(change));
    };
    match refresh::once(site, &spent, caller).await {
        Refreshed::Anew(pair) => {
            // Set first: if somebody ended the session meanwhile, the cookies are removed instead.
            change.set(pair.sealed.clone());
            settle(site, pair.access.clone(), caller, change).await
        }
        Refreshed::Over => turn_away(change),
        Refreshed::Unavailable | Refreshed::Unusable => {
            settle_if(site, still_good, caller, change).await.unwrap_or(Authentication::Unavailable)
        }
    }
}

/// The refresh token that a request came with, and with it the session: known also when the tokens
/// have ended.
pub(crate) fn carried_refresh_token(site: &Site, request: &HttpRequest) -> Option<OpenedToken> {
    let Carried::Sealed(SealedTokens { refresh, .. }) = site.token_cookies.carried(request) else {
        return None;
    };
    site.token_cookies.open(Kind::Refresh, &refresh?)
}

async fn judge(site: &Site, sealed: &SealedTokens) -> Access {
    let Some(sealed) = sealed.access.as_deref() else { return Access::Ended };
    let now = site.people.clock.now();
    if let Some(known) = site.claims_cache.get(sealed, now) {
        return by_time(known, site);
    }
    let Some(opened) = site.token_cookies.open(Kind::Access, sealed) else { return Access::Forged };
    let token = opened.into_access_token();
    match site.people.verifier.verify(&token).await {
        Ok(claims) => {
            let verified = VerifiedToken { claims: Arc::new(claims), token };
            site.claims_cache.put(sealed, verified.clone(), now);
            by_time(verified, site)
        }
        Err(TokenError::Expired(_) | TokenError::UnknownKey) => Access::Ended,
        Err(TokenError::Unavailable) => Access::Unknown,
        Err(TokenError::Invalid) => Access::Forged,
    }
}

fn by_time(access: VerifiedToken, site: &Site) -> Access {
    if access.ends_at().since(site.people.clock.now()) > REFRESH_MARGIN {
        Access::Fresh(access)
    } else {
        Access::EndsSoon(access)
    }
}

/// Whether the session of a good token holds with us: a session ended here is over, whatever its
/// token says.
async fn settle(site: &Site, access: VerifiedToken, caller: &Caller, change: &TokenChange) -> Authentication {
    match site.people.standing(&access, caller).await {
        Ok(Standing::Known(signed_in)) => {
            Authentication::Authenticated(Rc::new(SessionHolder::new(*signed_in, access)))
        }
        Ok(Standing::Ended | Standing::Unknown) => turn_away(change),
        Err(error) => {
            tracing::warn!(%error, "the sessions could not be asked");
            Authentication::Unavailable
        }
    }
}

/// [`settle`] for a token that may not be there.
async fn settle_if(
    site: &Site,
    access: Option<VerifiedToken>,
    caller: &Caller,
    change: &TokenChange,
) -> Option<Authentication> {
    match access {
        Some(access) => Some(settle(site, access, caller, change).await),
        None => None,
    }
}

fn turn_away(change: &TokenChange) -> Authentication {
    change.remove();
    Authentication::Anonymous
}

/// Whoever leaves is known by the cookies alone, and must get out while the auth server is silent.
fn is_sign_out(request: &HttpRequest) -> bool {
    request.method() == Method::POST && request.path() == SIGN_OUT_PATH
}

/// Browsers say so when they fetch a page that nobody has asked for yet.
fn is_prefetch(request: &HttpRequest) -> bool {
    let says = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    ["sec-purpose", "purpose"].iter().filter_map(|name| says(name)).any(|value| value.contains("prefetch"))
}
