//! What must hold for every answer of the site, whichever test asked for it.

use super::jar::StoredCookie;
use super::page::Page;

/// What every cookie of ours is called, over http on this machine and over https.
const PREFIXES: [&str; 2] = ["doorward_", "__Host-"];

/// The cookies of the site, without the prefix.
const COOKIES: [&str; 6] = ["access_token", "refresh_token", "visit", "device", "language", "theme"];

/// Most bytes of a cookie's name and value that browsers must keep (RFC 6265bis §5.6).
const MOST_COOKIE_BYTES: usize = 4_096;

/// Shorter values turn up by chance.
const SHORTEST_SECRET: usize = 16;

/// Shorter ones may be words of the page.
const SHORTEST_PASSWORD: usize = 12;

/// What programs ask for: no cookie is read or set there.
const OTHER_SCOPES: &[&str] = &[
    "/.well-known/change-password",
    "/.well-known/security.txt",
    "/api",
    "/auth/v1",
    "/favicon.ico",
    "/health/",
    "/manifest.webmanifest",
    "/register",
    "/robots.txt",
    "/sitemap.xml",
    "/static/",
    "/token",
    "/users/me",
];

/// Whether a cookie is one of the site's.
pub fn is_ours(name: &str) -> bool {
    PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Checks an answer to a request with this `Cookie` header and these passwords in its form. `kept` is
/// what the browser keeps now.
pub(super) fn watch(page: &Page, cookie_header: &[u8], kept: &[StoredCookie], passwords: &[String]) {
    let path = page.path.split_once(' ').map_or(page.path.as_str(), |(_, path)| path);
    let mut faults = Vec::new();
    let is_other_scope = OTHER_SCOPES.iter().any(|scope| path.starts_with(scope));
    let set = page.set_cookies();
    for cookie in &set {
        faults.extend(cookie_faults(cookie));
    }
    if is_other_scope {
        faults.extend((!set.is_empty()).then(|| "a cookie is set outside the site".to_owned()));
    } else {
        faults.extend(caching_faults(page, bears_ours(cookie_header) || !set.is_empty()));
        faults.extend(leaks(page, &set, kept));
    }
    for password in passwords.iter().filter(|password| password.chars().count() >= SHORTEST_PASSWORD) {
        let is_said = page.body.contains(password) || format!("{:?}", page.headers).contains(password);
        faults.extend(is_said.then(|| "the password comes back".to_owned()));
    }
    if matches!(page.status, 301 | 302 | 307 | 308) {
        faults.push("a redirect that repeats the form or may be repeated".to_owned());
    }
    assert!(faults.is_empty(), "{} answered {}: {faults:#?}\n{:#?}", page.path, page.status, page.headers);
}

fn cookie_faults(cookie: &StoredCookie) -> Vec<String> {
    let name = &cookie.name;
    let is_host_bound = name.starts_with("__Host-");
    let expected = [
        (is_ours(name), "is called like none of ours"),
        (cookie.has("HttpOnly"), "can be read by scripts"),
        (cookie.attribute("SameSite") == Some("Lax"), "is not SameSite=Lax"),
        (cookie.attribute("Path") == Some("/"), "has another path"),
        (cookie.attribute("Domain").is_none(), "is for other hosts too"),
        (cookie.has("Secure") == is_host_bound, "is Secure without the prefix, or the other way round"),
        (name.len() + cookie.value.len() <= MOST_COOKIE_BYTES, "is longer than browsers keep"),
        (!cookie.is_deletion() || cookie.value.is_empty(), "is deleted with a value"),
    ];
    expected.iter().filter(|(holds, _)| !holds).map(|(_, fault)| format!("{name} {fault}")).collect()
}

fn caching_faults(page: &Page, is_private: bool) -> Vec<String> {
    let caching = page.header("cache-control");
    let varies = page.headers.get_all("vary").iter().any(|value| {
        value.to_str().unwrap_or_default().split(',').any(|name| name.trim().eq_ignore_ascii_case("cookie"))
    });
    let mut faults = Vec::new();
    if is_private && !(caching.contains("private") && caching.contains("no-store")) {
        faults.push(format!("a private answer may be kept: {caching:?}"));
    }
    if is_private && !varies {
        faults.push("a private answer does not say that it varies with the cookie".to_owned());
    }
    faults
}

/// Tokens and live cookies in a body, and anything private in a URL or another header.
fn leaks(page: &Page, set: &[StoredCookie], kept: &[StoredCookie]) -> Vec<String> {
    let mut faults = Vec::new();
    let headers = page.headers.iter().filter(|(name, _)| *name != "set-cookie");
    let headers: Vec<_> = headers.map(|(name, value)| format!("{name}: {value:?}")).collect();
    let (headers, cookies) = (headers.join("\n"), format!("{set:?}"));
    for (place, text) in
        [("the body", page.body.as_str()), ("a header", headers.as_str()), ("a cookie", cookies.as_str())]
    {
        faults.extend(holds_jwt(text).then(|| format!("a token in {place}")));
    }
    for cookie in kept.iter().filter(|cookie| is_ours(&cookie.name) && cookie.value.len() >= SHORTEST_SECRET)
    {
        let is_said = page.body.contains(&cookie.value) || headers.contains(&cookie.value);
        faults.extend(is_said.then(|| format!("the value of {} outside the cookie", cookie.name)));
    }
    let location = page.header("location").to_ascii_lowercase();
    if location.contains('@') || location.contains("%40") {
        faults.push(format!("an address in a URL: {location}"));
    }
    faults
}

/// Whether a text holds a JWT: two JSON objects in base64, which begin with `{"`, joined by a dot.
fn holds_jwt(text: &str) -> bool {
    text.match_indices("eyJ").any(|(at, _)| {
        let is_base64 = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        text[at..].trim_start_matches(is_base64).starts_with(".eyJ")
    })
}

/// Whether a `Cookie` header holds a cookie of ours that counts: of two with one name none does.
fn bears_ours(cookie_header: &[u8]) -> bool {
    let text = String::from_utf8_lossy(cookie_header);
    let names: Vec<_> = text.split(';').filter_map(|pair| Some(pair.split_once('=')?.0.trim())).collect();
    let is_single = |name: &&str| names.iter().filter(|other| *other == name).count() == 1;
    names.iter().any(|name| COOKIES.iter().any(|cookie| is_one_of(name, cookie)) && is_single(name))
}

/// Whether a name is that of a cookie of ours or of one of its chunks.
fn is_one_of(name: &str, cookie: &str) -> bool {
    PREFIXES
        .iter()
        .filter_map(|prefix| name.strip_prefix(prefix))
        .any(|rest| rest == cookie || rest.strip_prefix(cookie).is_some_and(|chunk| chunk.starts_with('.')))
}
