//! Passkeys, and for which site keys are made.

use super::variables::Variables;
use crate::auth_server::{AuthServerSettings, PasskeySettings, WebAuthnSettings};
use crate::config::reader::Findings;

/// The second factors must have been read before: keys among them are made for the same site.
pub(super) fn read(variables: &Variables<'_>, settings: &mut AuthServerSettings, findings: &mut Findings) {
    let usual = PasskeySettings::default();
    let are_taken = variables.switch("GOTRUE_PASSKEY_ENABLED", usual.are_taken, findings);
    let most = variables.number("GOTRUE_PASSKEY_MAX_PASSKEYS_PER_USER", usual.most_per_person, findings);
    settings.passkeys = PasskeySettings { are_taken, most_per_person: most };
    let lifetime = WebAuthnSettings::default().challenge_lifetime;
    settings.webauthn = WebAuthnSettings {
        party_id: variables.text("GOTRUE_WEBAUTHN_RP_ID").to_owned(),
        party_name: variables.text("GOTRUE_WEBAUTHN_RP_DISPLAY_NAME").to_owned(),
        origins: variables.list("GOTRUE_WEBAUTHN_RP_ORIGINS").into_iter().map(str::to_owned).collect(),
        challenge_lifetime: variables.span("GOTRUE_WEBAUTHN_CHALLENGE_EXPIRY_DURATION", lifetime, findings),
    };
    let are_keys_made = are_taken || settings.mfa.enrolls_keys || settings.mfa.verifies_keys;
    if let Some(wrong) = settings.webauthn.wrong().filter(|_| are_keys_made) {
        findings.warn(
            format!("{wrong}: no key can be made or used, as with GoTrue."),
            "Say for which site keys are: GOTRUE_WEBAUTHN_RP_ID=app.example, GOTRUE_WEBAUTHN_RP_DISPLAY_NAME=App \
             and GOTRUE_WEBAUTHN_RP_ORIGINS=https://app.example.",
        );
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::time::Duration;

    use url::Url;

    use super::*;

    /// What is read, and how many warnings there are.
    fn read_from(variables: &[(&str, &str)]) -> (AuthServerSettings, usize) {
        let environment: BTreeMap<_, _> =
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let url = |text: &str| Url::parse(text).unwrap();
        let mut settings =
            AuthServerSettings::new(url("https://site.example"), url("https://site.example/auth/v1"), "Site");
        let mut findings = Findings::default();
        read(&Variables::of(&environment), &mut settings, &mut findings);
        let (settings, warnings) = findings.finish(Some(settings)).unwrap();
        (settings, warnings.len())
    }

    #[test]
    fn without_a_word_there_are_no_passkeys_and_nothing_is_warned_of() {
        let (settings, warnings) = read_from(&[]);
        assert!(!settings.passkeys.are_taken && warnings == 0);
        assert_eq!(settings.passkeys.most_per_person, 10);
        assert_eq!(settings.webauthn.challenge_lifetime, Duration::from_mins(5));
    }

    #[test]
    fn everything_is_read_as_gotrue_reads_it() {
        let (settings, warnings) = read_from(&[
            ("GOTRUE_PASSKEY_ENABLED", "true"),
            ("GOTRUE_PASSKEY_MAX_PASSKEYS_PER_USER", "3"),
            ("GOTRUE_WEBAUTHN_RP_ID", "site.example"),
            ("GOTRUE_WEBAUTHN_RP_DISPLAY_NAME", "Site"),
            ("GOTRUE_WEBAUTHN_RP_ORIGINS", "https://site.example,https://www.site.example"),
            ("GOTRUE_WEBAUTHN_CHALLENGE_EXPIRY_DURATION", "90s"),
        ]);
        assert!(settings.passkeys.are_taken && warnings == 0);
        assert_eq!(settings.passkeys.most_per_person, 3);
        assert_eq!(settings.webauthn.origins, ["https://site.example", "https://www.site.example"]);
        assert_eq!(settings.webauthn.challenge_lifetime, Duration::from_secs(90));
    }

    #[test]
    fn whoever_takes_keys_and_says_for_no_site_is_warned() {
        let (_, warnings) = read_from(&[("GOTRUE_PASSKEY_ENABLED", "true")]);
        assert_eq!(warnings, 1);
    }
}
