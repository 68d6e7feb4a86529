//! What a request carries of the two cookies, before anything is opened.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;

use super::chunks;
use crate::web::CookieNames;

/// The sealed values of a request.
#[derive(Clone, Debug)]
pub(crate) struct SealedTokens {
    /// The access token, unless its cookie is gone or is of another writing than the other.
    pub(crate) access: Option<String>,
    /// The refresh token.
    pub(crate) refresh: Option<String>,
}

/// What a request carries.
#[derive(Clone, Debug)]
pub(crate) enum Carried {
    /// No token cookie.
    Nothing,
    /// Token cookies that make no whole.
    Broken,
    /// At least one whole sealed value.
    Sealed(SealedTokens),
}

impl Carried {
    pub(super) fn by(request: &HttpRequest, names: &CookieNames) -> Self {
        let Ok(cookies) = request.cookies() else { return Self::Nothing };
        if !cookies.iter().any(|cookie| is_token_cookie(cookie, names)) {
            return Self::Nothing;
        }
        let value = |whole: &str, index: usize| {
            let name = chunks::name(whole, index);
            cookies.iter().find(|cookie| cookie.name() == name).map(Cookie::value)
        };
        let access = chunks::join(|index| value(names.access_token, index));
        let refresh = chunks::join(|index| value(names.refresh_token, index));
        match (access, refresh) {
            (None, None) => Self::Broken,
            // An access token of another writing may belong to somebody else by now.
            (Some((older, _)), Some((newer, refresh))) if older != newer => {
                Self::Sealed(SealedTokens { access: None, refresh: Some(refresh) })
            }
            (access, refresh) => Self::Sealed(SealedTokens {
                access: access.map(|(_, sealed)| sealed),
                refresh: refresh.map(|(_, sealed)| sealed),
            }),
        }
    }
}

/// The names of all token cookies that a request carries.
pub(super) fn names_of(request: &HttpRequest, names: &CookieNames) -> Vec<String> {
    let Ok(cookies) = request.cookies() else { return Vec::new() };
    let ours = cookies.iter().filter(|cookie| is_token_cookie(cookie, names));
    ours.map(|cookie| cookie.name().to_owned()).collect()
}

fn is_token_cookie(cookie: &Cookie<'_>, names: &CookieNames) -> bool {
    let whole = cookie.name().split_once('.').map_or(cookie.name(), |(whole, _)| whole);
    whole == names.access_token || whole == names.refresh_token
}
