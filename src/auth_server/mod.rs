//! The auth server inside: speaks GoTrue's contract below `/auth/v1`, for sites that have no Supabase
//! project. The site meets it over HTTP only, as it would meet Supabase.
//!
//! A request runs through `routes`, is read by `extract`, answered by one of the `handlers`, and its
//! refusals leave through `error`. Everything that changes rows does so in one transaction, the mail it
//! promises included: a crash leaves either all of it or nothing.

mod anonymous;
mod answers;
mod api_keys;
mod audit;
mod captcha;
mod change_password;
mod client_session;
mod code_challenge;
mod companies;
mod cors;
mod counted_token;
mod custom_provider_settings;
mod custom_providers;
mod error;
mod external;
mod external_settings;
mod extract;
mod factors;
mod flows;
mod forgetting;
mod frequency;
mod go_duration;
mod handed_link;
mod handlers;
mod hooks;
mod issue;
mod known_by;
mod landing;
mod last_slash;
mod leaks;
mod limits;
mod links;
mod mail_links;
mod mails;
mod metadata;
mod method;
mod mfa_settings;
mod notice_settings;
mod notices;
mod oauth_server;
mod one_time_tokens;
mod outward;
mod passkeys;
mod passwords;
mod phones;
mod providers;
mod qr_code;
mod rates;
mod redirect_pattern;
mod redirects;
mod refresh;
mod refresh_by_number;
mod refresh_by_row;
mod refresh_token;
mod refresh_token_settings;
mod replay;
mod routes;
mod same_time;
mod send;
mod server;
mod session_limits;
mod settings;
mod sign_in;
mod sign_up;
mod signing_keys;
mod sms;
mod soft_delete;
mod start_error;
mod store;
mod switched_off;
mod taking_in;
mod totp;
mod verification;
mod webauthn;

pub use captcha::{CaptchaService, CaptchaSettings};
pub use custom_provider_settings::CustomProviderSettings;
pub use external_settings::{ExternalSettings, SHORTEST_FLOW};
pub use go_duration::parse as parse_go_duration;
pub use hooks::{Hook, HookSettings, HookSettingsError, HooksSettings};
pub use leaks::{LeakMemory, LeakSettings};
pub use mail_links::{LinkPaths, MailLinks};
pub use mfa_settings::MfaSettings;
pub use notice_settings::NoticeSettings;
pub use oauth_server::OAuthServerSettings;
pub use passkeys::PasskeySettings;
pub use passwords::{PasswordCost, PasswordRules};
pub use phones::{PhoneSettings, TestCodes};
pub use providers::{CustomProvider, ProviderKind, ProviderSettings};
pub use rates::{MailBudget, Rate, Rates, Renewal};
pub use redirect_pattern::{RedirectPattern, RedirectPatternError};
pub use refresh_token_settings::RefreshTokenSettings;
pub use server::AuthServer;
pub use session_limits::SessionLimits;
pub use settings::AuthServerSettings;
pub use signing_keys::{
    GivenKeys, GivenKeysError, KeyState, Rotation, SeenKey, SigningKeyInfo, look_at_signing_keys,
};
pub use start_error::AuthServerError;
pub use taking_in::{ForeignRow, ForeignTable, TakenIn};
pub use webauthn::WebAuthnSettings;
