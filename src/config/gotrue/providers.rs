//! The providers that people may sign in through.

use secrecy::SecretString;
use url::Url;

use super::variables::Variables;
use crate::auth_server::{
    CustomProviderSettings, ExternalSettings, ProviderKind, ProviderSettings, SHORTEST_FLOW,
};
use crate::config::reader::Findings;

const KINDS: [ProviderKind; 7] = [
    ProviderKind::Apple,
    ProviderKind::Azure,
    ProviderKind::Discord,
    ProviderKind::Github,
    ProviderKind::Gitlab,
    ProviderKind::Google,
    ProviderKind::Keycloak,
];

/// Which providers are on, and what holds for all of them.
pub(super) fn read(variables: &Variables<'_>, findings: &mut Findings) -> ExternalSettings {
    let mut switch = |name: &str| variables.switch(name, false, findings);
    let allows_manual_linking = switch("GOTRUE_SECURITY_MANUAL_LINKING_ENABLED");
    let lets_in_unconfirmed = switch("GOTRUE_MAILER_ALLOW_UNVERIFIED_EMAIL_SIGN_INS");
    let flow_lifetime = variables.span("GOTRUE_EXTERNAL_FLOW_STATE_EXPIRY_DURATION", SHORTEST_FLOW, findings);
    let providers = KINDS.into_iter().filter_map(|kind| provider(kind, variables, findings)).collect();
    let issuers = variables.list("GOTRUE_EXTERNAL_ALLOWED_ID_TOKEN_ISSUERS");
    let id_token_issuers = issuers.into_iter().map(str::to_owned).collect();
    ExternalSettings {
        flow_lifetime,
        providers,
        allows_manual_linking,
        lets_in_unconfirmed,
        id_token_issuers,
        custom: custom(variables, findings),
    }
}

/// Whether administrators may set up providers too, and how many.
fn custom(variables: &Variables<'_>, findings: &mut Findings) -> CustomProviderSettings {
    let are_taken = variables.switch("GOTRUE_CUSTOM_OAUTH_ENABLED", true, findings);
    let most = variables.number("GOTRUE_CUSTOM_OAUTH_MAX_PROVIDERS", 0, findings);
    let name = "GOTRUE_CUSTOM_OAUTH_EXTERNAL_URL";
    let external_url = url(name, variables.filled(name), findings);
    let most = Some(most).filter(|most| *most > 0);
    CustomProviderSettings { are_taken, most, external_url, ..CustomProviderSettings::default() }
}

/// One provider, if it is switched on. One that nobody could sign in through is a fault.
fn provider(
    kind: ProviderKind,
    variables: &Variables<'_>,
    findings: &mut Findings,
) -> Option<ProviderSettings> {
    let name = |part: &str| format!("GOTRUE_EXTERNAL_{}_{part}", kind.name().to_uppercase());
    let is_on = variables.switch(&name("ENABLED"), false, findings);
    let is_email_optional = variables.switch(&name("EMAIL_OPTIONAL"), false, findings);
    let skips_nonce_check = variables.switch(&name("SKIP_NONCE_CHECK"), false, findings);
    let mut client_ids = variables.list(&name("CLIENT_ID")).into_iter();
    let client_id = client_ids.next().unwrap_or_default();
    let bundle = variables.filled("GOTRUE_EXTERNAL_IOS_BUNDLE_ID").filter(|_| kind == ProviderKind::Apple);
    let apps = client_ids.chain(bundle).filter(|id| !id.is_empty());
    let app_client_ids = apps.map(str::to_owned).collect();
    let client_secret = variables.secret(&name("SECRET"));
    let back = variables.filled(&name("REDIRECT_URI"));
    let place = variables.filled(&name("URL"));
    if !is_on {
        return None;
    }
    let is_at_its_makers = matches!(kind, ProviderKind::Apple | ProviderKind::Google);
    if is_at_its_makers && place.is_some() {
        findings.warn(format!("{} is not used, as with GoTrue.", name("URL")), "Take it away.");
    }
    let has_id_tokens = matches!(
        kind,
        ProviderKind::Apple | ProviderKind::Azure | ProviderKind::Google | ProviderKind::Keycloak
    );
    if client_secret.is_none() && has_id_tokens && !client_id.is_empty() {
        findings.warn(
            format!("{} is not set: no browser is sent there.", name("SECRET")),
            "Leave it so if only apps that bring ID tokens sign in with it.",
        );
    }
    let missing = [
        ("CLIENT_ID", client_id.is_empty()),
        ("SECRET", client_secret.is_none() && !has_id_tokens),
        ("URL", kind == ProviderKind::Keycloak && place.is_none()),
    ];
    for (part, _) in missing.into_iter().filter(|(_, is_missing)| *is_missing) {
        findings.fault(&name(part), "is missing");
    }
    let redirect_uri = url(&name("REDIRECT_URI"), back, findings);
    let url = url(&name("URL"), place.filter(|_| !is_at_its_makers), findings);
    let client_secret = client_secret.or_else(|| has_id_tokens.then(SecretString::default))?;
    let provider = ProviderSettings::new(kind, client_id, client_secret);
    Some(ProviderSettings {
        app_client_ids,
        redirect_uri,
        url,
        is_email_optional,
        skips_nonce_check,
        ..provider
    })
}

fn url(name: &str, text: Option<&str>, findings: &mut Findings) -> Option<Url> {
    let url = Url::parse(text?).ok();
    let url = url.filter(|url| url.has_host() && matches!(url.scheme(), "http" | "https"));
    if url.is_none() {
        findings.fault(name, "must be a URL, such as https://id.example.com");
    }
    url
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn read_from(variables: &[(&str, &str)]) -> Result<Vec<ProviderSettings>, Vec<String>> {
        let environment: BTreeMap<_, _> =
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let mut findings = Findings::default();
        let external = read(&Variables::of(&environment), &mut findings);
        let finished = findings.finish(Some(external.providers));
        finished
            .map(|(providers, _)| providers)
            .map_err(|error| error.faults.into_iter().map(|fault| fault.name).collect())
    }

    #[test]
    fn a_provider_is_on_with_all_it_needs() {
        let providers = read_from(&[
            ("GOTRUE_EXTERNAL_KEYCLOAK_ENABLED", "true"),
            ("GOTRUE_EXTERNAL_KEYCLOAK_CLIENT_ID", "site,app"),
            ("GOTRUE_EXTERNAL_KEYCLOAK_SECRET", "s"),
            ("GOTRUE_EXTERNAL_KEYCLOAK_URL", "https://id.example.com/realms/a"),
            ("GOTRUE_EXTERNAL_GITHUB_ENABLED", "false"),
        ])
        .unwrap();
        let [keycloak] = providers.as_slice() else { panic!("{} providers", providers.len()) };
        assert_eq!(keycloak.kind, ProviderKind::Keycloak);
        assert_eq!(keycloak.client_id, "site");
        assert_eq!(keycloak.app_client_ids, ["app"]);
        assert_eq!(keycloak.url.as_ref().unwrap().as_str(), "https://id.example.com/realms/a");
    }

    #[test]
    fn the_app_of_apple_is_one_of_its_clients() {
        let providers = read_from(&[
            ("GOTRUE_EXTERNAL_APPLE_ENABLED", "true"),
            ("GOTRUE_EXTERNAL_APPLE_CLIENT_ID", "site"),
            ("GOTRUE_EXTERNAL_APPLE_SECRET", "s"),
            ("GOTRUE_EXTERNAL_APPLE_SKIP_NONCE_CHECK", "true"),
            ("GOTRUE_EXTERNAL_IOS_BUNDLE_ID", "com.example.app"),
        ])
        .unwrap();
        assert_eq!(providers[0].app_client_ids, ["com.example.app"]);
        assert!(providers[0].skips_nonce_check);
    }

    #[test]
    fn a_provider_may_be_for_apps_alone() {
        let providers = read_from(&[
            ("GOTRUE_EXTERNAL_GOOGLE_ENABLED", "true"),
            ("GOTRUE_EXTERNAL_GOOGLE_CLIENT_ID", "app"),
        ]);
        assert!(!providers.unwrap()[0].takes_browsers());
    }

    #[test]
    fn what_a_provider_lacks_is_named_all_at_once() {
        let lacks = read_from(&[
            ("GOTRUE_EXTERNAL_KEYCLOAK_ENABLED", "true"),
            ("GOTRUE_EXTERNAL_GITHUB_ENABLED", "true"),
            ("GOTRUE_EXTERNAL_GITHUB_CLIENT_ID", "x"),
            ("GOTRUE_EXTERNAL_GITHUB_URL", "nowhere"),
        ]);
        assert_eq!(
            lacks.unwrap_err(),
            [
                "GOTRUE_EXTERNAL_GITHUB_SECRET",
                "GOTRUE_EXTERNAL_GITHUB_URL",
                "GOTRUE_EXTERNAL_KEYCLOAK_CLIENT_ID",
                "GOTRUE_EXTERNAL_KEYCLOAK_URL",
            ]
        );
    }
}
