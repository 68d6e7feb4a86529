//! Where browsers reach the site. Everything public follows from it: links, the cookie names, the
//! same-origin check, and whether this is development.

use std::fmt;
use std::net::IpAddr;

use url::{Host, Url};

/// Scheme, host and port of the site, as browsers see them (RFC 6454).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(Url);

/// Why a text is no origin for the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    /// Not a URL of a web server, or more than an origin.
    #[error("must be a scheme, a host and perhaps a port, such as https://app.example.com")]
    Shape,
    /// Passwords would cross a network in the open.
    #[error("must begin with https:// unless the host is this machine")]
    OpenHttp,
}

impl Origin {
    /// Reads an origin; a single slash at its end is forgiven.
    pub fn parse(text: &str) -> Result<Self, OriginError> {
        let url = Url::parse(text.trim()).map_err(|_| OriginError::Shape)?;
        let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let has_user = !url.username().is_empty() || url.password().is_some();
        if !matches!(url.scheme(), "http" | "https") || !is_bare || has_user {
            return Err(OriginError::Shape);
        }
        let origin = Self(url);
        if origin.0.scheme() == "http" && !origin.is_loopback() {
            return Err(OriginError::OpenHttp);
        }
        Ok(origin)
    }

    /// What a text that is no proper origin was meant to be, so that a site meant to be public is
    /// also told what else it lacks.
    pub(super) fn guess(text: &str) -> Option<Self> {
        Url::parse(text.trim()).ok().filter(Url::has_host).map(Self)
    }

    /// Whether a text is the origin of a site on this machine.
    pub(super) fn is_local(text: &str) -> bool {
        Url::parse(text.trim()).is_ok_and(|url| is_loopback(&url))
    }

    /// Whether browsers and the site are on one machine, which is what makes it development.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }

    /// The origin as a URL with the path `/`.
    pub const fn url(&self) -> &Url {
        &self.0
    }

    /// The host alone, for addresses of mails.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// A URL below the origin; `path` begins with a slash.
    #[must_use]
    pub fn at(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(path);
        url
    }

    /// The same origin at another port, once the system has chosen one.
    #[must_use]
    pub(super) fn with_port(&self, port: u16) -> Self {
        let mut url = self.0.clone();
        // Only a URL without a host has no place for a port.
        let _ = url.set_port(Some(port));
        Self(url)
    }
}

/// Whether a URL's host is this machine: a loopback address, or a name that resolves to one by
/// definition (RFC 6761 §6.3).
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

/// Without the slash at the end, as browsers write it in the Origin header.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}
