//! Cookies as a browser keeps them (RFC 6265bis §5), with the attributes they came with.

use std::time::Duration;

use doorward::clock::{Clock, Timestamp};

/// A cookie that a browser keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCookie {
    /// Its name, byte for byte.
    pub name: String,
    /// Its value, byte for byte.
    pub value: String,
    /// The attributes as they came, such as `Path=/`, in their order.
    pub attributes: Vec<String>,
    /// When it is over; without it when the browser is closed.
    expires_at: Option<Timestamp>,
}

/// The cookies of one browser for one site.
#[derive(Clone, Debug)]
pub(super) struct Jar {
    clock: Clock,
    cookies: Vec<StoredCookie>,
}

impl StoredCookie {
    /// Reads a `Set-Cookie` header as it came.
    pub fn parse(header: &str) -> Self {
        let mut parts = header.split(';').map(str::trim);
        let pair = parts.next().unwrap_or_default();
        let (name, value) = pair.split_once('=').unwrap_or(("", pair));
        Self {
            name: name.to_owned(),
            value: value.to_owned(),
            attributes: parts.map(str::to_owned).collect(),
            expires_at: None,
        }
    }

    /// Whether it came with an attribute without a value, such as `HttpOnly`.
    pub fn has(&self, attribute: &str) -> bool {
        self.attributes.iter().any(|given| given.eq_ignore_ascii_case(attribute))
    }

    /// The value of an attribute, such as of `Path`.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut pairs = self.attributes.iter().filter_map(|given| given.split_once('='));
        pairs.find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// How long it is to be kept; without it, until the browser is closed.
    pub fn max_age(&self) -> Option<Duration> {
        let seconds: i64 = self.attribute("Max-Age")?.parse().expect("Max-Age is a number");
        Some(Duration::from_secs(u64::try_from(seconds).unwrap_or_default()))
    }

    /// Whether it takes a cookie away.
    pub fn is_deletion(&self) -> bool {
        self.max_age() == Some(Duration::ZERO)
    }
}

impl Jar {
    pub(super) fn new(clock: Clock) -> Self {
        Self { clock, cookies: Vec::new() }
    }

    /// Takes over a `Set-Cookie` header: the newest cookie of a name wins, in the place of the older.
    pub(super) fn take(&mut self, header: &str) {
        let mut cookie = StoredCookie::parse(header);
        let place = self.cookies.iter().position(|kept| kept.name == cookie.name);
        if cookie.is_deletion() {
            place.map(|place| self.cookies.remove(place));
            return;
        }
        cookie.expires_at = cookie.max_age().map(|span| self.clock.now().plus(span));
        match place {
            Some(place) => self.cookies[place] = cookie,
            None => self.cookies.push(cookie),
        }
    }

    /// The `Cookie` header, if there is anything to send.
    pub(super) fn header(&mut self) -> Option<String> {
        let pairs: Vec<_> =
            self.current().iter().map(|cookie| format!("{}={}", cookie.name, cookie.value)).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// The cookies that are not over yet.
    pub(super) fn current(&mut self) -> &[StoredCookie] {
        let now = self.clock.now();
        self.cookies.retain(|cookie| cookie.expires_at.is_none_or(|expires_at| expires_at > now));
        &self.cookies
    }

    /// Those that are kept no longer than the browser is open go.
    pub(super) fn close_browser(&mut self) {
        self.cookies.retain(|cookie| cookie.expires_at.is_some());
    }

    pub(super) fn remove(&mut self, name: &str) {
        self.cookies.retain(|cookie| cookie.name != name);
    }
}
