//! How the auth server is reached, and for whom.

use std::fmt;
use std::net::IpAddr;

use reqwest::header::HeaderName;
use secrecy::SecretString;
use url::Url;

/// For whom a call is made. The auth server counts its limits by the address and keeps it with the
/// session, and the browser's name too (gotrue-contract §0.2).
#[derive(Clone, Debug, Default)]
pub struct Caller {
    /// The visitor's address.
    pub address: Option<IpAddr>,
    /// What the visitor's browser calls itself.
    pub user_agent: Option<String>,
    /// The languages the visitor reads, as the header of that name says them (RFC 9110 §12.5.4): for
    /// the mails that a call brings about.
    pub accept_language: Option<String>,
}

/// How the auth server is reached.
#[derive(Clone)]
pub struct GoTrueSettings {
    /// Where its endpoints are, such as `https://abcdefghijklmnop.supabase.co/auth/v1`.
    pub base_url: Url,
    /// The key that may be known to everybody.
    pub publishable_key: SecretString,
    /// The key that may do everything. With it the gateway believes the forwarded address.
    pub secret_key: Option<SecretString>,
    /// The header that carries the visitor's address; without one it is not sent.
    pub address_header: Option<HeaderName>,
}

/// The keys stay out of it.
impl fmt::Debug for GoTrueSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GoTrueSettings")
            .field("base_url", &self.base_url.as_str())
            .field("has_secret_key", &self.secret_key.is_some())
            .field("address_header", &self.address_header)
            .finish_non_exhaustive()
    }
}

/// Why a client cannot be made from its settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The base URL is not one of a web server.
    #[error("the auth server's URL must begin with http:// or https://")]
    BaseUrl,
    /// A key holds characters that no header may hold.
    #[error("a key of the auth server holds characters that cannot be sent")]
    Key,
    /// The administrator's client was made without the secret key.
    #[error("the auth server's secret key is missing")]
    NoSecretKey,
    /// The HTTP client could not be built, for want of certificates for example.
    #[error("the HTTP client could not be built")]
    Http,
}
