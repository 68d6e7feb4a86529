//! Reading the token that a request carries (RFC 6750 §2.1), and saying what is wrong with it (§3).

use actix_web::http::header::{AUTHORIZATION, HeaderMap, HeaderValue};

use crate::gotrue::AccessToken;

/// What a request carries to prove who sends it. Nothing but its header counts: a token in a URL ends
/// up in logs, and one in a form may be sent from anywhere.
#[derive(Debug)]
pub(crate) enum Bearer {
    /// No token.
    Nothing,
    /// Something in the place of a token that is none.
    Broken,
    /// A token, unread.
    Token(AccessToken),
}

impl Bearer {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let mut values = headers.get_all(AUTHORIZATION);
        let Some(only) = values.next() else { return Self::Nothing };
        if values.next().is_some() {
            return Self::Broken;
        }
        let Ok(text) = only.to_str() else { return Self::Broken };
        let (scheme, token) = text.split_once(' ').unwrap_or((text, ""));
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Self::Nothing;
        }
        let token = token.trim_matches(' ');
        if token.is_empty() || !token.bytes().all(is_token_byte) {
            return Self::Broken;
        }
        Self::Token(AccessToken::from(token.to_owned()))
    }
}

/// `b64token` (RFC 6750 §2.1).
fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte)
}

/// The challenge to whoever sent no token: no error is named, since nothing was tried.
pub(crate) const ASK_FOR_TOKEN: HeaderValue = HeaderValue::from_static("Bearer realm=\"doorward\"");

/// The challenge to whoever sent a token that proves nothing, or no longer.
pub(crate) const REFUSE_TOKEN: HeaderValue = HeaderValue::from_static(
    "Bearer realm=\"doorward\", error=\"invalid_token\", \
     error_description=\"The access token is expired, revoked, malformed or for something else\"",
);

/// The challenge to whoever has yet to prove a second factor.
pub(crate) const ASK_FOR_FACTOR: HeaderValue = HeaderValue::from_static(
    "Bearer realm=\"doorward\", error=\"insufficient_aal\", \
     error_description=\"This account needs its second factor: ask for a token with a code\"",
);
