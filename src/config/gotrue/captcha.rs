//! Whether a captcha is asked for, and whose.

use super::variables::Variables;
use crate::auth_server::{CaptchaService, CaptchaSettings};
use crate::config::reader::Findings;

/// The service where no other is named.
const USUAL: &str = "hcaptcha";

pub(super) fn read(variables: &Variables<'_>, findings: &mut Findings) -> Option<CaptchaSettings> {
    let is_on = variables.switch("GOTRUE_SECURITY_CAPTCHA_ENABLED", false, findings);
    let service = service(variables, findings, is_on);
    let secret = secret(variables, findings, is_on);
    let usual = CaptchaSettings::PATIENCE;
    let patience = variables.span("GOTRUE_SECURITY_CAPTCHA_TIMEOUT", usual, findings);
    let patience = if patience.is_zero() { usual } else { patience };
    let settings = CaptchaSettings::new(service?, secret?.into());
    is_on.then_some(CaptchaSettings { patience, ..settings })
}

fn service(variables: &Variables<'_>, findings: &mut Findings, is_on: bool) -> Option<CaptchaService> {
    let name = "GOTRUE_SECURITY_CAPTCHA_PROVIDER";
    let service = CaptchaService::named(variables.filled(name).unwrap_or(USUAL));
    if is_on && service.is_none() {
        findings.fault(name, "must be hcaptcha or turnstile");
    }
    service
}

fn secret<'a>(variables: &Variables<'a>, findings: &mut Findings, is_on: bool) -> Option<&'a str> {
    let name = "GOTRUE_SECURITY_CAPTCHA_SECRET";
    let secret = Some(variables.text(name).trim()).filter(|secret| !secret.is_empty());
    if is_on && secret.is_none() {
        findings.fault(name, "is needed where captchas are asked for");
    }
    secret
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::time::Duration;

    use secrecy::ExposeSecret as _;

    use super::*;

    /// What is read, and the names of what is wrong.
    fn read_from(variables: &[(&str, &str)]) -> Result<Option<CaptchaSettings>, Vec<String>> {
        let environment: BTreeMap<_, _> =
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let mut findings = Findings::default();
        let settings = read(&Variables::of(&environment), &mut findings);
        let names = |faults: Vec<crate::config::Fault>| faults.into_iter().map(|fault| fault.name).collect();
        findings.finish(Some(settings)).map(|(settings, _)| settings).map_err(|error| names(error.faults))
    }

    const ON: (&str, &str) = ("GOTRUE_SECURITY_CAPTCHA_ENABLED", "true");
    const SECRET: (&str, &str) = ("GOTRUE_SECURITY_CAPTCHA_SECRET", " 0xsecret ");

    #[test]
    fn without_a_word_none_is_asked_for_and_neither_is_one_that_is_off() {
        assert!(read_from(&[]).unwrap().is_none());
        assert!(read_from(&[SECRET]).unwrap().is_none());
        assert!(read_from(&[("GOTRUE_SECURITY_CAPTCHA_PROVIDER", "nobody")]).unwrap().is_none());
    }

    #[test]
    fn hcaptcha_is_the_usual_one_and_has_ten_seconds() {
        let settings = read_from(&[ON, SECRET]).unwrap().unwrap();
        assert_eq!(settings.url, CaptchaService::HCaptcha.url());
        assert_eq!(settings.secret.expose_secret(), "0xsecret");
        assert_eq!(settings.patience, Duration::from_secs(10));
    }

    #[test]
    fn another_service_and_another_patience_can_be_chosen() {
        let turnstile = ("GOTRUE_SECURITY_CAPTCHA_PROVIDER", "turnstile");
        let timeout = ("GOTRUE_SECURITY_CAPTCHA_TIMEOUT", "3s");
        let settings = read_from(&[ON, SECRET, turnstile, timeout]).unwrap().unwrap();
        assert_eq!(settings.url, CaptchaService::Turnstile.url());
        assert_eq!(settings.patience, Duration::from_secs(3));
    }

    #[test]
    fn a_service_that_nobody_knows_and_a_missing_secret_are_named() {
        let wrong = read_from(&[ON, ("GOTRUE_SECURITY_CAPTCHA_PROVIDER", "nobody")]).unwrap_err();
        assert_eq!(wrong, ["GOTRUE_SECURITY_CAPTCHA_PROVIDER", "GOTRUE_SECURITY_CAPTCHA_SECRET"]);
    }
}
