//! Providers, each as it speaks, on loopback.

use std::time::Duration;

use doorward::auth_server::{ProviderKind, ProviderSettings};
use doorward::database::each;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use url::Url;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::site::{Site, settings};
use crate::contract::jwt::SigningKey;
use crate::support::tables;

const CLIENT_ID: &str = "doorward";

/// As a plain challenge it is its own verifier.
const VERIFIER: &str = "a-verifier-that-only-its-client-knows-0123456789";

/// A provider that answers what it is told to.
struct Provider {
    server: MockServer,
    key: SigningKey,
}

impl Provider {
    async fn start() -> Self {
        Self { server: MockServer::start().await, key: SigningKey::generate("of the provider") }
    }

    async fn answers(&self, at: &str, body: Value) {
        let answer = ResponseTemplate::new(200).set_body_json(body);
        Mock::given(path(at)).respond_with(answer).mount(&self.server).await;
    }

    /// Tells below `at` where its endpoints are, as OpenID Connect has it.
    async fn is_discovered(&self, at: &str) -> String {
        let issuer = format!("{}{at}", self.server.uri());
        let mut public = self.key.private_jwk();
        public.as_object_mut().unwrap().remove("d");
        public["key_ops"] = json!(["verify"]);
        self.answers("/keys", json!({ "keys": [public] })).await;
        let endpoint = |name: &str| format!("{}/{name}", self.server.uri());
        let discovery = json!({
            "issuer": issuer, "authorization_endpoint": endpoint("authorize"), "token_endpoint": endpoint("token"),
            "jwks_uri": endpoint("keys"), "id_token_signing_alg_values_supported": ["ES256"],
        });
        self.answers(&format!("{at}/.well-known/openid-configuration"), discovery).await;
        issuer
    }

    /// A site where people come in through it.
    async fn sites(&self, kind: &ProviderKind, at: &str) -> Vec<Site> {
        let mut settings = settings();
        let url = Some(Url::parse(&format!("{}{at}", self.server.uri())).unwrap());
        let provider = ProviderSettings::new(kind.clone(), CLIENT_ID, "secret".into());
        settings.external.providers = vec![ProviderSettings { url, ..provider }];
        Site::each_with(settings).await
    }
}

/// What an ID token says in which nothing is wrong.
fn claims(site: &Site, issuer: &str) -> Value {
    let now = site.clock.now().as_seconds();
    json!({
        "iss": issuer, "sub": "7", "aud": CLIENT_ID, "iat": now, "exp": now + 300,
        "email": "Ada@Example.com", "email_verified": true, "name": "Ada",
    })
}

impl Site {
    async fn goes(&self, path: &str) -> Url {
        let answer = self.request(Method::GET, path).send().await.unwrap();
        assert!(answer.status().is_redirection(), "{path}: {}", answer.status());
        Url::parse(answer.headers()["location"].to_str().unwrap()).unwrap()
    }

    /// Out to a provider; where the browser is sent, and the state it is sent with.
    async fn goes_out(&self, parameters: &str) -> (Url, String) {
        let sent = self.goes(&format!("/authorize?{parameters}")).await;
        let state = parameter(sent.query(), "state").expect("a state");
        (sent, state)
    }

    /// Out and back; where the browser ends.
    async fn comes_back(&self, provider: &str) -> Url {
        let (_, state) = self.goes_out(&format!("provider={provider}")).await;
        self.goes(&format!("/callback?state={state}&code=x")).await
    }

    /// The account of somebody who came through a provider.
    async fn account(&self, provider: &str) -> Value {
        let ended = self.comes_back(provider).await;
        let token = parameter(ended.fragment(), "access_token").unwrap_or_else(|| panic!("{ended}"));
        self.user(&token).await.expect(200).body
    }
}

fn parameter(text: Option<&str>, name: &str) -> Option<String> {
    let mut pairs = url::form_urlencoded::parse(text.unwrap_or_default().as_bytes());
    pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// Whether it holds all of these members.
#[track_caller]
fn says(account: &Value, members: &Value) {
    for (name, value) in members.as_object().unwrap() {
        assert_eq!(&account["identities"][0]["identity_data"][name], value, "{name} in {account}");
    }
}

#[tokio::test]
async fn somebody_comes_in_through_github() {
    let github = Provider::start().await;
    github.answers("/login/oauth/access_token", json!({ "access_token": "t" })).await;
    let person = json!({ "id": 7, "login": "ada", "name": "Ada", "avatar_url": "https://a.example/7" });
    github.answers("/api/v3/user", person).await;
    let emails = json!([
        { "email": "other@example.com", "primary": false, "verified": true },
        { "email": "ada@example.com", "primary": true, "verified": true },
    ]);
    github.answers("/api/v3/user/emails", emails).await;
    for site in github.sites(&ProviderKind::Github, "/").await {
        let account = site.account("github").await;
        assert_eq!(account["email"], "ada@example.com");
        let known =
            json!({ "sub": "7", "user_name": "ada", "preferred_username": "ada", "full_name": "Ada" });
        says(&account, &known);
    }
}

#[tokio::test]
async fn somebody_comes_in_through_discord() {
    let discord = Provider::start().await;
    discord.answers("/api/oauth2/token", json!({ "access_token": "t" })).await;
    let person = json!({
        "id": "7", "username": "ada", "global_name": "Ada", "discriminator": "12", "avatar": null,
        "email": "ada@example.com", "verified": true,
    });
    discord.answers("/api/users/@me", person).await;
    for site in discord.sites(&ProviderKind::Discord, "").await {
        let account = site.account("discord").await;
        let picture = "https://cdn.discordapp.com/embed/avatars/2.png";
        says(&account, &json!({ "name": "ada#12", "picture": picture }));
        says(&account, &json!({ "custom_claims": { "global_name": "Ada" }, "email_verified": true }));
    }
}

#[tokio::test]
async fn somebody_comes_in_with_an_id_token() {
    for (kind, at) in [
        (ProviderKind::Google, ""),
        (ProviderKind::OpenId("acme".to_owned()), "/tenant"),
        (ProviderKind::Apple, ""),
        (ProviderKind::Azure, "/common"),
    ] {
        let provider = Provider::start().await;
        let is_azure = kind == ProviderKind::Azure;
        let issuer = provider.is_discovered(if is_azure { "/common/v2.0" } else { at }).await;
        let token_endpoint = if is_azure { "/common/oauth2/v2.0/token" } else { "/token" };
        let sites = provider.sites(&kind, at).await;
        let id_token = provider.key.sign(&claims(&sites[0], &issuer));
        let tokens = json!({ "access_token": "t", "id_token": id_token });
        provider.answers(token_endpoint, tokens).await;
        for site in sites {
            let account = site.account(kind.name()).await;
            assert_eq!(account["email"], "ada@example.com", "{kind:?}");
            assert_eq!(account["app_metadata"]["provider"], kind.name());
            says(&account, &json!({ "iss": issuer, "sub": "7", "email_verified": true }));
        }
    }
}

#[tokio::test]
async fn apple_is_asked_for_a_form_and_for_nothing_else() {
    let apple = Provider::start().await;
    apple.is_discovered("").await;
    let site = apple.sites(&ProviderKind::Apple, "").await.remove(0);
    let (sent, _) = site.goes_out("provider=apple&scopes=more&prompt=login").await;
    assert_eq!(parameter(sent.query(), "response_mode").as_deref(), Some("form_post"));
    assert_eq!(parameter(sent.query(), "scope").as_deref(), Some("email name"));
    assert_eq!(parameter(sent.query(), "prompt"), None);
}

#[tokio::test]
async fn an_id_token_that_is_not_for_us_brings_nobody_in() {
    let other_key = SigningKey::generate("of the provider");
    let wrongs: [(&str, Value); 7] = [
        ("aud", json!("another client")),
        ("aud", Value::Null),
        ("iss", json!("https://another.example")),
        ("exp", json!(0)),
        ("exp", Value::Null),
        ("sub", Value::Null),
        ("at_hash", json!("LDktKdoQak3Pk0cnXxCltA")),
    ];
    for (name, value) in wrongs {
        let provider = Provider::start().await;
        let issuer = provider.is_discovered("").await;
        let site = provider.sites(&ProviderKind::Google, "").await.remove(0);
        let mut claims = claims(&site, &issuer);
        claims[name] = value.clone();
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(name);
        }
        turns_away(&provider, &site, &provider.key.sign(&claims), name).await;
    }
    let provider = Provider::start().await;
    let issuer = provider.is_discovered("").await;
    let site = provider.sites(&ProviderKind::Google, "").await.remove(0);
    turns_away(&provider, &site, &other_key.sign(&claims(&site, &issuer)), "another key").await;
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", {
        let signed = provider.key.sign(&claims(&site, &issuer));
        signed.split('.').nth(1).unwrap().to_owned()
    });
    turns_away(&provider, &site, &unsigned, "no key").await;
}

async fn turns_away(provider: &Provider, site: &Site, id_token: &str, what: &str) {
    let tokens = json!({ "access_token": "t", "id_token": id_token });
    let answer = ResponseTemplate::new(200).set_body_json(tokens);
    let token = Mock::given(path("/token")).respond_with(answer).mount_as_scoped(&provider.server).await;
    let ended = site.comes_back("google").await;
    drop(token);
    assert_eq!(parameter(ended.query(), "error").as_deref(), Some("server_error"), "{what}: {ended}");
    assert_eq!(tables::count(site.db.database(), "auth_users").await, 0, "{what}");
}

#[tokio::test]
async fn a_provider_that_answers_without_end_brings_nobody_in() {
    let keycloak = Provider::start().await;
    let long = json!({ "access_token": "t".repeat(1024 * 1024) });
    keycloak.answers("/protocol/openid-connect/token", long).await;
    let site = keycloak.sites(&ProviderKind::Keycloak, "").await.remove(0);
    let ended = site.comes_back("keycloak").await;
    assert_eq!(parameter(ended.query(), "error_code").as_deref(), Some("unexpected_failure"));
}

/// A Keycloak that knows one person.
async fn keycloak() -> Provider {
    let keycloak = Provider::start().await;
    let tokens = json!({ "access_token": "token-of-the-provider", "refresh_token": "and-another" });
    keycloak.answers("/protocol/openid-connect/token", tokens).await;
    let person = json!({ "sub": "7", "email": "ada@example.com", "email_verified": true });
    keycloak.answers("/protocol/openid-connect/userinfo", person).await;
    keycloak
}

#[tokio::test]
async fn of_many_who_come_back_with_one_state_one_comes_in() {
    let keycloak = keycloak().await;
    for site in keycloak.sites(&ProviderKind::Keycloak, "").await {
        for challenge in [format!("&code_challenge={VERIFIER}&code_challenge_method=plain"), String::new()] {
            let (_, state) = site.goes_out(&format!("provider=keycloak{challenge}")).await;
            let path = format!("/callback?state={state}&code=x");
            let ended = join_all((0..8).map(|_| site.goes(&path))).await;
            let came_in = |url: &&Url| parameter(url.query(), "error").is_none();
            assert_eq!(ended.iter().filter(came_in).count(), 1, "{challenge}");
        }
        assert_eq!(tables::count(site.db.database(), "auth_users").await, 1);
        assert_eq!(tables::count(site.db.database(), "auth_identities").await, 1);
    }
}

#[tokio::test]
async fn whoever_reads_the_table_learns_no_token_of_a_provider() {
    let keycloak = keycloak().await;
    for site in keycloak.sites(&ProviderKind::Keycloak, "").await {
        let challenge = format!("provider=keycloak&code_challenge={VERIFIER}&code_challenge_method=plain");
        let (_, state) = site.goes_out(&challenge).await;
        let ended = site.goes(&format!("/callback?state={state}&code=x")).await;
        let sealed: Vec<u8> = each!(site.db.database().read().await.unwrap().executor(), c => {
            sqlx::query_scalar("select sealed_provider_tokens from auth_flow_states").fetch_one(c).await
        })
        .unwrap();
        assert!(!String::from_utf8_lossy(&sealed).contains("token-of-the-provider"));
        let code = parameter(ended.query(), "code").expect("a code");
        let body = json!({ "auth_code": code, "code_verifier": VERIFIER });
        let session = site.post("/token?grant_type=pkce", body).await.expect(200);
        assert_eq!(session.text("provider_token"), "token-of-the-provider");
        assert_eq!(session.text("provider_refresh_token"), "and-another");
    }
}

#[tokio::test]
async fn what_an_issuer_said_is_believed_for_an_hour() {
    let provider = Provider::start().await;
    provider.is_discovered("").await;
    let site = provider.sites(&ProviderKind::Google, "").await.remove(0);
    let asked = async || provider.server.received_requests().await.unwrap().len();
    site.goes_out("provider=google").await;
    site.goes_out("provider=google").await;
    assert_eq!(asked().await, 1);
    site.clock.advance(Duration::from_hours(1) + Duration::from_secs(1));
    site.goes_out("provider=google").await;
    assert_eq!(asked().await, 2);
}
