//! Where a link may lead back to (gotrue-contract §0.6, with the rule of GoTrue 2.190 for the site's
//! own address: scheme, host and port must be its).

use url::{Host, Url};

use super::AuthServerSettings;

/// Whether a redirect may lead there. Whatever this program and a browser could read in two ways is
/// refused.
pub(crate) fn is_allowed(settings: &AuthServerSettings, target: &str) -> bool {
    if target.is_empty() || !target.bytes().all(|byte| byte.is_ascii_graphic()) || target.contains('\\') {
        return false;
    }
    let Ok(url) = Url::parse(target) else { return false };
    if !says_its_host_plainly(target, &url) {
        return false;
    }
    if is_at_the_site(&settings.site_url, &url) {
        return true;
    }
    match url.host() {
        Some(Host::Ipv4(address)) => return address.is_loopback(),
        Some(Host::Ipv6(address)) => return address.is_loopback(),
        Some(Host::Domain(name)) if is_web(&url) && !is_usual_name(name) => return false,
        Some(Host::Domain(name)) if name.bytes().all(|byte| byte.is_ascii_digit()) => return false,
        _ => {}
    }
    let without_fragment = target.split('#').next().unwrap_or(target);
    settings.allowed_redirects.iter().any(|pattern| pattern.matches(without_fragment))
}

/// Picks the first candidate that is allowed, or the site.
pub(crate) fn choose<'a>(
    settings: &AuthServerSettings,
    candidates: impl IntoIterator<Item = &'a str>,
) -> String {
    let allowed = candidates.into_iter().find(|candidate| is_allowed(settings, candidate));
    allowed.map_or_else(|| settings.site().to_owned(), str::to_owned)
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// A native app on this machine may listen on any port (RFC 8252 §7.3).
fn is_at_the_site(site: &Url, url: &Url) -> bool {
    site.host().is_some()
        && site.host() == url.host()
        && site.scheme() == url.scheme()
        && (site.port_or_known_default() == url.port_or_known_default() || is_this_machine(url))
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// `http://2130706433/` and `http://0x7f.1/` are other ways to write an address: the host must stand
/// in the text as it is understood.
fn says_its_host_plainly(text: &str, url: &Url) -> bool {
    let Some(host) = url.host_str() else { return true };
    let Some((_, rest)) = text.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host_and_port = authority.rsplit('@').next().unwrap_or_default();
    let lower = host_and_port.to_ascii_lowercase();
    let host = host.to_ascii_lowercase();
    lower.strip_prefix(&host).is_some_and(|port| port.is_empty() || port.starts_with(':'))
}

fn is_usual_name(name: &str) -> bool {
    let is_usual = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    let is_end = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    name.bytes().all(is_usual) && is_end(name.bytes().next()) && is_end(name.bytes().next_back())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth_server::RedirectPattern;

    fn settings() -> AuthServerSettings {
        let site = Url::parse("https://app.example.com").unwrap();
        let mut settings = AuthServerSettings::new(site.clone(), site, "Site");
        settings.allowed_redirects =
            ["https://*.preview.example.com/**", "com.example.app://**", "http://evil/**", "http://1**"]
                .iter()
                .map(|pattern| RedirectPattern::parse(pattern).unwrap())
                .collect();
        settings
    }

    #[test]
    fn the_site_the_list_and_this_machine_are_allowed() {
        for target in [
            "https://app.example.com",
            "https://app.example.com/welcome?a=1#b",
            "https://app.example.com:443/",
            "https://a.preview.example.com/x/y",
            "com.example.app://done",
            "http://127.0.0.1:5173/callback",
            "http://[::1]:9/",
        ] {
            assert!(is_allowed(&settings(), target), "{target}");
        }
    }

    #[test]
    fn everything_else_is_not() {
        for target in [
            "",
            "/welcome",
            "//app.example.com",
            "http://app.example.com/",
            "https://app.example.com:8443/",
            "https://app.example.com.evil.test/",
            "https://evil.test/https://app.example.com/",
            "https://app.example.com@evil.test/",
            "https://app.example.com\\@evil.test/",
            "https://evil.test\\.app.example.com/",
            "https://a.b.preview.example.com/",
            "http://10.0.0.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://127.1/",
            "http://169.254.169.254/",
            "http://ev\til/",
            "http://evil/\r\nLocation: x",
            "http://evil/ä",
            "javascript:alert(1)",
        ] {
            assert!(!is_allowed(&settings(), target), "{target}");
        }
    }

    #[test]
    fn the_first_allowed_candidate_wins_and_the_site_is_the_last_resort() {
        let chosen = choose(&settings(), ["https://evil.test/", "https://app.example.com/a", "x"]);
        assert_eq!(chosen, "https://app.example.com/a");
        assert_eq!(choose(&settings(), ["https://evil.test/"]), "https://app.example.com");
    }
}
