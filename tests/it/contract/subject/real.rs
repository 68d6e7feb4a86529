//! The real GoTrue as a subject: the program is given, everything around it is made here.

use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use url::Url;
use uuid::Uuid;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::aging::AGE;
use super::{ALLOWED_REDIRECTS, Beside, CLIENT_ADDRESS, ISSUER, SITE, Setup};
use crate::contract::jwt::{self, SigningKey};
use crate::contract::outside::Outside;
use crate::contract::provider::{APP_CLIENT_ID, CLIENT_ID, CLIENT_SECRET, FakeProvider, ISSUERS};

/// What it is asked to write in every mail. Nothing is said in words: they are no part of the contract.
const TEMPLATE: &str = r#"<p><a href="{{ .ConfirmationURL }}">link</a></p><p>{{ .Token }}</p>"#;

/// The one mail that has no link.
const TEMPLATE_WITHOUT_LINK: &str = "<p>{{ .Token }}</p>";

/// The line that tells that it listens.
const LISTENS: &str = "API started";

/// The running program; it ends with the test, and so does its database.
pub(super) struct RealServer {
    pub(super) url: String,
    secret: String,
    key: SigningKey,
    database: PrivateDatabase,
    _child: Child,
    _folder: TempDir,
    _templates: MockServer,
}

impl RealServer {
    pub(super) async fn start(binary: &str, postgres: &str, setup: Setup, beside: &Beside) -> Self {
        let port = free_port().await;
        let url = format!("http://127.0.0.1:{port}");
        let database = PrivateDatabase::create(postgres).await;
        let templates = MockServer::start().await;
        serve_templates(&templates).await;
        let secret = Uuid::new_v4().simple().to_string();
        let key = SigningKey::generate("contract");
        let shared = json!({
            "kty": "oct", "alg": "HS256", "kid": "shared", "key_ops": ["verify"],
            "k": jwt::encoded(secret.as_bytes()),
        });
        // In an empty folder, since the program reads a .env where it stands.
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(binary);
        command
            .env_clear()
            .current_dir(folder.path())
            .env("API_EXTERNAL_URL", ISSUER)
            .env("DATABASE_URL", format!("{}?search_path=auth", database.url))
            .env("GOTRUE_API_HOST", "127.0.0.1")
            .env("GOTRUE_DB_DRIVER", "postgres")
            .env("GOTRUE_EXTERNAL_EMAIL_ENABLED", "true")
            .env("GOTRUE_JWT_AUD", "authenticated")
            .env("GOTRUE_JWT_DEFAULT_GROUP_NAME", "authenticated")
            .env("GOTRUE_JWT_ISSUER", ISSUER)
            .env("GOTRUE_JWT_KEYS", json!([key.private_jwk(), shared]).to_string())
            .env("GOTRUE_JWT_SECRET", &secret)
            .env("GOTRUE_RATE_LIMIT_EMAIL_SENT", "100000")
            .env("GOTRUE_RATE_LIMIT_HEADER", CLIENT_ADDRESS)
            .env("GOTRUE_SECURITY_REFRESH_TOKEN_REUSE_INTERVAL", "10")
            .env("GOTRUE_SITE_URL", SITE)
            .env("GOTRUE_SMTP_ADMIN_EMAIL", "auth@site.example")
            .env("GOTRUE_SMTP_HOST", "127.0.0.1")
            .env("GOTRUE_SMTP_PORT", beside.catcher.port().to_string())
            .env("GOTRUE_URI_ALLOW_LIST", ALLOWED_REDIRECTS.join(","))
            .env("PORT", port.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        for link in ["CONFIRMATION", "INVITE", "RECOVERY", "EMAIL_CHANGE"] {
            command.env(format!("GOTRUE_MAILER_URLPATHS_{link}"), "/auth/v1/verify");
        }
        for mail in ["CONFIRMATION", "INVITE", "RECOVERY", "MAGIC_LINK", "EMAIL_CHANGE", "REAUTHENTICATION"] {
            command.env(format!("GOTRUE_MAILER_TEMPLATES_{mail}"), format!("{}/{mail}", templates.uri()));
        }
        let frequency = if setup == Setup::Throttled { "1m" } else { "1ns" };
        command.env("GOTRUE_SMTP_MAX_FREQUENCY", frequency);
        if let Some(provider) = &beside.provider {
            command.envs(providers(provider));
            if let Some((proxy, authority)) = provider.way() {
                command.env("HTTPS_PROXY", proxy).env("SSL_CERT_FILE", authority);
            }
        }
        command.envs(variables(setup).iter().copied());
        command.envs(setup.number_variables());
        command.envs(setup.key_variables());
        command.envs(setup.phone_variables().iter().copied());
        command.envs(setup.captcha_variables());
        command.envs(setup.leak_variables());
        if let Some((proxy, authority)) = beside.outside.as_ref().map(Outside::way) {
            command.env("HTTPS_PROXY", proxy).env("SSL_CERT_FILE", authority);
        }
        if let Some(hooks) = &beside.hooks {
            command.envs(setup.hook_variables(hooks));
        }
        let mut child = command.spawn().unwrap_or_else(|error| panic!("GOTRUE_BINARY={binary}: {error}"));
        wait_until_it_listens(&mut child).await;
        Self { url, secret, key, database, _child: child, _folder: folder, _templates: templates }
    }

    /// An API key for a role.
    pub(super) fn key(&self, role: &str) -> String {
        jwt::sign_with_secret(&self.secret, &json!({"role": role}))
    }

    /// Makes what happened older, which is the same as letting time pass.
    pub(super) async fn age(&self, mark: &str, numbers: &[String], span: Duration) {
        let mut connection = PgConnection::connect(&self.database.url).await.expect("the database");
        for statement in AGE {
            let aged = sqlx::query(*statement).bind(mark).bind(span.as_secs_f64()).bind(numbers);
            aged.execute(&mut connection).await.expect("the statement");
        }
    }

    /// The token as it would be, had it been issued two hours ago.
    pub(super) fn expired(&self, token: &str) -> String {
        let mut claims = jwt::claims(token).expect("an access token");
        for name in ["iat", "exp"] {
            claims[name] = Value::from(claims[name].as_i64().expect("seconds") - 7200);
        }
        self.key.sign(&claims)
    }
}

/// What makes a set-up out of the usual one.
fn variables(setup: Setup) -> &'static [(&'static str, &'static str)] {
    match setup {
        Setup::Usual | Setup::PassingTime | Setup::Throttled => &[],
        Setup::Autoconfirm | Setup::ProvidersAutoconfirm | Setup::HooksAutoconfirm => {
            &[("GOTRUE_MAILER_AUTOCONFIRM", "true")]
        }
        Setup::Reauthenticating => &[("GOTRUE_SECURITY_UPDATE_PASSWORD_REQUIRE_REAUTHENTICATION", "true")],
        Setup::Closed | Setup::ProvidersClosed => &[("GOTRUE_DISABLE_SIGNUP", "true")],
        Setup::Anonymous | Setup::Hooks | Setup::Providers | Setup::ProvidersPassingTime => {
            &[("GOTRUE_EXTERNAL_ANONYMOUS_USERS_ENABLED", "true")]
        }
        Setup::NoNewApps => &[("GOTRUE_MFA_TOTP_ENROLL_ENABLED", "false")],
        Setup::NoCodesOfApps => &[("GOTRUE_MFA_TOTP_VERIFY_ENABLED", "false")],
        Setup::FewFactors => {
            &[("GOTRUE_MFA_MAX_ENROLLED_FACTORS", "2"), ("GOTRUE_MFA_MAX_VERIFIED_FACTORS", "1")]
        }
        Setup::WholeSessions => &[("GOTRUE_SESSIONS_ALLOW_LOW_AAL", "30m")],
        Setup::AnonymousAutoconfirm => {
            &[("GOTRUE_EXTERNAL_ANONYMOUS_USERS_ENABLED", "true"), ("GOTRUE_MAILER_AUTOCONFIRM", "true")]
        }
        Setup::LimitedSessions => {
            &[("GOTRUE_SESSIONS_TIMEBOX", "3h"), ("GOTRUE_SESSIONS_INACTIVITY_TIMEOUT", "2h")]
        }
        Setup::SingleSession => &[("GOTRUE_SESSIONS_SINGLE_PER_USER", "true")],
        Setup::CountedTokens => &[COUNTED],
        Setup::LenientCountedTokens => &[COUNTED, LENIENT],
        Setup::ReusableCountedTokens => &[COUNTED, ("GOTRUE_SECURITY_REFRESH_TOKEN_ALLOW_REUSE", "true")],
        Setup::LenientTokens => &[LENIENT],
        Setup::ProvidersLenient => &[
            ("GOTRUE_EXTERNAL_KEYCLOAK_SKIP_NONCE_CHECK", "true"),
            ("GOTRUE_EXTERNAL_KEYCLOAK_EMAIL_OPTIONAL", "true"),
            ("GOTRUE_SECURITY_MANUAL_LINKING_ENABLED", "false"),
        ],
        Setup::ProvidersUnconfirmed => &[("GOTRUE_MAILER_ALLOW_UNVERIFIED_EMAIL_SIGN_INS", "true")],
        other => other.variables(),
    }
}

/// What lets people come in through the provider on loopback.
fn providers(provider: &FakeProvider) -> Vec<(String, String)> {
    let issuers = ISSUERS.map(|issuer| format!("{}/{issuer}", provider.url())).join(",");
    let mut variables = vec![
        ("GOTRUE_SECURITY_MANUAL_LINKING_ENABLED".to_owned(), "true".to_owned()),
        ("GOTRUE_EXTERNAL_ALLOWED_ID_TOKEN_ISSUERS".to_owned(), issuers),
    ];
    let client_ids = format!("{CLIENT_ID},{APP_CLIENT_ID}");
    for name in ["keycloak", "gitlab"] {
        let url = format!("{}/{name}", provider.url());
        let callback = format!("{ISSUER}/callback");
        for (part, value) in [
            ("ENABLED", "true"),
            ("CLIENT_ID", &client_ids),
            ("SECRET", CLIENT_SECRET),
            ("REDIRECT_URI", &callback),
            ("URL", &url),
        ] {
            let name = format!("GOTRUE_EXTERNAL_{}_{part}", name.to_uppercase());
            variables.push((name, value.to_owned()));
        }
    }
    variables
}

const COUNTED: (&str, &str) = ("GOTRUE_SECURITY_REFRESH_TOKEN_ALGORITHM_VERSION", "2");
const LENIENT: (&str, &str) = ("GOTRUE_SECURITY_REFRESH_TOKEN_ROTATION_ENABLED", "false");

async fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// The program fetches its templates over HTTP.
async fn serve_templates(server: &MockServer) {
    let without_link = ResponseTemplate::new(200).set_body_string(TEMPLATE_WITHOUT_LINK);
    Mock::given(wiremock::matchers::path("/REAUTHENTICATION")).respond_with(without_link).mount(server).await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_string(TEMPLATE)).mount(server).await;
}

/// Reads its log up to the line that says so, then goes on reading, so that it never waits for us.
async fn wait_until_it_listens(child: &mut Child) {
    let mut lines = BufReader::new(child.stderr.take().expect("a log")).lines();
    let mut said = String::new();
    while let Some(line) = lines.next_line().await.expect("a line") {
        if line.contains(LISTENS) {
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return;
        }
        said.push_str(&line);
        said.push('\n');
    }
    panic!("the real server did not start:\n{said}");
}

/// A database with the empty schema that the program wants.
struct PrivateDatabase {
    admin_url: String,
    name: String,
    url: String,
}

impl PrivateDatabase {
    async fn create(admin_url: &str) -> Self {
        let name = format!("doorward_contract_{}", Uuid::new_v4().simple());
        execute(admin_url, format!("create database {name} template template0")).await;
        let mut url = Url::parse(admin_url).expect("TEST_POSTGRES_URL is a URL");
        url.set_path(&name);
        execute(url.as_str(), "create schema auth".to_owned()).await;
        Self { admin_url: admin_url.to_owned(), name, url: url.into() }
    }
}

impl Drop for PrivateDatabase {
    fn drop(&mut self) {
        let statement = format!("drop database {} with (force)", self.name);
        let admin_url = std::mem::take(&mut self.admin_url);
        // A destructor cannot wait for the test's own runtime.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(execute(&admin_url, statement));
        });
        dropping.join().expect("the database is dropped");
    }
}

async fn execute(url: &str, statement: String) {
    let mut connection = PgConnection::connect(url).await.expect("TEST_POSTGRES_URL answers");
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await.expect("the server obeys");
}
