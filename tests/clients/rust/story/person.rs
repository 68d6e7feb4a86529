//! A person: their client, and what they do outside of it. They read mail, sign in at the provider and look at
//! an authenticator app.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use reqwest::redirect::Policy;
use serde_json::Value;
use supabase_client_auth::{AdminClient, AdminCreateUserParams, AuthClient, AuthError, Session, User};
use totp_rs::{Algorithm, Secret, TOTP};
use url::Url;

pub const SITE: &str = "http://site.example";
pub const PASSWORD: &str = "three random words 17";
pub const NEW_PASSWORD: &str = "quite another sentence 23";

const PATIENCE: Duration = Duration::from_secs(10);

/// Seconds for which a code of an authenticator app is shown.
const STEP: u64 = 30;

pub fn client() -> AuthClient {
    AuthClient::new(&setting("SERVER_URL"), &setting("PUBLISHABLE_KEY")).unwrap()
}

/// A client that administers.
pub struct Administrator(AuthClient);

impl Administrator {
    pub fn new() -> Self {
        Self(AuthClient::new(&setting("SERVER_URL"), &setting("SECRET_KEY")).unwrap())
    }

    pub fn admin(&self) -> AdminClient<'_> {
        self.0.admin()
    }

    /// Makes somebody with a confirmed address.
    pub async fn creates(&self, email: &str) -> User {
        let (email, password) = (Some(email.to_owned()), Some(PASSWORD.to_owned()));
        let wanted =
            AdminCreateUserParams { email, password, email_confirm: Some(true), ..Default::default() };
        self.admin().create_user(wanted).await.unwrap()
    }
}

/// Somebody with a confirmed address, signed in.
pub async fn signed_in(email: &str) -> (AuthClient, Session) {
    Administrator::new().creates(email).await;
    let client = client();
    let session = client.sign_in_with_password_email(email, PASSWORD).await.unwrap();
    (client, session)
}

/// The code of a refusal.
pub fn refused<T: std::fmt::Debug>(answer: Result<T, AuthError>) -> String {
    match answer {
        Err(AuthError::Api { error_code: Some(code), .. }) => code.to_string(),
        other => panic!("a refusal was expected, not {other:?}"),
    }
}

/// The newest mail to somebody.
pub async fn newest_mail(to: &str) -> Value {
    let begun = Instant::now();
    loop {
        let answer = browser().get(format!("{}/newest?to={to}", setting("MAILS_URL"))).send().await.unwrap();
        if answer.status() == 200 {
            return answer.json().await.unwrap();
        }
        assert!(begun.elapsed() < PATIENCE, "no mail to {to}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The code in the newest mail to somebody.
pub async fn mailed_code(to: &str) -> String {
    newest_mail(to).await["code"].as_str().unwrap().to_owned()
}

/// Where a browser is led.
pub async fn redirect(url: &str) -> Url {
    let answer = browser().get(url).send().await.unwrap();
    let location = answer.headers().get("location").unwrap_or_else(|| panic!("{url}: {}", answer.status()));
    Url::parse(location.to_str().unwrap()).unwrap()
}

/// Is `login` at the provider, whose page this is, and comes back.
pub async fn sign_in_at_provider(mut page: Url, login: &str) -> Url {
    page.query_pairs_mut().append_pair("login", login);
    redirect(redirect(page.as_str()).await.as_str()).await
}

/// A part of the query, or of the fragment where there is none.
pub fn parameter(url: &Url, name: &str) -> String {
    let text = url.query().or(url.fragment()).unwrap_or_default();
    let mut pairs = url::form_urlencoded::parse(text.as_bytes());
    let pair = pairs.find(|(key, _)| key == name).unwrap_or_else(|| panic!("no {name} in {url}"));
    pair.1.into_owned()
}

/// What an authenticator app shows: now, or so many steps later.
pub fn totp(secret: &str, later: u64) -> String {
    let secret = Secret::Encoded(secret.to_owned()).to_bytes().unwrap();
    let app = TOTP::new(Algorithm::SHA1, 6, 1, STEP, secret).unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    app.generate(now + later * STEP)
}

/// A code that is not this one.
pub fn other_than(code: &str) -> String {
    let other = if code == "000000" { "111111" } else { "000000" };
    other.to_owned()
}

fn browser() -> reqwest::Client {
    reqwest::Client::builder().redirect(Policy::none()).build().unwrap()
}

fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"))
}
