//! Links that carry a one-time token.

use url::Url;

use super::error::ApiError;
use super::one_time_tokens::is_marked;
use super::server::AuthServer;
use crate::gotrue::ErrorCode;

/// The page of the site that asks for one more click before it spends a link.
const CONFIRM_PAGE: &str = "/auth/confirm";

/// The link for a mail: to the page with the button. A client that sent a code challenge waits for a
/// code, which only this server can hand out.
pub(crate) fn for_mail(
    server: &AuthServer,
    kind: &str,
    token_hash: &str,
    redirect_to: &str,
) -> Result<Url, ApiError> {
    if is_marked(token_hash) {
        return to_verify(server, kind, token_hash, redirect_to);
    }
    let settings = server.settings();
    let mut url = settings.page(CONFIRM_PAGE);
    url.query_pairs_mut().append_pair("token_hash", token_hash).append_pair("type", kind);
    // Where it leads back to is left out when that is only the site.
    if redirect_to.trim_end_matches('/') != settings.site() {
        url.query_pairs_mut().append_pair("next", redirect_to);
    }
    Ok(url)
}

/// A link that this server answers itself.
pub(crate) fn to_verify(
    server: &AuthServer,
    kind: &str,
    token_hash: &str,
    redirect_to: &str,
) -> Result<Url, ApiError> {
    let base = format!("{}/verify", server.settings().issuer());
    let mut url = Url::parse(&base).map_err(|_| {
        ApiError::bad_request(ErrorCode::UNEXPECTED_FAILURE, "The public URL is none to build links on")
    })?;
    url.query_pairs_mut()
        .append_pair("token", token_hash)
        .append_pair("type", kind)
        .append_pair("redirect_to", redirect_to);
    Ok(url)
}
