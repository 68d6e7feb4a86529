//! Which captcha is asked for.

use std::time::Duration;

use secrecy::SecretString;

/// Who makes captchas and says which of them were solved (`GOTRUE_SECURITY_CAPTCHA_PROVIDER`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaptchaService {
    /// hCaptcha.
    HCaptcha,
    /// Turnstile of Cloudflare.
    Turnstile,
}

impl CaptchaService {
    /// The service of this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "hcaptcha" => Some(Self::HCaptcha),
            "turnstile" => Some(Self::Turnstile),
            _ => None,
        }
    }

    /// Where it is asked whether a captcha was solved.
    pub const fn url(self) -> &'static str {
        match self {
            Self::HCaptcha => "https://hcaptcha.com/siteverify",
            Self::Turnstile => "https://challenges.cloudflare.com/turnstile/v0/siteverify",
        }
    }
}

/// Which captcha is asked for (gotrue-contract §0.8).
#[derive(Clone, Debug)]
pub struct CaptchaSettings {
    /// Where the service is asked.
    pub url: String,
    /// By what the service knows the site (`GOTRUE_SECURITY_CAPTCHA_SECRET`).
    pub secret: SecretString,
    /// How long the service may take (`GOTRUE_SECURITY_CAPTCHA_TIMEOUT`).
    pub patience: Duration,
}

impl CaptchaSettings {
    /// How long a service may take where nobody says otherwise.
    pub const PATIENCE: Duration = Duration::from_secs(10);

    /// Captchas of this service, which knows the site by this secret.
    pub fn new(service: CaptchaService, secret: SecretString) -> Self {
        Self { url: service.url().to_owned(), secret, patience: Self::PATIENCE }
    }
}
