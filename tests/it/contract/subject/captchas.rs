//! What an operator says about captchas, in the words of the real server and in ours.

use doorward::auth_server::{AuthServerSettings, CaptchaService, CaptchaSettings};

use super::Setup;
use crate::contract::outside::{CAPTCHA_SECRET, HCAPTCHA, Outside, TURNSTILE};

impl Setup {
    /// Whose captchas are asked for, if any are.
    pub(super) const fn captcha(self) -> Option<CaptchaService> {
        match self {
            Self::Captcha => Some(CaptchaService::HCaptcha),
            Self::CaptchaOfTurnstile => Some(CaptchaService::Turnstile),
            _ => None,
        }
    }

    /// As the real server is told it.
    pub(super) fn captcha_variables(self) -> Vec<(&'static str, &'static str)> {
        let Some(service) = self.captcha() else { return Vec::new() };
        let mut variables = vec![
            ("GOTRUE_SECURITY_CAPTCHA_ENABLED", "true"),
            ("GOTRUE_SECURITY_CAPTCHA_SECRET", CAPTCHA_SECRET),
        ];
        if service == CaptchaService::Turnstile {
            variables.push(("GOTRUE_SECURITY_CAPTCHA_PROVIDER", "turnstile"));
        }
        variables
    }

    /// As ours is told it.
    pub(super) fn tell_of_captchas(self, outside: Option<&Outside>, settings: &mut AuthServerSettings) {
        let (Some(service), Some(outside)) = (self.captcha(), outside) else { return };
        let path = if service == CaptchaService::Turnstile { TURNSTILE } else { HCAPTCHA };
        let captcha = CaptchaSettings::new(service, CAPTCHA_SECRET.into());
        settings.captcha = Some(CaptchaSettings { url: outside.url(path), ..captcha });
    }
}
