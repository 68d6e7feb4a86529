//! An answer to somebody who has no browser, no cookie and no connection yet.

/// An answer.
#[derive(Debug)]
pub struct Got {
    /// The status.
    pub status: u16,
    /// Whether it says when to come back.
    pub retry_after: bool,
    /// Whether the connection ends with it.
    pub is_last_on_its_connection: bool,
    /// The body.
    pub body: String,
}

impl Got {
    /// Asks for a URL; nothing when nobody answers.
    pub(super) async fn from(url: String) -> Option<Self> {
        let client =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build();
        let response = client.expect("a client").get(url).send().await.ok()?;
        let status = response.status().as_u16();
        let retry_after = response.headers().get("retry-after").is_some();
        let connection = response.headers().get("connection");
        let is_last_on_its_connection = connection.is_some_and(|value| value == "close");
        Some(Self { status, retry_after, is_last_on_its_connection, body: response.text().await.ok()? })
    }
}
