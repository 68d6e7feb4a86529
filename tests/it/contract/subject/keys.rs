//! What an operator says about keys of authenticators, in the words of the real server and in ours.

use std::time::Duration;

use doorward::auth_server::{AuthServerSettings, WebAuthnSettings};

use super::Setup;

/// The site that keys are made for.
pub(in crate::contract) const PARTY: &str = "site.example";

/// From where their answers come.
pub(in crate::contract) const ORIGIN: &str = "https://site.example";

/// From where they may come too.
pub(in crate::contract) const OTHER_ORIGIN: &str = "https://www.site.example";

impl Setup {
    fn has_keys(self) -> bool {
        matches!(
            self,
            Self::Keys
                | Self::KeysPassingTime
                | Self::KeysFew
                | Self::KeysNowhere
                | Self::KeysUnasked
                | Self::KeysAndNotices
                | Self::KeysHooked
                | Self::Captcha
                | Self::CaptchaOfTurnstile
        )
    }

    /// As the real server is told it, beside what else it is told.
    pub(super) fn key_variables(self) -> Vec<(&'static str, String)> {
        if !self.has_keys() {
            return Vec::new();
        }
        let mut variables = vec![
            ("GOTRUE_PASSKEY_ENABLED", "true".to_owned()),
            ("GOTRUE_MFA_WEB_AUTHN_ENROLL_ENABLED", "true".to_owned()),
            ("GOTRUE_MFA_WEB_AUTHN_VERIFY_ENABLED", (self != Self::KeysUnasked).to_string()),
            ("GOTRUE_EXTERNAL_ANONYMOUS_USERS_ENABLED", "true".to_owned()),
            ("GOTRUE_EXTERNAL_PHONE_ENABLED", "true".to_owned()),
            ("GOTRUE_SMS_AUTOCONFIRM", "true".to_owned()),
        ];
        if self != Self::KeysNowhere {
            variables.push(("GOTRUE_WEBAUTHN_RP_ID", PARTY.to_owned()));
            variables.push(("GOTRUE_WEBAUTHN_RP_DISPLAY_NAME", "Site".to_owned()));
            variables.push(("GOTRUE_WEBAUTHN_RP_ORIGINS", format!("{ORIGIN},{OTHER_ORIGIN}")));
        }
        match self {
            Self::KeysFew => variables.push(("GOTRUE_PASSKEY_MAX_PASSKEYS_PER_USER", "2".to_owned())),
            Self::KeysAndNotices => {
                let name = "GOTRUE_MAILER_NOTIFICATIONS_MFA_FACTOR_ENROLLED_ENABLED";
                variables.push((name, "true".to_owned()));
                let name = "GOTRUE_MAILER_NOTIFICATIONS_MFA_FACTOR_UNENROLLED_ENABLED";
                variables.push((name, "true".to_owned()));
            }
            _ => {}
        }
        variables
    }

    /// As ours is told it.
    pub(super) fn tell_of_keys(self, settings: &mut AuthServerSettings) {
        if !self.has_keys() {
            return;
        }
        settings.passkeys.are_taken = true;
        settings.mfa.enrolls_keys = true;
        settings.mfa.verifies_keys = self != Self::KeysUnasked;
        settings.takes_anonymous = true;
        settings.phones.are_taken = true;
        settings.phones.are_believed = true;
        settings.phones.pause = Duration::ZERO;
        if self != Self::KeysNowhere {
            settings.webauthn = WebAuthnSettings {
                party_id: PARTY.to_owned(),
                party_name: "Site".to_owned(),
                origins: [ORIGIN, OTHER_ORIGIN].map(str::to_owned).to_vec(),
                ..WebAuthnSettings::default()
            };
        }
        match self {
            Self::KeysFew => settings.passkeys.most_per_person = 2,
            Self::KeysAndNotices => {
                settings.notices.factor_enrolled = true;
                settings.notices.factor_unenrolled = true;
            }
            _ => {}
        }
    }
}
