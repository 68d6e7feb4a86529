//! Which of the operator's programs there are in a set-up, in the words of the real server and in ours.

use std::time::Duration;

use doorward::auth_server::{AuthServerSettings, Hook, HookSettings};

use super::Setup;
use crate::contract::hooked::{FakeHooks, SECRETS};

/// Where nobody listens.
const NOWHERE: &str = "http://127.0.0.1:1/";

impl Setup {
    /// The programs that are called.
    pub(super) fn hooks(self) -> &'static [Hook] {
        match self {
            Self::Hooks | Self::HooksAutoconfirm => &[
                Hook::CustomAccessToken,
                Hook::MfaVerificationAttempt,
                Hook::PasswordVerificationAttempt,
                Hook::BeforeUserCreated,
                Hook::AfterUserCreated,
            ],
            Self::HookedMails | Self::HookedMailsToNewEnd | Self::HookedNotices => &[Hook::SendEmail],
            Self::DeadHook => &[Hook::BeforeUserCreated],
            Self::HookedPhones | Self::HookedPhonesPaused | Self::HookedPhonesLong => {
                &[Hook::SendSms, Hook::MfaVerificationAttempt]
            }
            Self::NumbersHooked => &[Hook::SendSms],
            Self::KeysHooked => &[Hook::CustomAccessToken, Hook::MfaVerificationAttempt],
            _ => &[],
        }
    }

    fn url(self, hooks: &FakeHooks, hook: Hook) -> String {
        if self == Self::DeadHook { NOWHERE.to_owned() } else { hooks.url(hook) }
    }

    /// As the real server is told of them.
    pub(super) fn hook_variables(self, hooks: &FakeHooks) -> Vec<(String, String)> {
        let of = |hook: &Hook| {
            let name = |part: &str| format!("GOTRUE_HOOK_{}_{part}", hook.setting());
            [
                (name("ENABLED"), "true".to_owned()),
                (name("URI"), self.url(hooks, *hook)),
                (name("SECRETS"), SECRETS.to_owned()),
            ]
        };
        self.hooks().iter().flat_map(of).collect()
    }

    /// As ours is told of them.
    pub(super) fn tell_hooks(self, hooks: &FakeHooks, settings: &mut AuthServerSettings) {
        for hook in self.hooks() {
            let url = self.url(hooks, *hook);
            let called = HookSettings::at(&url).and_then(|called| called.signed_with(SECRETS));
            settings.hooks.set(*hook, called.expect("a hook"));
        }
    }

    /// What the real server is told of telephones.
    pub(super) fn phone_variables(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::HookedPhones | Self::Phones => &[ENROLLED, VERIFIED, AT_ONCE],
            Self::HookedPhonesPaused => &[ENROLLED, VERIFIED, ("GOTRUE_MFA_PHONE_MAX_FREQUENCY", "1m")],
            Self::HookedPhonesLong => &[ENROLLED, VERIFIED, AT_ONCE, ("GOTRUE_MFA_PHONE_OTP_LENGTH", "8")],
            Self::NoCodesToPhones => &[ENROLLED],
            _ => &[],
        }
    }

    /// The same in our words.
    pub(super) fn tell_of_phones(self, settings: &mut AuthServerSettings) {
        let mfa = &mut settings.mfa;
        mfa.enrolls_phones = !self.phone_variables().is_empty();
        mfa.verifies_phones = mfa.enrolls_phones && self != Self::NoCodesToPhones;
        if self != Self::HookedPhonesPaused {
            mfa.phone_pause = Duration::ZERO;
        }
        if self == Self::HookedPhonesLong {
            mfa.phone_digits = 8;
        }
    }
}

const ENROLLED: (&str, &str) = ("GOTRUE_MFA_PHONE_ENROLL_ENABLED", "true");
const VERIFIED: (&str, &str) = ("GOTRUE_MFA_PHONE_VERIFY_ENABLED", "true");
const AT_ONCE: (&str, &str) = ("GOTRUE_MFA_PHONE_MAX_FREQUENCY", "1ns");
