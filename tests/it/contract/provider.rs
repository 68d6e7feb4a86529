//! A provider on loopback, as a Keycloak, as a GitLab and as issuers of ID tokens, for both servers. It keeps
//! nothing: the code that a story brings back says itself who came, and the access token says it again. Where
//! administrators set up providers it is in the public web too, behind a proxy.

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use super::challenge::challenge_of;
use super::jwt::SigningKey;
use crate::support::tls_front::{Authority, TlsFront};

/// As what the servers are known there.
pub(super) const CLIENT_ID: &str = "doorward at the provider";

/// By what they are known.
pub(super) const CLIENT_SECRET: &str = "a secret: 100% +shared";

/// As what they know an app that sends its ID tokens here.
pub(super) const APP_CLIENT_ID: &str = "an app";

/// The issuers that sign in by their URL alone: one as it should be, one that is not there, and one that
/// calls itself otherwise.
pub(super) const ISSUERS: [&str; 3] = ["plain", "absent", "misnamed"];

/// How a company says where its people sign in.
pub(super) const SIGN_IN: &str = "<IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"><SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" Location=\"https://login.example/\"></SingleSignOnService></IDPSSODescriptor>";

/// Its address in the public web; nobody has it (RFC 5737 §3).
const PUBLIC_ADDRESS: &str = "203.0.113.7";

/// The running provider; it ends with the subject.
pub(super) struct FakeProvider {
    server: MockServer,
    key: SigningKey,
    public_web: Option<PublicWeb>,
}

/// The way to the provider in the public web.
struct PublicWeb {
    authority: Authority,
    front: TlsFront,
}

impl FakeProvider {
    pub(super) async fn start() -> Self {
        let (server, key) = (MockServer::start().await, SigningKey::generate("of the provider"));
        let mut public = key.private_jwk();
        public.as_object_mut().expect("an object").remove("d");
        public["key_ops"] = json!(["verify"]);
        let answers = Answers { url: server.uri(), keys: json!({ "keys": [public] }) };
        Mock::given(any()).respond_with(answers).mount(&server).await;
        Self { server, key, public_web: None }
    }

    /// The same, and it is in the public web too.
    pub(super) async fn start_in_public_web() -> Self {
        let provider = Self::start().await;
        let authority = Authority::new();
        let front = TlsFront::of_public_web(&authority, &[PUBLIC_ADDRESS], *provider.server.address()).await;
        Self { public_web: Some(PublicWeb { authority, front }), ..provider }
    }

    /// Where it is in the public web, without a slash at the end.
    pub(super) fn public_url() -> String {
        format!("https://{PUBLIC_ADDRESS}")
    }

    /// The proxy on the way there, and the file with the authority that vouches for it.
    pub(super) fn way(&self) -> Option<(String, PathBuf)> {
        let way = self.public_web.as_ref()?;
        Some((format!("http://{}", way.front.address()), way.authority.file()))
    }

    /// Its URL, without a slash at the end.
    pub(super) fn url(&self) -> String {
        self.server.uri()
    }

    /// Signs an ID token.
    pub(super) fn sign(&self, claims: &Value) -> String {
        self.key.sign(claims)
    }
}

/// Somebody as the provider knows them.
#[derive(Clone)]
pub(super) struct Person(Value);

impl Person {
    /// Of whom the provider answers this when it is asked who they are.
    pub(super) fn new(said: Value) -> Self {
        Self(json!({ "said": said, "refresh_token": "a refresh token of the provider" }))
    }

    /// Sets how the provider behaves for them.
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0[name] = value.into();
        self
    }

    /// Changes what the provider says of them.
    pub(super) fn says(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0["said"][name] = value.into();
        self
    }

    /// The code that stands for them.
    pub(super) fn code(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.to_string())
    }

    fn of_code(code: &str) -> Option<Self> {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(code).ok()?).ok().map(Self)
    }
}

struct Answers {
    url: String,
    keys: Value,
}

impl Respond for Answers {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        match request.url.path() {
            "/keycloak/protocol/openid-connect/token" | "/gitlab/oauth/token" | "/public/token" => {
                token(request)
            }
            "/keycloak/protocol/openid-connect/userinfo" | "/gitlab/api/v4/user" | "/public/userinfo" => {
                said(request, "said")
            }
            "/public/.well-known/openid-configuration"
            | "/elsewhere"
            | "/otherwise/.well-known/openid-configuration" => public_discovery("public"),
            "/lonely/.well-known/openid-configuration" => {
                let mut discovery = described("lonely");
                discovery["userinfo_endpoint"] = Value::Null;
                ResponseTemplate::new(200).set_body_json(discovery)
            }
            "/lacking/.well-known/openid-configuration" => {
                let issuer = format!("{}/lacking", FakeProvider::public_url());
                ResponseTemplate::new(200).set_body_json(json!({ "issuer": issuer }))
            }
            "/broken/.well-known/openid-configuration" => {
                ResponseTemplate::new(200).set_body_string("nonsense")
            }
            "/gitlab/api/v4/user/emails" => said(request, "emails"),
            "/keycloak/.well-known/openid-configuration" => self.discovery("keycloak"),
            "/plain/.well-known/openid-configuration" => self.discovery("plain"),
            "/misnamed/.well-known/openid-configuration" => self.discovery("otherwise"),
            path if path.starts_with("/company/") => {
                ResponseTemplate::new(200).set_body_string(company(&public_url_of(path)))
            }
            "/keys" => ResponseTemplate::new(200).set_body_json(&self.keys),
            _ => ResponseTemplate::new(404),
        }
    }
}

impl Answers {
    /// Where the endpoints of an issuer are (OpenID Connect Discovery 1.0 §4).
    fn discovery(&self, name: &str) -> ResponseTemplate {
        let issuer = format!("{}/{name}", self.url);
        ResponseTemplate::new(200).set_body_json(json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{}/keys", self.url),
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
        }))
    }
}

fn public_url_of(path: &str) -> String {
    format!("{}{path}", FakeProvider::public_url())
}

/// What a company says of itself, in as few words as it can (SAML 2.0 Metadata §2.3.2).
pub(super) fn company(entity_id: &str) -> String {
    described_company(entity_id, SIGN_IN)
}

/// The same with whatever it says of where people sign in.
pub(super) fn described_company(entity_id: &str, inner: &str) -> String {
    let namespace = "urn:oasis:names:tc:SAML:2.0:metadata";
    format!("<EntityDescriptor xmlns=\"{namespace}\" entityID=\"{entity_id}\">{inner}</EntityDescriptor>")
}

fn public_discovery(name: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(described(name))
}

/// What an issuer in the public web says of itself.
fn described(name: &str) -> Value {
    let (url, issuer) = (FakeProvider::public_url(), format!("{}/{name}", FakeProvider::public_url()));
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{url}/public/authorize"),
        "token_endpoint": format!("{url}/public/token"),
        "userinfo_endpoint": format!("{url}/public/userinfo"),
        "jwks_uri": format!("{url}/keys"),
        "scopes_supported": ["openid", "email"],
        "response_types_supported": ["code"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256"],
        "claims_supported": ["sub"],
    })
}

/// Exchanges a code, for whoever knows the secret.
fn token(request: &Request) -> ResponseTemplate {
    let refused = |error: &str| ResponseTemplate::new(400).set_body_json(json!({ "error": error }));
    let form: Vec<_> = url::form_urlencoded::parse(&request.body).into_owned().collect();
    let sent = |name: &str| form.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value);
    let Some(person) = Person::of_code(sent("code")) else { return refused("invalid_grant") };
    let wants_it_in_the_body = person.0["wants the secret in the body"] == true;
    let is_known = if wants_it_in_the_body {
        sent("client_id") == CLIENT_ID && sent("client_secret") == CLIENT_SECRET
    } else {
        knows_the_secret(request)
    };
    if !is_known {
        return refused("invalid_client");
    }
    if sent("grant_type") != "authorization_code"
        || sent("redirect_uri") != "https://site.example/auth/v1/callback"
    {
        return refused("invalid_request");
    }
    let verifier = Some(sent("code_verifier")).filter(|verifier| !verifier.is_empty());
    if person.0["code_challenge"].as_str() != verifier.map(challenge_of).as_deref() {
        return refused("invalid_grant");
    }
    if let Some(answer) = person.0["token answer"].as_str() {
        return ResponseTemplate::new(200).set_body_string(answer);
    }
    let code = person.code();
    if person.0["answers with a form"] == true {
        let form = format!("access_token={code}&token_type=bearer&scope=all");
        return ResponseTemplate::new(200).set_body_raw(form, "application/x-www-form-urlencoded");
    }
    let mut tokens = json!({ "access_token": code, "token_type": "bearer", "expires_in": 3600 });
    if let Some(refresh_token) = person.0["refresh_token"].as_str() {
        tokens["refresh_token"] = refresh_token.into();
    }
    if let Some(id_token) = person.0["id_token"].as_str() {
        tokens["id_token"] = id_token.into();
    }
    ResponseTemplate::new(200).set_body_json(tokens)
}

/// Name and secret in a header, each escaped (RFC 6749 §2.3.1).
fn knows_the_secret(request: &Request) -> bool {
    let header = request.headers.get("authorization").and_then(|value| value.to_str().ok());
    let basic = header.and_then(|header| STANDARD.decode(header.strip_prefix("Basic ")?).ok());
    let Some(pair) = basic.and_then(|basic| String::from_utf8(basic).ok()) else { return false };
    let Some((name, secret)) = pair.split_once(':') else { return false };
    let plain = |text: &str| {
        let pairs = url::form_urlencoded::parse(text.as_bytes()).next();
        pairs.map(|(text, _)| text.into_owned())
    };
    plain(name).as_deref() == Some(CLIENT_ID) && plain(secret).as_deref() == Some(CLIENT_SECRET)
}

/// What is known of whoever the token stands for.
fn said(request: &Request, name: &str) -> ResponseTemplate {
    let header = request.headers.get("authorization").and_then(|value| value.to_str().ok());
    let token = header.and_then(|header| header.strip_prefix("Bearer "));
    let Some(person) = token.and_then(Person::of_code) else { return ResponseTemplate::new(401) };
    match &person.0[name] {
        Value::Null => ResponseTemplate::new(200).set_body_json(json!([])),
        Value::Number(status) => {
            let status = status.as_u64().and_then(|status| u16::try_from(status).ok());
            ResponseTemplate::new(status.expect("a status"))
        }
        Value::String(text) => ResponseTemplate::new(200).set_body_string(text),
        known => ResponseTemplate::new(200).set_body_json(known),
    }
}
