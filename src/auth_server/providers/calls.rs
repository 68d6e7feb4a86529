//! Calls to providers: bounded in time and size, and never redirected.

use std::time::Duration;

use reqwest::header::ACCEPT;
use reqwest::{Client, ClientBuilder, RequestBuilder, Response};
use secrecy::ExposeSecret as _;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use url::form_urlencoded::{byte_serialize, parse};

use super::ProviderSettings;
use super::discovery::Discoveries;
use super::public_web::{self, NotPublic};
use crate::auth_server::CustomProviderSettings;
use crate::auth_server::outward::{self, LazyClient, Unread};

/// How long a connection may take to come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// How long one call may take.
const CALL_TIMEOUT: Duration = Duration::from_secs(5);

/// How much of an answer is read, in bytes.
const MOST_BYTES: usize = 1024 * 1024;

/// What some providers want to know.
const USER_AGENT: &str = "Doorward";

/// Speaks to providers.
#[derive(Default)]
pub(crate) struct Caller {
    http: LazyClient,
    /// Where it may call only the public web, how that is reached.
    within: Option<CustomProviderSettings>,
    pub(super) discoveries: Discoveries,
}

/// Why a provider could not be asked, or understood.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CallError {
    /// It is where it may not be called.
    #[error("the provider's URL cannot be called: {0}")]
    Forbidden(#[from] NotPublic),
    /// It could not be reached.
    #[error("the provider could not be reached: {0}")]
    Http(#[source] reqwest::Error),
    /// It refused.
    #[error("the provider answered {0}")]
    Status(u16),
    /// It answered with something else than was asked for.
    #[error("the provider's answer cannot be used: {0}")]
    Unusable(&'static str),
}

/// The provider's own tokens, for the program that asked.
#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct ProviderTokens {
    #[serde(rename = "access_token")]
    pub(crate) access: String,
    #[serde(default, rename = "refresh_token")]
    pub(crate) refresh: String,
    #[serde(default, rename = "id_token", skip_serializing)]
    pub(crate) id: String,
}

impl Caller {
    /// Calls the public web alone, whatever administrators want.
    pub(crate) fn within_the_public_web(settings: CustomProviderSettings) -> Self {
        Self { within: Some(settings), ..Self::default() }
    }

    /// What calls this URL.
    async fn http(&self, url: &str) -> Result<&Client, CallError> {
        if self.within.is_some() {
            public_web::check(url).await?;
        }
        let set_up = |builder: ClientBuilder| {
            let builder =
                builder.user_agent(USER_AGENT).connect_timeout(CONNECT_TIMEOUT).timeout(CALL_TIMEOUT);
            match &self.within {
                Some(settings) => public_web::only(builder, settings),
                None => Ok(builder),
            }
        };
        self.http.get(set_up).map_err(CallError::Http)
    }

    /// What lies at this URL, read with the person's token where there is one.
    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        url: &str,
        token: Option<&ProviderTokens>,
    ) -> Result<T, CallError> {
        let mut request = self.http(url).await?.get(url).header(ACCEPT, "application/json");
        if let Some(tokens) = token {
            request = request.bearer_auth(&tokens.access);
        }
        let body = read(send(request).await?).await?;
        serde_json::from_slice(&body).map_err(|_| CallError::Unusable("it is not the JSON that was expected"))
    }

    /// The text at this URL.
    pub(crate) async fn read_text(&self, url: &str) -> Result<String, CallError> {
        let body = read(send(self.http(url).await?.get(url)).await?).await?;
        String::from_utf8(body).map_err(|_| CallError::Unusable("it is no text"))
    }

    /// Exchanges a code for tokens (RFC 6749 §4.1.3). Whether a provider wants the secret in a header or
    /// in the body is found out by trying.
    pub(super) async fn exchange(
        &self,
        provider: &ProviderSettings,
        token_url: &str,
        back: &WayBack<'_>,
    ) -> Result<ProviderTokens, CallError> {
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", back.code),
            ("redirect_uri", back.redirect_uri),
        ];
        if provider.wants_challenge() {
            form.push(("code_verifier", back.verifier));
        }
        let secret = provider.client_secret.expose_secret();
        let escaped = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
        let request = self
            .http(token_url)
            .await?
            .post(token_url)
            .basic_auth(escaped(&provider.client_id), Some(escaped(secret)));
        if let Ok(tokens) = tokens(request, &form).await {
            return Ok(tokens);
        }
        let known = [("client_id", provider.client_id.as_str()), ("client_secret", secret)];
        tokens(self.http(token_url).await?.post(token_url), &[form.as_slice(), &known].concat()).await
    }
}

/// What a browser comes back with, and what it went out with.
#[derive(Clone, Copy)]
pub(crate) struct WayBack<'a> {
    pub(crate) redirect_uri: &'a str,
    pub(crate) code: &'a str,
    /// What the code challenge was made of, for a provider that was sent one.
    pub(crate) verifier: &'a str,
}

async fn tokens(request: RequestBuilder, form: &[(&str, &str)]) -> Result<ProviderTokens, CallError> {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let request = request
        .header(reqwest::header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(ACCEPT, "application/json")
        .body(body);
    let body = read(send(request).await?).await?;
    let tokens = serde_json::from_slice(&body).or_else(|_| in_a_form(&body));
    tokens
        .ok()
        .filter(|tokens: &ProviderTokens| !tokens.access.is_empty())
        .ok_or(CallError::Unusable("there is no access token in it"))
}

/// Some providers answer as a form.
fn in_a_form(body: &[u8]) -> Result<ProviderTokens, serde_json::Error> {
    let pairs = parse(body).into_owned().map(|(name, value)| (name, value.into()));
    serde_json::from_value(serde_json::Value::Object(pairs.collect()))
}

async fn send(request: RequestBuilder) -> Result<Response, CallError> {
    let answer = request.send().await.map_err(|error| CallError::Http(error.without_url()))?;
    if answer.status().is_success() { Ok(answer) } else { Err(CallError::Status(answer.status().as_u16())) }
}

async fn read(answer: Response) -> Result<Vec<u8>, CallError> {
    outward::read(answer, MOST_BYTES).await.map_err(|unread| match unread {
        Unread::Broken(error) => CallError::Http(error.without_url()),
        Unread::TooLong => CallError::Unusable("it is over 1 MiB"),
    })
}
