//! What the operator decides about hooks.

use std::collections::BTreeMap;

use url::Url;

use super::Hook;
use super::secret::HookSecret;

/// Which hosts a hook may have that is called without TLS.
const PLAIN_HOSTS: [&str; 4] = ["localhost", "127.0.0.1", "[::1]", "host.docker.internal"];

/// Which hooks are called, and where (gotrue-contract §7.6).
#[derive(Clone, Debug, Default)]
pub struct HooksSettings(BTreeMap<Hook, HookSettings>);

/// A hook that is called.
#[derive(Clone, Debug)]
pub struct HookSettings {
    /// Where it is (`GOTRUE_HOOK_<NAME>_URI`).
    pub(super) url: Url,
    /// Each of them signs every call (`GOTRUE_HOOK_<NAME>_SECRETS`).
    pub(super) secrets: Vec<HookSecret>,
}

/// Why a hook cannot be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HookSettingsError {
    /// It is no URL that can be called.
    #[error("must be a URL, such as https://hooks.example.com/auth")]
    Url,
    /// It is a function in the database.
    #[error("names a function in the database: only hooks over HTTP are called here")]
    DatabaseFunction,
    /// Whoever listens on the way would read what is sent.
    #[error("must begin with https://, unless it is on this machine")]
    NotEncrypted,
    /// A secret is none.
    #[error("must hold secrets of the form v1,whsec_ and at least 32 characters in base64, separated by |")]
    Secret,
    /// A secret is for signatures of another kind.
    #[error("holds a pair of keys (v1a): only secrets of the form v1,whsec_ sign here")]
    AsymmetricSecret,
}

impl HooksSettings {
    /// Calls a hook from now on.
    pub fn set(&mut self, hook: Hook, settings: HookSettings) {
        self.0.insert(hook, settings);
    }

    /// Where a hook is, if it is called.
    pub fn get(&self, hook: Hook) -> Option<&HookSettings> {
        self.0.get(&hook)
    }

    /// Whether none is called.
    pub fn are_none(&self) -> bool {
        self.0.is_empty()
    }
}

impl HookSettings {
    /// A hook at a URL that is called without a signature.
    pub fn at(url: &str) -> Result<Self, HookSettingsError> {
        let url = Url::parse(url).map_err(|_| HookSettingsError::Url)?;
        match (url.scheme(), url.host_str()) {
            ("pg-functions", _) => Err(HookSettingsError::DatabaseFunction),
            ("https", Some(_)) => Ok(Self { url, secrets: Vec::new() }),
            ("http", Some(host)) if PLAIN_HOSTS.contains(&host) => Ok(Self { url, secrets: Vec::new() }),
            ("http", Some(_)) => Err(HookSettingsError::NotEncrypted),
            _ => Err(HookSettingsError::Url),
        }
    }

    /// Whether it is on this machine.
    pub fn is_on_this_machine(&self) -> bool {
        self.url.host_str().is_some_and(|host| PLAIN_HOSTS.contains(&host))
    }

    /// The same signed with each of these secrets, which are separated by `|`.
    pub fn signed_with(self, secrets: &str) -> Result<Self, HookSettingsError> {
        let secrets = secrets.split('|').filter(|secret| !secret.is_empty()).map(HookSecret::parse);
        Ok(Self { secrets: secrets.collect::<Result<_, _>>()?, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hook_is_called_over_tls_or_on_this_machine() {
        for right in [
            "https://hooks.example.com/auth?a=b",
            "http://localhost:3000",
            "http://127.0.0.1/hook",
            "http://[::1]:1",
            "http://host.docker.internal/",
        ] {
            assert!(HookSettings::at(right).is_ok(), "{right}");
        }
        for (wrong, why) in [
            ("http://hooks.example.com", HookSettingsError::NotEncrypted),
            ("http://127.0.0.2", HookSettingsError::NotEncrypted),
            ("pg-functions://postgres/public/hook", HookSettingsError::DatabaseFunction),
            ("ftp://localhost/", HookSettingsError::Url),
            ("hook", HookSettingsError::Url),
            ("", HookSettingsError::Url),
        ] {
            assert_eq!(HookSettings::at(wrong).unwrap_err(), why, "{wrong}");
        }
    }

    #[test]
    fn several_secrets_stand_beside_each_other() {
        let hook = HookSettings::at("https://hooks.example.com").unwrap();
        let one = "v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        assert_eq!(hook.clone().signed_with("").unwrap().secrets.len(), 0);
        assert_eq!(hook.clone().signed_with(&format!("{one}|{one}|")).unwrap().secrets.len(), 2);
        assert_eq!(hook.signed_with(&format!("{one}|x")).unwrap_err(), HookSettingsError::Secret);
    }
}
