//! Where a program may be sent back to (RFC 6749 §3.1.2, RFC 8252 §7).

use url::Url;

/// What a browser would run, or read from its own machine.
const DANGEROUS: [&str; 6] = ["javascript", "data", "file", "vbscript", "about", "blob"];

/// The hosts of this machine, where nobody listens in between.
const LOCAL: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Whether a program may register this. Why not is said in words.
pub(super) fn check(uri: &str) -> Result<(), &'static str> {
    let whole = "A redirect URI is whole, with a scheme and a host";
    let is_plain = |byte: u8| byte > b' ' && byte != 0x7f && byte != b'\\';
    if !uri.bytes().all(is_plain) {
        return Err("A redirect URI holds no spaces and no control characters");
    }
    let url = Url::parse(uri).map_err(|_| whole)?;
    if DANGEROUS.contains(&url.scheme()) {
        return Err("That scheme is dangerous in a redirect URI");
    }
    // As it is written: a browser would find a host where there is none, and another in an odd number.
    let (_, rest) = uri.split_once(':').ok_or(whole)?;
    let rest = rest.strip_prefix("//").ok_or(whole)?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host_and_port = authority.rsplit('@').next().unwrap_or_default();
    if host_and_port.is_empty() || url.host_str().is_none_or(str::is_empty) {
        return Err(whole);
    }
    let is_local = |host: &&str| {
        let port = host_and_port.strip_prefix(*host);
        port.is_some_and(|port| port.is_empty() || port.starts_with(':'))
    };
    if url.scheme() == "http" && !LOCAL.iter().any(is_local) {
        return Err("Without TLS a redirect URI may lead to this machine only");
    }
    if url.fragment().is_some_and(|fragment| !fragment.is_empty()) {
        return Err("A redirect URI has no fragment");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_addresses_of_safe_places_are_taken() {
        for uri in [
            "https://app.example/back?a=b",
            "http://localhost:8080/back",
            "http://127.0.0.1/",
            "http://[::1]:9/back",
            "com.example.app://back",
            "myapp://callback/path",
        ] {
            assert_eq!(check(uri), Ok(()), "{uri}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for uri in [
            "",
            "/back",
            "app.example/back",
            "https:/app.example",
            "https:app.example",
            "https:///back",
            "myapp:back",
            "myapp:///back",
            "http://app.example/",
            "http://localhost.evil.example/",
            "http://localhost@evil.example/",
            "http://127.1/",
            "http://2130706433/",
            "https://app.example/#part",
            "javascript://app.example/%0aalert(1)",
            "JavaScript://app.example/",
            "data://app.example/x",
            "file://app.example/x",
            "https://app.example/ back",
            "https://app.example\\@evil.example/",
        ] {
            assert!(check(uri).is_err(), "{uri}");
        }
    }
}
