//! What the operator decides about the auth server inside.

use std::time::Duration;

use secrecy::SecretString;
use url::Url;

use super::{ExternalSettings, ProviderSettings, RedirectPattern, RefreshTokenSettings, SessionLimits};
use crate::mail::Support;

/// How long an access token lives (gotrue-contract §2.1).
const TOKEN_LIFETIME: Duration = Duration::from_hours(1);

/// How long links and codes in mails work (gotrue-contract §4.3).
const CODE_LIFETIME: Duration = Duration::from_hours(24);

/// The pause between two mails of one kind to one person (gotrue-contract §4.4).
const MAIL_PAUSE: Duration = Duration::from_mins(1);

/// How long an older refresh token than the one before the current is forgiven.
const REUSE_INTERVAL: Duration = Duration::from_secs(10);

/// What the operator decides about the auth server inside.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct AuthServerSettings {
    /// The site: links in mails lead there, and so does every redirect that is not allowed.
    pub site_url: Url,
    /// Where browsers reach this server, `https://…/auth/v1`; also the issuer of its tokens.
    pub public_url: Url,
    /// The name of the site, for mails.
    pub product: String,
    /// Where people find help, for mails.
    pub support: Option<Support>,
    /// Whether new accounts must confirm their address.
    pub confirms_mails: bool,
    /// Whether new accounts are taken.
    pub takes_sign_ups: bool,
    /// Whether accounts that name nobody are taken (`GOTRUE_EXTERNAL_ANONYMOUS_USERS_ENABLED`).
    pub takes_anonymous: bool,
    /// Signs tokens with HS256 and this secret instead of ES256 and a key of our own.
    pub jwt_secret: Option<SecretString>,
    /// How long an access token lives.
    pub token_lifetime: Duration,
    /// How long links and codes in mails work.
    pub code_lifetime: Duration,
    /// The pause between two mails of one kind to one person.
    pub mail_pause: Duration,
    /// How long an older refresh token than the one before the current is forgiven.
    pub reuse_interval: Duration,
    /// Of which form refresh tokens are, and what their reuse means.
    pub refresh_tokens: RefreshTokenSettings,
    /// How long sessions may go on.
    pub sessions: SessionLimits,
    /// Whether an old session needs a code by mail before it may change the password.
    pub asks_code_for_new_password: bool,
    /// Where redirects may lead beside the site.
    pub allowed_redirects: Vec<RedirectPattern>,
    /// Ways to sign in that lead through a browser's redirects.
    pub external: ExternalSettings,
}

impl AuthServerSettings {
    /// The usual settings for a site.
    pub fn new(site_url: Url, public_url: Url, product: impl Into<String>) -> Self {
        Self {
            site_url,
            public_url,
            product: product.into(),
            support: None,
            confirms_mails: true,
            takes_sign_ups: true,
            takes_anonymous: false,
            jwt_secret: None,
            token_lifetime: TOKEN_LIFETIME,
            code_lifetime: CODE_LIFETIME,
            mail_pause: MAIL_PAUSE,
            reuse_interval: REUSE_INTERVAL,
            refresh_tokens: RefreshTokenSettings::default(),
            sessions: SessionLimits::default(),
            asks_code_for_new_password: false,
            allowed_redirects: Vec::new(),
            external: ExternalSettings::default(),
        }
    }

    /// The `iss` of tokens: the public URL without a slash at its end.
    pub fn issuer(&self) -> &str {
        self.public_url.as_str().trim_end_matches('/')
    }

    /// Where a provider sends browsers back to.
    pub(super) fn redirect_uri(&self, provider: &ProviderSettings) -> String {
        let own = || format!("{}/callback", self.issuer());
        provider.redirect_uri.as_ref().map_or_else(own, |url| url.as_str().to_owned())
    }

    /// The site as redirects name it, without a slash at its end.
    pub(super) fn site(&self) -> &str {
        self.site_url.as_str().trim_end_matches('/')
    }

    /// A page of the site.
    pub(super) fn page(&self, path: &str) -> Url {
        let mut url = self.site_url.clone();
        url.set_path(&format!("{}{path}", self.site_url.path().trim_end_matches('/')));
        url.set_query(None);
        url.set_fragment(None);
        url
    }
}
