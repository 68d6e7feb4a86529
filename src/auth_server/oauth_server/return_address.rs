//! The way back to a program, with what it is told in the query.

use url::form_urlencoded::{Serializer, parse};

/// A redirect URI with these parameters in the place of any that have their names. Those without a value
/// are left out.
pub(super) fn with(redirect_uri: &str, parameters: &[(&str, &str)]) -> String {
    let (base, query) = redirect_uri.split_once('?').unwrap_or((redirect_uri, ""));
    let base = base.split('#').next().unwrap_or_default();
    let query = query.split('#').next().unwrap_or_default();
    let is_kept = |name: &str| !parameters.iter().any(|(taken, value)| *taken == name && !value.is_empty());
    let mut pairs = Serializer::new(String::new());
    pairs.extend_pairs(parse(query.as_bytes()).filter(|(name, _)| is_kept(name)));
    pairs.extend_pairs(parameters.iter().filter(|(_, value)| !value.is_empty()));
    format!("{base}?{}", pairs.finish())
}

/// The same with why a program is not let in (RFC 6749 §4.1.2.1).
pub(super) fn refused(redirect_uri: &str, error: &str, description: &str, state: &str) -> String {
    let parameters = [("error", error), ("error_description", description), ("state", state)];
    with(redirect_uri, &parameters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_stays_but_for_what_is_told() {
        let to = with("https://app.example/back?a=b&code=old&state=own", &[("code", "x y"), ("state", "")]);
        assert_eq!(to, "https://app.example/back?a=b&state=own&code=x+y");
        assert_eq!(with("myapp://back", &[("code", "1")]), "myapp://back?code=1");
        assert_eq!(
            refused("https://app.example", "access_denied", "No", "s"),
            "https://app.example?error=access_denied&error_description=No&state=s"
        );
    }
}
