//! Where a browser lands after it followed a link to `/verify`, and what it is told there
//! (gotrue-contract §1.9). `sb` marks what comes from an auth server like this.

use url::form_urlencoded::Serializer;

use super::error::ApiError;
use crate::gotrue::AccessTokenResponse;

/// With the pair of tokens behind the `#`.
pub(crate) fn signed_in(redirect_to: &str, tokens: &AccessTokenResponse, kind: &str) -> String {
    let expires_at = tokens.expires_at.unwrap_or_default().to_string();
    let expires_in = tokens.expires_in.to_string();
    with_fragment(
        redirect_to,
        &[
            ("access_token", tokens.access_token.expose()),
            ("expires_at", &expires_at),
            ("expires_in", &expires_in),
            ("refresh_token", tokens.refresh_token.expose()),
            ("sb", ""),
            ("token_type", &tokens.token_type),
            ("type", kind),
        ],
    )
}

/// With something to say.
pub(crate) fn message(redirect_to: &str, message: &str) -> String {
    with_fragment(redirect_to, &[("message", message), ("sb", "")])
}

/// With what went wrong. A failure of ours says nothing.
pub(crate) fn refused(redirect_to: &str, error: &ApiError) -> String {
    let name = match error.status().as_u16() {
        400 => Some("invalid_request"),
        401 => Some("unauthorized_client"),
        403 => Some("access_denied"),
        500 => Some("server_error"),
        503 => Some("temporarily_unavailable"),
        _ => None,
    };
    let mut members = Vec::from_iter(name.map(|name| ("error", name)));
    members.push(("error_code", error.code().as_str()));
    members.push(("error_description", error.message()));
    members.push(("sb", ""));
    with_fragment(redirect_to, &members)
}

fn with_fragment(redirect_to: &str, members: &[(&str, &str)]) -> String {
    let base = redirect_to.split('#').next().unwrap_or(redirect_to);
    let fragment = Serializer::new(String::new()).extend_pairs(members).finish();
    format!("{base}#{fragment}")
}
