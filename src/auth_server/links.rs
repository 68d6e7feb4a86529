//! Links that carry a one-time token.

use url::Url;

use super::error::ApiError;
use super::one_time_tokens::is_marked;
use super::server::AuthServer;
use super::{MailLinks, mail_links};
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
    let settings = server.settings();
    if is_marked(token_hash) || settings.mail_links != MailLinks::ToSite {
        return to_verify(server, kind, token_hash, redirect_to);
    }
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
    let link = mail_links::to_server(server.settings(), kind, token_hash, redirect_to);
    link.ok_or_else(|| {
        ApiError::bad_request(ErrorCode::UNEXPECTED_FAILURE, "The public URL is none to build links on")
    })
}
