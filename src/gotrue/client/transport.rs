//! One HTTP client for all calls: which headers go out, how long an answer may take and how long it
//! may be.

use std::time::Duration;

use opentelemetry::global;
use opentelemetry_http::HeaderInjector;
use reqwest::header::{
    ACCEPT, ACCEPT_LANGUAGE, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, USER_AGENT,
};
use reqwest::{Method, Request, RequestBuilder, Response, redirect};
use secrecy::{ExposeSecret, SecretString};
use tracing::{Instrument as _, Span};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use url::Url;

use super::super::{AccessToken, ErrorCode};
use super::answer::Answer;
use super::observed::{CallKind, CallObserver, Watched};
use super::{Caller, ClientError, GoTrueError, Rejection, Unreachable};

/// How long a connection may take. The auth server is near or nobody is there; a visitor waits.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// How long a whole call may take. `GoTrue` waits up to five seconds for a locked session and gives
/// up at ten: its own answer should come first.
pub(super) const CALL_TIMEOUT: Duration = Duration::from_secs(12);

/// How long a connection is kept for the next call: shorter than gateways keep theirs, so that no
/// request is written to one that is being closed.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// The longest answer that is read, in bytes: as long as the longest request the auth server takes.
const LONGEST_ANSWER: usize = 1024 * 1024;

/// The longest name of a browser that is passed on, in bytes.
const LONGEST_USER_AGENT: usize = 512;

/// The longest list of languages that is passed on, in bytes. Browsers send a tenth of it.
const LONGEST_LANGUAGES: usize = 256;

/// Who calls when no visitor does.
const OWN_USER_AGENT: &str = concat!("doorward/", env!("CARGO_PKG_VERSION"));

/// Asks for the present shape of errors (gotrue-contract §0.5).
pub(super) const API_VERSION: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-supabase-api-version"), HeaderValue::from_static("2024-01-01"));

/// The header that gateways ask for a key (gotrue-contract §0.1).
const API_KEY: HeaderName = HeaderName::from_static("apikey");

/// An HTTP client that knows one auth server.
pub(super) struct Transport {
    http: reqwest::Client,
    base_url: Url,
    api_key: HeaderValue,
    /// Who asks when no user does; a gateway that swaps the key in needs none.
    bearer: Option<HeaderValue>,
    address_header: Option<HeaderName>,
    observer: Option<CallObserver>,
}

impl Transport {
    /// A client that presents `api_key` to the gateway and `bearer` to the auth server.
    pub(super) fn new(
        base_url: Url,
        api_key: &SecretString,
        bearer: Option<&SecretString>,
        address_header: Option<HeaderName>,
    ) -> Result<Self, ClientError> {
        if !matches!(base_url.scheme(), "http" | "https") {
            return Err(ClientError::BaseUrl);
        }
        let http = reqwest::Client::builder()
            .redirect(redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(CALL_TIMEOUT)
            .pool_idle_timeout(IDLE_TIMEOUT)
            .build()
            .map_err(|_| ClientError::Http)?;
        let bearer = bearer.map(|key| authorization(key.expose_secret()));
        Ok(Self {
            http,
            base_url,
            api_key: sensitive(api_key.expose_secret()).ok_or(ClientError::Key)?,
            bearer: bearer.map(|value| value.ok_or(ClientError::Key)).transpose()?,
            address_header,
            observer: None,
        })
    }

    /// The same, telling of each call.
    pub(super) fn observed_by(mut self, observer: CallObserver) -> Self {
        self.observer = Some(observer);
        self
    }

    /// A request of the auth server's own: nobody is signed in.
    pub(super) fn call(&self, method: Method, path: &str, caller: &Caller) -> RequestBuilder {
        self.request(method, path, caller, self.bearer.clone())
    }

    /// A request of somebody who is signed in. A token that no header can hold is no token, and is
    /// refused as the auth server would.
    pub(super) fn call_as(
        &self,
        token: &AccessToken,
        method: Method,
        path: &str,
        caller: &Caller,
    ) -> Result<RequestBuilder, GoTrueError> {
        let bearer = authorization(token.expose()).ok_or_else(|| {
            let (code, status) = (ErrorCode::BAD_JWT, 403);
            GoTrueError::Rejected(Rejection { code, status, weak_password: None })
        })?;
        Ok(self.request(method, path, caller, Some(bearer)))
    }

    /// Sends a request and gives the answer's head, whatever its status.
    pub(super) async fn head_of(&self, request: RequestBuilder) -> Result<Response, GoTrueError> {
        request.send().await.map_err(failure)
    }

    /// Sends a request and reads the whole answer.
    pub(super) async fn send(&self, request: RequestBuilder) -> Result<Answer, GoTrueError> {
        let (http, request) = request.build_split();
        let mut request = request.map_err(failure)?;
        let kind = CallKind::of(&request, self.base_url.path());
        let watched = Watched::begin(self.observer.as_ref(), kind);
        let span = tracing::info_span!("auth_call", call = kind.name());
        name_trace(&span, request.headers_mut());
        let answer = exchange(&http, request).instrument(span).await;
        watched.end(&answer);
        answer
    }

    fn request(
        &self,
        method: Method,
        path: &str,
        caller: &Caller,
        bearer: Option<HeaderValue>,
    ) -> RequestBuilder {
        let mut url = self.base_url.clone();
        url.set_path(&format!("{}{path}", self.base_url.path().trim_end_matches('/')));
        let mut headers = HeaderMap::new();
        headers.insert(API_VERSION.0, API_VERSION.1);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(API_KEY, self.api_key.clone());
        if let Some(bearer) = bearer {
            headers.insert(AUTHORIZATION, bearer);
        }
        headers.insert(USER_AGENT, user_agent(caller));
        if let Some(languages) = languages(caller) {
            headers.insert(ACCEPT_LANGUAGE, languages);
        }
        if let (Some(name), Some(address)) = (&self.address_header, caller.address)
            && let Ok(value) = HeaderValue::from_str(&address.to_canonical().to_string())
        {
            headers.insert(name.clone(), value);
        }
        self.http.request(method, url).headers(headers)
    }
}

/// Tells the auth server which trace a call belongs to (W3C Trace Context), where there are traces.
fn name_trace(span: &Span, headers: &mut HeaderMap) {
    let context = span.context();
    global::get_text_map_propagator(|format| format.inject_context(&context, &mut HeaderInjector(headers)));
    // It has nothing to say here, and the standard asks not to send an empty one.
    headers.remove("tracestate");
}

async fn exchange(http: &reqwest::Client, request: Request) -> Result<Answer, GoTrueError> {
    let mut response = http.execute(request).await.map_err(failure)?;
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failure)? {
        if body.len() + chunk.len() > LONGEST_ANSWER {
            return Err(Unreachable::TooLong.into());
        }
        body.extend_from_slice(&chunk);
    }
    Answer::sort(response.status(), response.headers(), body)
}

/// The name of the visitor's browser, cut between characters: the auth server keeps it as text.
fn user_agent(caller: &Caller) -> HeaderValue {
    let name = caller.user_agent.as_deref().map(str::trim).filter(|name| !name.is_empty());
    name.map(|name| &name[..name.floor_char_boundary(LONGEST_USER_AGENT)])
        .and_then(|name| HeaderValue::from_str(name).ok())
        .unwrap_or(HeaderValue::from_static(OWN_USER_AGENT))
}

/// The languages a visitor reads. A list that is longer, or holds more than visible ASCII and spaces,
/// comes from no browser, and nobody is asked to read it.
fn languages(caller: &Caller) -> Option<HeaderValue> {
    let list = caller.accept_language.as_deref().map(str::trim).filter(|list| !list.is_empty())?;
    let is_plain = list.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    HeaderValue::from_str(list).ok().filter(|_| is_plain && list.len() <= LONGEST_LANGUAGES)
}

fn authorization(token: &str) -> Option<HeaderValue> {
    sensitive(&format!("Bearer {token}"))
}

/// A header value that no log of the HTTP client shows.
fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

fn failure(error: reqwest::Error) -> GoTrueError {
    GoTrueError::Unreachable(if error.is_timeout() {
        Unreachable::TimedOut
    } else if error.is_connect() {
        Unreachable::NoConnection
    } else {
        Unreachable::Broken
    })
}
