//! The auth server elsewhere: whether it is there, believes our keys, and is set up as the site needs.

use super::clock::{self, Reading};
use super::finding::Findings;
use super::redirects;
use crate::clock::Clock;
use crate::config::{AuthConfig, Config, SupabaseAuth};
use crate::gotrue::{
    GoTrueAdmin, GoTrueClient, GoTrueError, GoTrueSettings, Settings, TokenVerifier, Unreachable,
    VerifierSettings,
};

/// The version of the interface that we ask for (gotrue-contract §0.3).
const API_VERSION: &str = "2024-01-01";

pub(super) async fn check(config: &Config, clock: &Clock, findings: &mut Findings) {
    match &config.auth {
        AuthConfig::Supabase(supabase) => {
            if let Some(client) = reach(supabase, clock, findings).await {
                check_keys(supabase, &client, clock, findings).await;
                check_settings(supabase, findings).await;
                check_secret_key(supabase, findings).await;
                redirects::check(&config.origin, &client, findings).await;
            }
        }
        AuthConfig::Embedded(inside) => {
            findings.ok("auth_server.reachable", "The auth server is inside this program.");
            if !inside.takes_sign_ups {
                findings.note("auth_server.sign_ups", "New accounts are refused (DOORWARD_SIGN_UPS).");
            }
        }
    }
}

async fn reach(supabase: &SupabaseAuth, clock: &Clock, findings: &mut Findings) -> Option<GoTrueClient> {
    const ID: &str = "auth_server.reachable";
    let url = &supabase.url;
    let advice = "See whether the project is paused, or correct SUPABASE_URL or DOORWARD_AUTH_URL.";
    let client = match GoTrueClient::new(settings(supabase, true)) {
        Ok(client) => client,
        Err(error) => {
            findings.fault(ID, format!("{url} cannot be asked: {error}."), advice);
            return None;
        }
    };
    let before = clock.now();
    match client.manners().await {
        Ok(manners) => {
            findings.ok(ID, format!("{url} answers."));
            if let Some(theirs) = manners.date {
                let reading = Reading { before, theirs, after: clock.now() };
                clock::compare("clock.auth_server", "the auth server", &reading, findings);
            }
            match manners.api_version {
                Some(version) if version == API_VERSION => {
                    findings.ok(
                        "auth_server.api_version",
                        format!("It speaks version {version} of its interface."),
                    );
                }
                _ => findings.hint(
                    "auth_server.api_version",
                    format!("It does not say that it speaks version {API_VERSION} of its interface."),
                    "Update the auth server, if it is your own.",
                ),
            }
            Some(client)
        }
        Err(error) => {
            findings.fault(ID, format!("{url} gives no answer that is one: {}.", reason(&error)), advice);
            None
        }
    }
}

async fn check_keys(supabase: &SupabaseAuth, client: &GoTrueClient, clock: &Clock, findings: &mut Findings) {
    const ID: &str = "auth_server.keys";
    let settings = VerifierSettings {
        issuers: supabase.issuers.clone(),
        audience: String::new(),
        role: String::new(),
        hs256_secret: None,
    };
    let verifier = TokenVerifier::new(settings, client.clone(), clock.clone());
    match (verifier.fetch_keys().await, verifier.has_keys(), supabase.jwt_secret.is_some()) {
        (Err(error), ..) => findings.fault(
            ID,
            format!("Its public keys cannot be fetched: {}.", reason(&error)),
            "See whether something before it keeps /.well-known/jwks.json away.",
        ),
        (Ok(()), true, _) => findings.ok(ID, "It publishes keys that its tokens can be checked with."),
        (Ok(()), false, true) => findings.hint(
            ID,
            "It signs with a shared secret (SUPABASE_JWT_SECRET).",
            "Let the project sign with ES256 (project settings, JWT keys), and take the setting away.",
        ),
        (Ok(()), false, false) => findings.fault(
            ID,
            "It publishes no key: it signs with a shared secret that the site does not have.",
            "Let the project sign with ES256 (project settings, JWT keys), or set SUPABASE_JWT_SECRET.",
        ),
    }
}

/// Asked with the publishable key alone, which is thereby tried too.
async fn check_settings(supabase: &SupabaseAuth, findings: &mut Findings) {
    const ID: &str = "auth_server.publishable_key";
    let asked = match GoTrueClient::new(settings(supabase, false)) {
        Ok(client) => client.settings().await,
        Err(error) => {
            let found = format!("The publishable key cannot be sent: {error}.");
            return findings.fault(ID, found, "Copy it anew from the project's settings, API keys.");
        }
    };
    match asked {
        Ok(settings) => {
            findings.ok(ID, "It takes the publishable key.");
            tell_settings(&settings, findings);
        }
        Err(error) if is_about_key(&error) => findings.fault(
            ID,
            format!("It refuses the publishable key: {}.", reason(&error)),
            "Copy SUPABASE_PUBLISHABLE_KEY from the project's settings, API keys.",
        ),
        Err(error) => findings.fault(
            "auth_server.settings",
            format!("Its settings cannot be read: {}.", reason(&error)),
            "Try again; if it stays so, look at the project's own status.",
        ),
    }
}

fn tell_settings(settings: &Settings, findings: &mut Findings) {
    if settings.external.email {
        findings.ok("auth_server.email", "Signing in by e-mail is on.");
    } else {
        findings.fault(
            "auth_server.email",
            "Signing in by e-mail is off: nobody can sign in.",
            "Switch the provider Email on (Authentication, Sign in / Providers).",
        );
    }
    if settings.mailer_autoconfirm {
        findings.warning(
            "auth_server.confirmation",
            "New addresses count without proof: anybody can sign up with an address that is not theirs.",
            "Switch “Confirm email” on (Authentication, Sign in / Providers).",
        );
    } else {
        findings.ok("auth_server.confirmation", "New addresses must be confirmed by mail.");
    }
    if settings.disable_signup {
        findings.hint(
            "auth_server.sign_ups",
            "New accounts are refused.",
            "If that is not meant, switch “Allow new users to sign up” on (Authentication, Sign in / Providers).",
        );
    } else {
        findings.ok("auth_server.sign_ups", "New accounts are taken.");
    }
}

/// By reading one account, as an administrator.
async fn check_secret_key(supabase: &SupabaseAuth, findings: &mut Findings) {
    const ID: &str = "auth_server.secret_key";
    // Without one the settings warn.
    if supabase.secret_key.is_none() {
        return;
    }
    let asked = match GoTrueAdmin::new(settings(supabase, true)) {
        Ok(admin) => admin.users(1, 1).await,
        Err(error) => {
            let found = format!("The secret key cannot be sent: {error}.");
            return findings.fault(ID, found, "Copy it anew from the project's settings, API keys.");
        }
    };
    match asked {
        Ok(_) => findings.ok(ID, "It takes the secret key."),
        Err(error) => findings.fault(
            ID,
            format!("It refuses the secret key: {}.", reason(&error)),
            "Copy SUPABASE_SECRET_KEY from the project's settings, API keys.",
        ),
    }
}

fn settings(supabase: &SupabaseAuth, with_secret_key: bool) -> GoTrueSettings {
    GoTrueSettings {
        base_url: supabase.url.clone(),
        publishable_key: supabase.publishable_key.clone(),
        secret_key: supabase.secret_key.clone().filter(|_| with_secret_key),
        address_header: None,
    }
}

/// Whether an answer speaks of the key. Gateways refuse a key with a body of their own.
const fn is_about_key(error: &GoTrueError) -> bool {
    match error {
        GoTrueError::Rejected(rejection) => matches!(rejection.status, 401 | 403),
        GoTrueError::Unreachable(Unreachable::Unreadable(status)) => matches!(*status, 401 | 403),
        _ => false,
    }
}

/// Without the words that the sentence around it says already.
fn reason(error: &GoTrueError) -> String {
    match error {
        GoTrueError::Unreachable(unreachable) => unreachable.to_string(),
        GoTrueError::Rejected(rejection) => format!("{} {}", rejection.status, rejection.code),
        GoTrueError::RateLimited { .. } => error.to_string(),
    }
}
