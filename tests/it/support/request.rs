//! One request to the site under test, and its answer.

use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue, ORIGIN};
use reqwest::{Client, Method};

use super::jar::Jar;
use super::page::Page;
use super::watch::watch;

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// Follows no redirect, keeps no cookie and no connection: each of them is the test's affair.
static CLIENT: LazyLock<Client> = LazyLock::new(|| {
    let builder = Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
    builder.pool_max_idle_per_host(0).timeout(PATIENCE).build().expect("a client")
});

/// A request that is being put together.
pub struct Request {
    pub(super) jar: Arc<Mutex<Jar>>,
    pub(super) method: Method,
    pub(super) url: String,
    pub(super) path: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Request {
    /// With a header, in place of one of the same name. A `Cookie` given so replaces the browser's.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers.insert(self::name(name), self::value(value));
        self
    }

    /// With one more header, beside one of the same name.
    #[must_use]
    pub fn another_header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers.append(self::name(name), self::value(value));
        self
    }

    /// Without a header that browsers send.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    /// With the fields of a form.
    #[must_use]
    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let body = serde_urlencoded::to_string(fields).expect("fields of text");
        self.body("application/x-www-form-urlencoded", body)
    }

    /// With a body of this type.
    #[must_use]
    pub fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.header("content-type", content_type)
    }

    /// Sends it with the browser's cookies, and keeps those that come back.
    pub async fn send(self) -> Page {
        let path = self.path.clone();
        self.try_to_send().await.unwrap_or_else(|error| panic!("{path} {error:?}"))
    }

    /// The same for a site that may not answer.
    pub async fn try_to_send(mut self) -> reqwest::Result<Page> {
        let cookies = self.jar.lock().unwrap().header();
        if let Some(cookies) = cookies.filter(|_| !self.headers.contains_key("cookie")) {
            self.headers.insert("cookie", value(cookies));
        }
        let cookie_lines: Vec<_> = self.headers.get_all("cookie").iter().map(HeaderValue::as_bytes).collect();
        let cookie_header = cookie_lines.join(&b"; "[..]);
        let passwords = passwords_in(&self.body);
        let request = CLIENT.request(self.method.clone(), &self.url).headers(self.headers).body(self.body);
        let answer = request.send().await?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let bytes = answer.bytes().await?.to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        for header in headers.get_all("set-cookie") {
            self.jar.lock().unwrap().take(header.to_str().expect("a cookie of ASCII"));
        }
        let page = Page { path: self.path, status, headers, body, bytes };
        let kept = self.jar.lock().unwrap().current().to_vec();
        watch(&page, &cookie_header, &kept, &passwords);
        Ok(page)
    }
}

/// What a browser sends along with every request, and with a form.
pub(super) fn headers(host: &str, origin: Option<&str>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("host", value(host));
    headers.insert(
        "user-agent",
        value("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"),
    );
    headers.insert("accept", value("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
    if let Some(origin) = origin {
        headers.insert(ORIGIN, value(origin));
    }
    headers
}

/// The passwords that a form sends.
fn passwords_in(body: &[u8]) -> Vec<String> {
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
    fields.into_iter().filter(|(name, _)| name.contains("password")).map(|(_, value)| value).collect()
}

fn name(text: &str) -> HeaderName {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub(super) fn value(bytes: impl AsRef<[u8]>) -> HeaderValue {
    HeaderValue::from_bytes(bytes.as_ref()).expect("a header's value")
}
