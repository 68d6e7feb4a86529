//! The operator's programs that are asked or told.

use secrecy::ExposeSecret as _;

use super::variables::Variables;
use crate::auth_server::{Hook, HookSettings, HooksSettings};
use crate::config::reader::Findings;

/// Which hooks are called. One that is switched on and cannot be called is a fault.
pub(super) fn read(variables: &Variables<'_>, findings: &mut Findings) -> HooksSettings {
    let mut hooks = HooksSettings::default();
    for hook in Hook::ALL {
        if let Some(settings) = one(hook, variables, findings) {
            hooks.set(hook, settings);
        }
    }
    hooks
}

fn one(hook: Hook, variables: &Variables<'_>, findings: &mut Findings) -> Option<HookSettings> {
    let name = |part: &str| format!("GOTRUE_HOOK_{}_{part}", hook.setting());
    let is_on = variables.switch(&name("ENABLED"), false, findings);
    let uri = variables.filled(&name("URI"));
    let secrets = variables.secret(&name("SECRETS"));
    if !is_on {
        return None;
    }
    let Some(uri) = uri else {
        findings.fault(&name("URI"), "is missing");
        return None;
    };
    let unsigned = HookSettings::at(uri).map_err(|error| findings.fault(&name("URI"), error.to_string()));
    let Some(secrets) = secrets else {
        let unsigned = unsigned.ok()?;
        if !unsigned.is_on_this_machine() {
            findings.warn(
                format!("{} is not set: the hook cannot know who calls it.", name("SECRETS")),
                "Set a secret, `v1,whsec_` and 32 random bytes in base64.",
            );
        }
        return Some(unsigned);
    };
    let signed = unsigned.ok()?.signed_with(secrets.expose_secret());
    signed.map_err(|error| findings.fault(&name("SECRETS"), error.to_string())).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const SECRET: &str = "v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /// The hooks that are called and how many warnings there are, or the names of what is wrong.
    fn read_from(variables: &[(&str, &str)]) -> Result<(Vec<Hook>, usize), Vec<String>> {
        let environment: BTreeMap<_, _> =
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let mut findings = Findings::default();
        let hooks = read(&Variables::of(&environment), &mut findings);
        let called = Hook::ALL.into_iter().filter(|hook| hooks.get(*hook).is_some()).collect();
        let finished = findings.finish(Some(called));
        finished
            .map(|(called, warnings)| (called, warnings.len()))
            .map_err(|error| error.faults.into_iter().map(|fault| fault.name).collect())
    }

    #[test]
    fn a_hook_is_called_when_it_is_switched_on() {
        let read = read_from(&[
            ("GOTRUE_HOOK_SEND_SMS_ENABLED", "true"),
            ("GOTRUE_HOOK_SEND_SMS_URI", "https://hooks.example.com/sms"),
            ("GOTRUE_HOOK_SEND_SMS_SECRETS", SECRET),
            ("GOTRUE_HOOK_SEND_EMAIL_ENABLED", "true"),
            ("GOTRUE_HOOK_SEND_EMAIL_URI", "http://127.0.0.1:3000"),
            ("GOTRUE_HOOK_CUSTOM_ACCESS_TOKEN_ENABLED", "false"),
            ("GOTRUE_HOOK_CUSTOM_ACCESS_TOKEN_URI", "pg-functions://postgres/public/hook"),
        ]);
        assert_eq!(read, Ok((vec![Hook::SendEmail, Hook::SendSms], 0)));
    }

    #[test]
    fn a_hook_elsewhere_that_cannot_know_who_calls_is_warned_of() {
        let read = read_from(&[
            ("GOTRUE_HOOK_SEND_SMS_ENABLED", "true"),
            ("GOTRUE_HOOK_SEND_SMS_URI", "https://hooks.example.com/sms"),
        ]);
        assert_eq!(read, Ok((vec![Hook::SendSms], 1)));
    }

    #[test]
    fn hooks_that_cannot_be_called_are_named_all_at_once() {
        let read = read_from(&[
            ("GOTRUE_HOOK_SEND_SMS_ENABLED", "true"),
            ("GOTRUE_HOOK_SEND_EMAIL_ENABLED", "true"),
            ("GOTRUE_HOOK_SEND_EMAIL_URI", "pg-functions://postgres/public/hook"),
            ("GOTRUE_HOOK_BEFORE_USER_CREATED_ENABLED", "true"),
            ("GOTRUE_HOOK_BEFORE_USER_CREATED_URI", "http://hooks.example.com"),
            ("GOTRUE_HOOK_AFTER_USER_CREATED_ENABLED", "true"),
            ("GOTRUE_HOOK_AFTER_USER_CREATED_URI", "https://hooks.example.com"),
            ("GOTRUE_HOOK_AFTER_USER_CREATED_SECRETS", "v1,whsec_short"),
        ]);
        let mut named = read.unwrap_err();
        named.sort();
        assert_eq!(
            named,
            [
                "GOTRUE_HOOK_AFTER_USER_CREATED_SECRETS",
                "GOTRUE_HOOK_BEFORE_USER_CREATED_URI",
                "GOTRUE_HOOK_SEND_EMAIL_URI",
                "GOTRUE_HOOK_SEND_SMS_URI",
            ]
        );
    }
}
