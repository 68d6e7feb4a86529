//! Which auth server is used: the one inside, or Supabase's.

use actix_web::http::header::HeaderName;
use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

use super::embedded_auth::EmbeddedAuth;
use super::origin::{Origin, is_loopback};
use super::placeholder;
use super::reader::Findings;
use super::settings::Values;
use super::supabase_key::{self, KeyKind};

/// Where an auth server's endpoints are below the project's and the site's URL.
pub const AUTH_PATH: &str = "/auth/v1";

/// The header that Supabase honours when it comes with the secret key.
const SUPABASE_ADDRESS_HEADER: &str = "sb-forwarded-for";

/// An HMAC key shorter than its hash is weak (RFC 7518 §3.2), in bytes.
const SHORTEST_JWT_SECRET: usize = 32;

/// The auth server.
#[derive(Clone, Debug)]
pub enum AuthConfig {
    /// The one inside this program.
    Embedded(EmbeddedAuth),
    /// A Supabase project, or a GoTrue server of one's own.
    Supabase(Box<SupabaseAuth>),
}

/// How a Supabase project is reached and believed.
#[derive(Clone)]
pub struct SupabaseAuth {
    /// Where this program reaches it.
    pub url: Url,
    /// Where browsers reach it.
    pub public_url: Url,
    /// The `iss` of tokens that are taken.
    pub issuers: Vec<String>,
    /// The publishable key.
    pub publishable_key: SecretString,
    /// The secret key; always there unless the origin is this machine.
    pub secret_key: Option<SecretString>,
    /// The secret of a project that signs with HS256.
    pub jwt_secret: Option<SecretString>,
    /// The header that carries the visitor's address.
    pub address_header: Option<HeaderName>,
}

impl AuthConfig {
    /// Nothing when it cannot be used; why is then among the findings.
    pub(super) fn read(values: &Values, origin: &Origin, findings: &mut Findings) -> Option<Self> {
        match &values.supabase_url {
            Some(url) => {
                let supabase = SupabaseAuth::read(url, values, origin, findings)?;
                Some(Self::Supabase(Box::new(supabase)))
            }
            None => EmbeddedAuth::read(values, origin, findings).map(Self::Embedded),
        }
    }
}

impl SupabaseAuth {
    fn read(url: &str, values: &Values, origin: &Origin, findings: &mut Findings) -> Option<Self> {
        for (name, is_set) in [
            ("DOORWARD_CONFIRM_MAILS", values.confirm_mails.is_some()),
            ("DOORWARD_SIGN_UPS", values.sign_ups.is_some()),
            ("DOORWARD_ACCESS_TOKEN_SECONDS", values.access_token_seconds.is_some()),
            ("DOORWARD_JWT_SECRET", values.jwt_secret.is_some()),
        ] {
            if is_set {
                findings.fault(
                    name,
                    "is for the auth server inside: with SUPABASE_URL set, say it in the project's settings",
                );
            }
        }
        let project = web_url("SUPABASE_URL", url, findings);
        let below = project.as_ref().map(|project| below(project, AUTH_PATH));
        let given = |name, text: &Option<String>, findings: &mut Findings| match text {
            Some(text) => internal_url(name, text, findings),
            None => below.clone(),
        };
        let url = given("DOORWARD_AUTH_URL", &values.auth_url, findings);
        let public_url = given("DOORWARD_AUTH_PUBLIC_URL", &values.auth_public_url, findings);
        let publishable_key = publishable_key(values, origin, findings);
        let secret_key = secret_key(values, origin, findings);
        let jwt_secret =
            jwt_secret("SUPABASE_JWT_SECRET", values.supabase_jwt_secret.as_ref(), origin, findings);
        let address_header = address_header(values, secret_key.is_some(), findings);
        let (url, public_url, publishable_key) = (url?, public_url?, publishable_key?);
        let issuers = issuers(values, &url, &public_url, findings);
        Some(Self { url, public_url, issuers, publishable_key, secret_key, jwt_secret, address_header })
    }
}

/// The keys stay out of it.
impl std::fmt::Debug for SupabaseAuth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SupabaseAuth")
            .field("url", &self.url.as_str())
            .field("public_url", &self.public_url.as_str())
            .field("issuers", &self.issuers)
            .field("has_secret_key", &self.secret_key.is_some())
            .field("has_jwt_secret", &self.jwt_secret.is_some())
            .field("address_header", &self.address_header)
            .finish_non_exhaustive()
    }
}

/// A URL of a web server; https, except on this machine.
fn web_url(name: &str, text: &str, findings: &mut Findings) -> Option<Url> {
    let url = internal_url(name, text, findings)?;
    if url.scheme() == "http" && !is_loopback(&url) {
        findings.fault(name, "must begin with https://: passwords go there");
        return None;
    }
    Some(url)
}

/// A URL of a web server that may be reached over a private network without TLS.
fn internal_url(name: &str, text: &str, findings: &mut Findings) -> Option<Url> {
    let Some(url) = Url::parse(text.trim()).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.password().is_none()
    }) else {
        findings.fault(name, "must be a URL, such as https://abcdefghijklmnop.supabase.co");
        return None;
    };
    if url.scheme() == "http" && !is_private(&url) {
        findings.fault(name, "must begin with https:// unless the host is on a private network");
        return None;
    }
    Some(url)
}

/// Whether a host is on this machine or on a network that strangers cannot listen on.
fn is_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_private() || address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_unique_local() || address.is_loopback(),
        // A name without a dot, as containers have, and Fly's private network.
        Some(Host::Domain(name)) => is_loopback(url) || !name.contains('.') || name.ends_with(".internal"),
        None => false,
    }
}

fn below(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
    url
}

fn publishable_key(values: &Values, origin: &Origin, findings: &mut Findings) -> Option<SecretString> {
    const NAME: &str = "SUPABASE_PUBLISHABLE_KEY";
    let Some(key) = &values.supabase_publishable_key else {
        findings.fault(NAME, "is missing: copy it from the project's settings, API keys");
        return None;
    };
    match supabase_key::kind(key.expose_secret()) {
        KeyKind::Secret => {
            findings.fault(NAME, "is the project's secret key: the two are mixed up");
            return None;
        }
        kind => refuse_examples(NAME, kind, origin, findings),
    }
    Some(key.clone())
}

fn secret_key(values: &Values, origin: &Origin, findings: &mut Findings) -> Option<SecretString> {
    const NAME: &str = "SUPABASE_SECRET_KEY";
    let Some(key) = &values.supabase_secret_key else {
        if origin.is_loopback() {
            findings.warn(
                "SUPABASE_SECRET_KEY is not set: Supabase counts its limits for all visitors together.",
                "Copy it from the project's settings, API keys; off this machine it is required.",
            );
        } else {
            findings.fault(
                NAME,
                "is missing: without it Supabase counts its limits for all visitors together, so that one \
                 of them can shut out the others (project's settings, API keys)",
            );
        }
        return None;
    };
    match supabase_key::kind(key.expose_secret()) {
        KeyKind::Publishable => findings.fault(NAME, "is the publishable key: the two are mixed up"),
        kind => refuse_examples(NAME, kind, origin, findings),
    }
    Some(key.clone())
}

fn refuse_examples(name: &str, kind: KeyKind, origin: &Origin, findings: &mut Findings) {
    match kind {
        KeyKind::Placeholder => {
            findings.fault(name, "is a placeholder: copy the real one from the project's settings, API keys");
        }
        KeyKind::Demo if !origin.is_loopback() => {
            findings.fault(name, "is the demo key that everybody knows: make keys of your own");
        }
        _ => {}
    }
}

pub(super) fn jwt_secret(
    name: &str,
    secret: Option<&SecretString>,
    origin: &Origin,
    findings: &mut Findings,
) -> Option<SecretString> {
    let secret = secret?;
    let text = secret.expose_secret();
    if text.len() < SHORTEST_JWT_SECRET {
        findings
            .fault(name, format!("is shorter than {SHORTEST_JWT_SECRET} bytes, so tokens could be forged"));
    } else if !origin.is_loopback() && placeholder::reads_like_one(text) {
        findings.fault(name, "is a placeholder that everybody knows: copy the project's own");
    }
    Some(secret.clone())
}

fn address_header(values: &Values, has_secret_key: bool, findings: &mut Findings) -> Option<HeaderName> {
    match values.auth_address_header.as_deref() {
        Some("none") => None,
        Some(name) => findings.header("DOORWARD_AUTH_ADDRESS_HEADER", name),
        None if has_secret_key => Some(HeaderName::from_static(SUPABASE_ADDRESS_HEADER)),
        None => None,
    }
}

fn issuers(values: &Values, url: &Url, public_url: &Url, findings: &mut Findings) -> Vec<String> {
    let Some(text) = &values.auth_issuers else {
        let mut issuers: Vec<_> =
            [public_url, url].map(|url| url.as_str().trim_end_matches('/').to_owned()).into();
        issuers.dedup();
        return issuers;
    };
    let issuers: Vec<_> =
        text.split(',').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect();
    if issuers.is_empty() {
        findings.fault("DOORWARD_AUTH_ISSUERS", "must name at least one issuer");
    }
    issuers
}
