//! Where a browser lands after it followed a link or came back from a provider, and what it is told
//! there (gotrue-contract §1.9, §1.11). `sb` marks what comes from an auth server like this.

use std::collections::BTreeMap;

use url::form_urlencoded::{self, Serializer};

use super::error::ApiError;
use super::external::Refusal;
use super::providers::ProviderTokens;
use crate::gotrue::{AccessTokenResponse, ErrorCode};

/// A place that a redirect leads to.
pub(crate) struct Landing {
    /// Its URL.
    pub(crate) redirect_to: String,
    /// Whether messages stand in the query too, where the program behind it reads them.
    pub(crate) in_query: bool,
}

impl Landing {
    /// With the pair of tokens behind the `#`.
    pub(crate) fn signed_in(&self, tokens: &AccessTokenResponse, kind: &str) -> String {
        let expires_at = tokens.expires_at.unwrap_or_default().to_string();
        let expires_in = tokens.expires_in.to_string();
        with_fragment(
            &self.redirect_to,
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

    /// With the pair of tokens behind the `#`, and the provider's beside them.
    pub(crate) fn came_back(&self, tokens: &AccessTokenResponse, provider: &ProviderTokens) -> String {
        let expires_at = tokens.expires_at.unwrap_or_default().to_string();
        let expires_in = tokens.expires_in.to_string();
        let mut members = vec![
            ("access_token", tokens.access_token.expose()),
            ("expires_at", &expires_at),
            ("expires_in", &expires_in),
        ];
        if !provider.refresh.is_empty() {
            members.push(("provider_refresh_token", &provider.refresh));
        }
        members.extend([
            ("provider_token", provider.access.as_str()),
            ("refresh_token", tokens.refresh_token.expose()),
            ("sb", ""),
            ("token_type", &tokens.token_type),
        ]);
        with_fragment(&self.redirect_to, &members)
    }

    /// With a code to exchange.
    pub(crate) fn coded(&self, code: &str) -> String {
        with_query(&self.redirect_to, &[("code", code)])
    }

    /// With something to say.
    pub(crate) fn message(&self, message: &str) -> String {
        self.told(&[("message", message)])
    }

    /// With what went wrong. A failure of ours says nothing.
    pub(crate) fn refused(&self, error: &ApiError) -> String {
        let mut members = Vec::from_iter(name(error).map(|name| ("error", name)));
        members.push(("error_code", error.given_code().map_or("", ErrorCode::as_str)));
        members.push(("error_description", error.message()));
        self.told(&members)
    }

    /// With why nobody came in through a provider, in the query and behind the `#`.
    pub(crate) fn turned_away(&self, refusal: &Refusal) -> String {
        let members = match refusal {
            Refusal::Ours(error) => reason(error),
            Refusal::Provider { error, description } => {
                vec![("error", error.as_str()), ("error_description", description)]
            }
        };
        let told = members.iter().copied().filter(|(_, text)| !text.is_empty());
        let fragment: Vec<_> = told.chain([("sb", "")]).collect();
        with_fragment(&with_query(&self.redirect_to, &members), &fragment)
    }

    fn told(&self, members: &[(&str, &str)]) -> String {
        let marked = [members, &[("sb", "")]].concat();
        if self.in_query {
            with_fragment(&with_query(&self.redirect_to, members), &marked)
        } else {
            with_fragment(&self.redirect_to, &marked)
        }
    }
}

/// The site, for a browser that comes back with a state that leads nowhere.
pub(crate) fn lost(site: &str, error: &ApiError) -> String {
    with_query(site, &reason(error))
}

/// What a program on the way through a provider is told.
fn reason(error: &ApiError) -> Vec<(&'static str, &str)> {
    let is_denied =
        [ErrorCode::SIGNUP_DISABLED, ErrorCode::USER_BANNED, ErrorCode::PROVIDER_EMAIL_NEEDS_VERIFICATION]
            .contains(error.code());
    let name = if is_denied { "access_denied" } else { name(error).unwrap_or("server_error") };
    let code = error.given_code().map_or("", ErrorCode::as_str);
    vec![("error", name), ("error_code", code), ("error_description", error.message())]
}

/// The name of an error's status (RFC 6749 §4.1.2.1), if it has one.
fn name(error: &ApiError) -> Option<&'static str> {
    match error.status().as_u16() {
        400 => Some("invalid_request"),
        401 => Some("unauthorized_client"),
        403 => Some("access_denied"),
        500 => Some("server_error"),
        503 => Some("temporarily_unavailable"),
        _ => None,
    }
}

fn with_fragment(url: &str, members: &[(&str, &str)]) -> String {
    let base = url.split('#').next().unwrap_or(url);
    let fragment = Serializer::new(String::new()).extend_pairs(members).finish();
    format!("{base}#{fragment}")
}

/// Puts members into a URL's query, in the place of those with the same names; all in the order of
/// their names.
fn with_query(url: &str, members: &[(&str, &str)]) -> String {
    let (base, fragment) = url.split_once('#').map_or((url, None), |(base, rest)| (base, Some(rest)));
    let (base, query) = base.split_once('?').unwrap_or((base, ""));
    let mut pairs = BTreeMap::<String, Vec<String>>::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        pairs.entry(name.into_owned()).or_default().push(value.into_owned());
    }
    for (name, value) in members {
        pairs.insert((*name).to_owned(), vec![(*value).to_owned()]);
    }
    let mut query = Serializer::new(String::new());
    for (name, values) in &pairs {
        query.extend_pairs(values.iter().map(|value| (name, value)));
    }
    let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
    format!("{base}?{}{fragment}", query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_keeps_what_it_held_and_the_code_is_the_only_one() {
        for (url, whole) in [
            ("https://app.example", "https://app.example?code=x"),
            ("https://app.example/a?z=1&b=2&z=3#c", "https://app.example/a?b=2&code=x&z=1&z=3#c"),
            ("https://app.example/?code=forged&code=y", "https://app.example/?code=x"),
            ("app://callback", "app://callback?code=x"),
        ] {
            assert_eq!(with_query(url, &[("code", "x")]), whole);
        }
    }

    #[test]
    fn a_message_takes_the_place_of_a_fragment() {
        let mut landing = Landing { redirect_to: "https://app.example/?a=b#c".to_owned(), in_query: false };
        assert_eq!(landing.message("m"), "https://app.example/?a=b#message=m&sb=");
        landing.in_query = true;
        assert_eq!(landing.message("m"), "https://app.example/?a=b&message=m#message=m&sb=");
    }
}
