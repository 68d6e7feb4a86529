//! What calls to other servers have in common: none is redirected, and of an answer no more is read than fits.

use std::sync::OnceLock;

use reqwest::{Client, ClientBuilder, Response, redirect};

/// A client that is made for the first call: it reads all certificates that the system trusts, and many never need
/// it.
#[derive(Default)]
pub(super) struct LazyClient(OnceLock<Client>);

/// Why an answer was not read to its end.
pub(super) enum Unread {
    /// It did not arrive whole.
    Broken(reqwest::Error),
    /// There is too much of it.
    TooLong,
}

impl LazyClient {
    pub(super) const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// The client, which is set up so when it is made.
    pub(super) fn get(
        &self,
        set_up: impl FnOnce(ClientBuilder) -> reqwest::Result<ClientBuilder>,
    ) -> reqwest::Result<&Client> {
        if let Some(http) = self.0.get() {
            return Ok(http);
        }
        let http = set_up(Client::builder().redirect(redirect::Policy::none()).referer(false))?.build()?;
        Ok(self.0.get_or_init(|| http))
    }
}

/// The body of an answer, of at most so many bytes.
pub(super) async fn read(mut answer: Response, most_bytes: usize) -> Result<Vec<u8>, Unread> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(Unread::Broken)? {
        if body.len() + chunk.len() > most_bytes {
            return Err(Unread::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
