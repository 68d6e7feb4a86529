//! What the operator decides about the auth server inside.

use std::time::Duration;

use secrecy::SecretString;
use url::Url;

use super::{
    CaptchaSettings, ExternalSettings, GivenKeys, HooksSettings, LeakSettings, MailLinks, MfaSettings,
    NoticeSettings, OAuthServerSettings, PasskeySettings, PasswordCost, PasswordRules, PhoneSettings,
    ProviderSettings, Rates, RedirectPattern, RefreshTokenSettings, SessionLimits, WebAuthnSettings,
};
use crate::mail::Support;

/// How long an access token lives (gotrue-contract §2.1).
const TOKEN_LIFETIME: Duration = Duration::from_hours(1);

/// How long links and codes in mails work (gotrue-contract §4.3).
const CODE_LIFETIME: Duration = Duration::from_hours(24);

/// The pause between two mails of one kind to one person (gotrue-contract §4.4).
const MAIL_PAUSE: Duration = Duration::from_mins(1);

/// How long an older refresh token than the one before the current is forgiven.
const REUSE_INTERVAL: Duration = Duration::from_secs(10);

/// The audience of people and their role (gotrue-contract §2.1).
const AUTHENTICATED: &str = "authenticated";

/// The role whose holders may change more of themselves (gotrue-contract §1.5).
const ADMIN_GROUP: &str = "admin";

/// The roles that may administer (gotrue-contract §1.17).
const ADMIN_ROLES: [&str; 2] = ["service_role", "supabase_admin"];

/// The digits of a code (gotrue-contract §4.3).
const CODE_DIGITS: usize = 6;

/// What the operator decides about the auth server inside.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct AuthServerSettings {
    /// The site: links in mails lead there, and so does every redirect that is not allowed.
    pub site_url: Url,
    /// Where browsers reach this server, `https://…/auth/v1` (`API_EXTERNAL_URL`).
    pub public_url: Url,
    /// Where the links in mails lead.
    pub mail_links: MailLinks,
    /// The name of the site, for mails.
    pub product: String,
    /// Where people find help, for mails.
    pub support: Option<Support>,
    /// Whether new accounts must confirm their address.
    pub confirms_mails: bool,
    /// Whether new accounts are taken.
    pub takes_sign_ups: bool,
    /// Whether addresses sign up and in (`GOTRUE_EXTERNAL_EMAIL_ENABLED`).
    pub takes_addresses: bool,
    /// Whether a mail alone signs somebody in (`GOTRUE_EXTERNAL_EMAIL_MAGIC_LINK_ENABLED`).
    pub signs_in_by_mail: bool,
    /// Whether accounts that name nobody are taken (`GOTRUE_EXTERNAL_ANONYMOUS_USERS_ENABLED`).
    pub takes_anonymous: bool,
    /// Signs tokens with HS256 and this secret instead of ES256 and a key of our own.
    pub jwt_secret: Option<SecretString>,
    /// Keys that sign and verify tokens in the place of the secret and of our own (`GOTRUE_JWT_KEYS`).
    pub jwt_keys: Option<GivenKeys>,
    /// The `kid` of tokens that the secret signs, if they name one (`GOTRUE_JWT_KEY_ID`).
    pub jwt_key_id: Option<String>,
    /// The `iss` of tokens, if they have one (`GOTRUE_JWT_ISSUER`).
    pub token_issuer: Option<String>,
    /// For whom tokens are; new accounts keep it (`GOTRUE_JWT_AUD`).
    pub audience: String,
    /// The role of new accounts (`GOTRUE_JWT_DEFAULT_GROUP_NAME`).
    pub role: String,
    /// The role whose holders may change their own `app_metadata` (`GOTRUE_JWT_ADMIN_GROUP_NAME`).
    pub admin_group: String,
    /// Whose tokens may administer (`GOTRUE_JWT_ADMIN_ROLES`).
    pub admin_roles: Vec<String>,
    /// How long an access token lives.
    pub token_lifetime: Duration,
    /// How long links and codes in mails work.
    pub code_lifetime: Duration,
    /// How many digits a code has, from 6 to 10 (`GOTRUE_MAILER_OTP_LENGTH`).
    pub code_digits: usize,
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
    /// Whether a new password needs the one before it, in a session that no mail began
    /// (`GOTRUE_SECURITY_UPDATE_PASSWORD_REQUIRE_CURRENT_PASSWORD`).
    pub asks_current_password: bool,
    /// Whether both ends of a change of address must agree, or only the new one
    /// (`GOTRUE_MAILER_SECURE_EMAIL_CHANGE_ENABLED`).
    pub asks_both_ends: bool,
    /// Which passwords may be set.
    pub password_rules: PasswordRules,
    /// Passwords that have leaked.
    pub leaks: LeakSettings,
    /// What hashing a password costs.
    pub password_cost: PasswordCost,
    /// Which captcha is asked for, if any is (`GOTRUE_SECURITY_CAPTCHA_ENABLED`).
    pub captcha: Option<CaptchaSettings>,
    /// How often may be asked.
    pub rates: Rates,
    /// Where redirects may lead beside the site.
    pub allowed_redirects: Vec<RedirectPattern>,
    /// Telephones.
    pub phones: PhoneSettings,
    /// Whether it is noted in the database what happens to accounts
    /// (`GOTRUE_AUDIT_LOG_DISABLE_POSTGRES` says it is not).
    pub keeps_audit_log: bool,
    /// Whether lists of people are told in parts by where the one before ended, where nobody asks for a page
    /// (`GOTRUE_EXPERIMENTAL_CURSOR_PAGINATION_ENABLED`).
    pub lists_by_cursor: bool,
    /// Of which changes owners are told by mail.
    pub notices: NoticeSettings,
    /// Second factors.
    pub mfa: MfaSettings,
    /// Keys that sign in by themselves.
    pub passkeys: PasskeySettings,
    /// For which site keys are made, those that are second factors too.
    pub webauthn: WebAuthnSettings,
    /// Ways to sign in that lead through a browser's redirects.
    pub external: ExternalSettings,
    /// Programs of others that people let use their account.
    pub oauth_server: OAuthServerSettings,
    /// The operator's programs that are asked or told.
    pub hooks: HooksSettings,
}

impl AuthServerSettings {
    /// The usual settings for a site.
    pub fn new(site_url: Url, public_url: Url, product: impl Into<String>) -> Self {
        let issuer = without_last_slash(&public_url).to_owned();
        Self {
            site_url,
            public_url,
            mail_links: MailLinks::ToSite,
            product: product.into(),
            support: None,
            confirms_mails: true,
            takes_sign_ups: true,
            takes_addresses: true,
            signs_in_by_mail: true,
            takes_anonymous: false,
            jwt_secret: None,
            jwt_keys: None,
            jwt_key_id: None,
            token_issuer: Some(issuer),
            audience: AUTHENTICATED.to_owned(),
            role: AUTHENTICATED.to_owned(),
            admin_group: ADMIN_GROUP.to_owned(),
            admin_roles: ADMIN_ROLES.map(str::to_owned).to_vec(),
            token_lifetime: TOKEN_LIFETIME,
            code_lifetime: CODE_LIFETIME,
            code_digits: CODE_DIGITS,
            mail_pause: MAIL_PAUSE,
            reuse_interval: REUSE_INTERVAL,
            refresh_tokens: RefreshTokenSettings::default(),
            sessions: SessionLimits::default(),
            asks_code_for_new_password: false,
            asks_current_password: false,
            asks_both_ends: true,
            password_rules: PasswordRules::default(),
            leaks: LeakSettings::default(),
            password_cost: PasswordCost::default(),
            captcha: None,
            rates: Rates::default(),
            allowed_redirects: Vec::new(),
            phones: PhoneSettings::default(),
            keeps_audit_log: true,
            lists_by_cursor: false,
            notices: NoticeSettings::default(),
            mfa: MfaSettings::default(),
            passkeys: PasskeySettings::default(),
            webauthn: WebAuthnSettings::default(),
            external: ExternalSettings::default(),
            oauth_server: OAuthServerSettings::default(),
            hooks: HooksSettings::default(),
        }
    }

    /// The public URL without a slash at its end.
    pub fn base(&self) -> &str {
        without_last_slash(&self.public_url)
    }

    /// Where a provider sends browsers back to.
    pub(super) fn redirect_uri(&self, provider: &ProviderSettings) -> String {
        let own = || format!("{}/callback", self.base());
        provider.redirect_uri.as_ref().map_or_else(own, |url| url.as_str().to_owned())
    }

    /// The site as redirects name it, without a slash at its end.
    pub(super) fn site(&self) -> &str {
        without_last_slash(&self.site_url)
    }

    /// The host of the site, with its port where it is not the usual one.
    pub(super) fn site_authority(&self) -> String {
        let host = self.site_url.host_str().unwrap_or_default();
        self.site_url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
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

fn without_last_slash(url: &Url) -> &str {
    url.as_str().trim_end_matches('/')
}
