//! Whether programs of others may be let in, and how.

use super::variables::Variables;
use crate::auth_server::OAuthServerSettings;
use crate::config::reader::Findings;

pub(super) fn read(variables: &Variables<'_>, findings: &mut Findings) -> OAuthServerSettings {
    let usual = OAuthServerSettings::default();
    let is_on = variables.switch("GOTRUE_OAUTH_SERVER_ENABLED", false, findings);
    let takes_registrations =
        variables.switch("GOTRUE_OAUTH_SERVER_ALLOW_DYNAMIC_REGISTRATION", false, findings);
    let ttl = "GOTRUE_OAUTH_SERVER_AUTHORIZATION_TTL";
    let authorization_lifetime = variables.span(ttl, usual.authorization_lifetime, findings);
    let authorization_path = variables.text("GOTRUE_OAUTH_SERVER_AUTHORIZATION_PATH").to_owned();
    let default_scope = variables.filled("GOTRUE_OAUTH_SERVER_DEFAULT_SCOPE");
    let default_scope = default_scope.map_or(usual.default_scope, str::to_owned);
    if is_on && authorization_path.is_empty() {
        findings.warn(
            "GOTRUE_OAUTH_SERVER_AUTHORIZATION_PATH is not set: no program can be let in.",
            "Name the page of the site where people decide, such as /oauth/consent.",
        );
    }
    OAuthServerSettings {
        is_on,
        takes_registrations,
        authorization_path,
        authorization_lifetime,
        default_scope,
    }
}
