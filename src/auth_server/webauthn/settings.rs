//! For which site keys are made, as the operator says it.

use std::net::IpAddr;
use std::time::Duration;

/// How long a challenge can be answered.
const CHALLENGE_LIFETIME: Duration = Duration::from_mins(5);

/// For which site keys are made (gotrue-contract §1.14).
#[derive(Clone, Debug)]
pub struct WebAuthnSettings {
    /// `GOTRUE_WEBAUTHN_RP_ID`: the domain that keys belong to, without scheme and port.
    pub party_id: String,
    /// `GOTRUE_WEBAUTHN_RP_DISPLAY_NAME`: how an authenticator calls the site.
    pub party_name: String,
    /// `GOTRUE_WEBAUTHN_RP_ORIGINS`: from where answers may come, such as `https://app.example`.
    pub origins: Vec<String>,
    /// `GOTRUE_WEBAUTHN_CHALLENGE_EXPIRY_DURATION`: how long the challenge of a passkey can be answered.
    pub challenge_lifetime: Duration,
}

impl Default for WebAuthnSettings {
    fn default() -> Self {
        Self {
            party_id: String::new(),
            party_name: String::new(),
            origins: Vec::new(),
            challenge_lifetime: CHALLENGE_LIFETIME,
        }
    }
}

/// The site that keys are made for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RelyingParty<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) origins: &'a [String],
}

impl WebAuthnSettings {
    /// What is missing or wrong, for the operator.
    pub fn wrong(&self) -> Option<&'static str> {
        self.party().err()
    }

    /// The site, or what is missing or wrong: until that is put right no key is made or used.
    pub(crate) fn party(&self) -> Result<RelyingParty<'_>, &'static str> {
        if !is_domain(&self.party_id) {
            return Err("GOTRUE_WEBAUTHN_RP_ID is no domain");
        }
        if self.party_name.is_empty() {
            return Err("GOTRUE_WEBAUTHN_RP_DISPLAY_NAME is empty");
        }
        if self.origins.is_empty() {
            return Err("GOTRUE_WEBAUTHN_RP_ORIGINS is empty");
        }
        Ok(RelyingParty { id: &self.party_id, name: &self.party_name, origins: &self.origins })
    }
}

/// A domain without scheme, port and path, or an address.
fn is_domain(text: &str) -> bool {
    let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '-' | '_');
    text == "localhost" || text.parse::<IpAddr>().is_ok() || (text.contains('.') && text.chars().all(is_part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(id: &str) -> WebAuthnSettings {
        WebAuthnSettings {
            party_id: id.to_owned(),
            party_name: "Site".to_owned(),
            origins: vec!["https://site.example".to_owned()],
            ..WebAuthnSettings::default()
        }
    }

    #[test]
    fn a_site_has_a_domain_a_name_and_origins() {
        for id in ["site.example", "localhost", "127.0.0.1", "www.site.example"] {
            assert!(settings(id).party().is_ok(), "{id}");
        }
        for id in ["", "site", "https://site.example", "site.example:8443", "site.example/path", "a b.c"] {
            assert!(settings(id).party().is_err(), "{id}");
        }
        assert!(WebAuthnSettings { party_name: String::new(), ..settings("localhost") }.party().is_err());
        assert!(WebAuthnSettings { origins: Vec::new(), ..settings("localhost") }.party().is_err());
    }
}
