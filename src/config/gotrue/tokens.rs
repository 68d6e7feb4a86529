//! What the operator decides about tokens.

use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};

use super::variables::Variables;
use crate::auth_server::{AuthServerSettings, GivenKeys};
use crate::config::origin::Origin;
use crate::config::placeholder;
use crate::config::reader::Findings;

/// How long an access token is good for without a setting, in seconds (gotrue-contract §2.1).
const DEFAULT_SECONDS: u64 = 3600;

/// An HMAC key shorter than its hash is weak (RFC 7518 §3.2), in bytes.
const SHORTEST_SECRET: usize = 32;

/// The name of the keys.
const KEYS: &str = "GOTRUE_JWT_KEYS";

/// The name of the secret.
const SECRET: &str = "GOTRUE_JWT_SECRET";

pub(super) fn read(
    variables: &Variables<'_>,
    public: &Origin,
    settings: &mut AuthServerSettings,
    findings: &mut Findings,
) {
    settings.jwt_secret = read_secret(variables, public, findings);
    let keys = variables.filled(KEYS).map(GivenKeys::parse);
    settings.jwt_keys = keys.and_then(|keys| findings.note(KEYS, keys));
    // As there, nothing is as good as no setting.
    let seconds = variables.number("GOTRUE_JWT_EXP", DEFAULT_SECONDS, findings);
    let seconds = if seconds == 0 { DEFAULT_SECONDS } else { seconds };
    settings.token_lifetime = Duration::from_secs(seconds);
    variables.text("GOTRUE_JWT_AUD").clone_into(&mut settings.audience);
    variables.text("GOTRUE_JWT_DEFAULT_GROUP_NAME").clone_into(&mut settings.role);
    settings.token_issuer = variables.filled("GOTRUE_JWT_ISSUER").map(str::to_owned);
    settings.jwt_key_id = variables.filled("GOTRUE_JWT_KEY_ID").map(str::to_owned);
    if let Some(group) = variables.filled("GOTRUE_JWT_ADMIN_GROUP_NAME") {
        group.clone_into(&mut settings.admin_group);
    }
    let roles = variables.list("GOTRUE_JWT_ADMIN_ROLES");
    if !roles.is_empty() {
        settings.admin_roles = roles.into_iter().map(str::to_owned).collect();
    }
}

fn read_secret(variables: &Variables<'_>, public: &Origin, findings: &mut Findings) -> Option<SecretString> {
    let secret = variables.secret(SECRET)?;
    let text = secret.expose_secret();
    if text.len() < SHORTEST_SECRET {
        let found = format!("is shorter than {SHORTEST_SECRET} bytes, so tokens could be forged");
        if public.is_loopback() {
            let advice = "On this machine that will do; anywhere else it is refused.";
            findings.warn(format!("{SECRET} {found}."), advice);
        } else {
            findings.fault(SECRET, found);
        }
    } else if !public.is_loopback() && placeholder::reads_like_one(text) {
        findings.fault(SECRET, "is a placeholder that everybody knows: make one of your own");
    }
    Some(secret)
}
