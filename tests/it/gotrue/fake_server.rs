//! Auth servers that answer as they are told: over HTTP, or with the very bytes of a connection.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use doorward::gotrue::{
    AccessToken, Caller, EmailAddress, GoTrueClient, GoTrueSettings, Password, RefreshToken,
};
use reqwest::header::HeaderName;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

pub const PUBLISHABLE_KEY: &str = "sb_publishable_for-tests";
pub const SECRET_KEY: &str = "sb_secret_for-tests";
pub const USER_ID: &str = "7d0c2f5e-0c1b-4a52-9d7e-2f6a1c9b8e10";

/// A server that gives every request one answer.
pub struct FakeServer(MockServer);

impl FakeServer {
    pub async fn answering(answer: ResponseTemplate) -> Self {
        let server = MockServer::start().await;
        Mock::given(any()).respond_with(answer).mount(&server).await;
        Self(server)
    }

    pub async fn answering_json(status: u16, body: Value) -> Self {
        Self::answering(ResponseTemplate::new(status).set_body_json(body)).await
    }

    pub fn url(&self) -> Url {
        Url::parse(&format!("{}/auth/v1", self.0.uri())).unwrap()
    }

    pub fn client(&self) -> GoTrueClient {
        GoTrueClient::new(settings(&self.url())).unwrap()
    }

    pub async fn requests(&self) -> Vec<Request> {
        self.0.received_requests().await.unwrap()
    }

    /// The only request that came.
    pub async fn request(&self) -> Request {
        let requests = self.requests().await;
        assert_eq!(requests.len(), 1);
        requests.into_iter().next().unwrap()
    }
}

/// What a raw server does with a connection once it has read a request.
#[derive(Clone)]
pub enum Turn {
    /// Writes these bytes and hangs up.
    Say(String),
    /// Writes these bytes and neither goes on nor hangs up.
    Stall(String),
}

impl Turn {
    pub fn json(body: &Value) -> Self {
        let body = body.to_string();
        Self::Say(format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        ))
    }

    pub fn hang_up() -> Self {
        Self::Say(String::new())
    }

    pub fn silence() -> Self {
        Self::Stall(String::new())
    }

    /// The beginning of an answer that says it is longer.
    pub fn half_an_answer() -> String {
        let body = session().to_string();
        let half = &body[..body.len() / 2];
        format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{half}",
            body.len()
        )
    }
}

/// A server that takes its turns in order, one per connection; the last one stays.
pub struct RawServer {
    port: u16,
    requests: Arc<AtomicUsize>,
}

impl RawServer {
    pub async fn taking(turns: Vec<Turn>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::<AtomicUsize>::default();
        let counter = Arc::clone(&requests);
        tokio::spawn(async move {
            let mut held = Vec::new();
            while let Ok((mut stream, _)) = listener.accept().await {
                read_request(&mut stream).await;
                let number = counter.fetch_add(1, Ordering::SeqCst);
                match turns.get(number).or(turns.last()).unwrap() {
                    Turn::Say(bytes) => stream.write_all(bytes.as_bytes()).await.unwrap(),
                    Turn::Stall(bytes) => {
                        stream.write_all(bytes.as_bytes()).await.unwrap();
                        held.push(stream);
                    }
                }
            }
        });
        Self { port, requests }
    }

    pub fn client(&self) -> GoTrueClient {
        let url = Url::parse(&format!("http://127.0.0.1:{}", self.port)).unwrap();
        GoTrueClient::new(settings(&url)).unwrap()
    }

    pub fn request_count(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

/// Reads a head and as many bytes of body as it says.
async fn read_request(stream: &mut TcpStream) {
    let mut request = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&request).to_ascii_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                return;
            }
        }
        let mut bytes = [0; 4096];
        match stream.read(&mut bytes).await.unwrap() {
            0 => return,
            count => request.extend_from_slice(&bytes[..count]),
        }
    }
}

/// A client of a port that nobody listens on.
pub async fn client_of_nobody() -> GoTrueClient {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let url = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    drop(listener);
    GoTrueClient::new(settings(&url)).unwrap()
}

pub fn settings(base_url: &Url) -> GoTrueSettings {
    GoTrueSettings {
        base_url: base_url.clone(),
        publishable_key: PUBLISHABLE_KEY.into(),
        secret_key: Some(SECRET_KEY.into()),
        address_header: Some(HeaderName::from_static("sb-forwarded-for")),
    }
}

pub fn nobody() -> Caller {
    Caller::default()
}

pub fn ada() -> EmailAddress {
    EmailAddress::parse("ada@example.com").unwrap()
}

pub fn password() -> Password {
    "correct horse battery staple".to_owned().into()
}

pub fn access_token() -> AccessToken {
    "header.claims.signature".to_owned().into()
}

pub fn refresh_token() -> RefreshToken {
    "k3v7x2m4q6wz".to_owned().into()
}

/// A user as the auth server shows one.
pub fn user() -> Value {
    json!({
        "id": USER_ID, "aud": "authenticated", "role": "authenticated", "email": "ada@example.com",
        "phone": "", "app_metadata": {"provider": "email"}, "user_metadata": {"name": "Ada"},
        "identities": [], "created_at": "2026-05-01T10:00:00.123456789Z", "is_anonymous": false,
    })
}

/// A pair of tokens as the auth server gives them.
pub fn session() -> Value {
    json!({
        "access_token": "new.access.token", "token_type": "bearer", "expires_in": 3600,
        "expires_at": 1_790_000_000, "refresh_token": "newrefresh12", "user": user(),
    })
}
