//! What the cookies of the site are called. Over https each carries the prefix `__Host-`: browsers
//! then take it only from this host, over TLS, for every path (RFC 6265bis §4.1.3.2).

/// The names, and whether the cookies are for https only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CookieNames {
    /// The sealed access token; its further chunks add `.1`, `.2`, `.3`.
    pub access_token: &'static str,
    /// The sealed refresh token.
    pub refresh_token: &'static str,
    /// The visitor's small state.
    pub visit: &'static str,
    /// The mark of a device that has signed in before.
    pub device: &'static str,
    /// The language that was chosen here.
    pub language: &'static str,
    /// The colours that were chosen here.
    pub theme: &'static str,
    /// Whether browsers may send them over TLS only.
    pub are_secure: bool,
}

impl CookieNames {
    /// For a site that is reached over https.
    pub const SECURE: Self = Self {
        access_token: "__Host-access_token",
        refresh_token: "__Host-refresh_token",
        visit: "__Host-visit",
        device: "__Host-device",
        language: "__Host-language",
        theme: "__Host-theme",
        are_secure: true,
    };

    /// For a site of this machine without TLS, where the prefix would be refused.
    pub const LOOPBACK: Self = Self {
        access_token: "doorward_access_token",
        refresh_token: "doorward_refresh_token",
        visit: "doorward_visit",
        device: "doorward_device",
        language: "doorward_language",
        theme: "doorward_theme",
        are_secure: false,
    };

    /// Whether a name is that of one of our cookies, chunks included.
    pub fn are_ours(&self, name: &str) -> bool {
        let whole = name.split_once('.').map_or(name, |(whole, _)| whole);
        [self.access_token, self.refresh_token, self.visit, self.device, self.language, self.theme]
            .contains(&whole)
    }
}
