//! A server on this machine, and a client that sends exactly the bytes it is told to.

use std::net::SocketAddr;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Longer than anything here takes; what is still open then counts as never ending.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A running server. It is told to stop when the test is done with it.
pub struct Wire {
    address: SocketAddr,
    handle: ServerHandle,
}

/// Serves an application on a free port.
macro_rules! serve {
    ($app:expr) => {{
        let server = actix_web::HttpServer::new(move || $app).workers(1).disable_signals();
        let server = server.bind("127.0.0.1:0").unwrap();
        let address = server.addrs()[0];
        $crate::web_parts::wire::Wire::of(address, server.run())
    }};
}
pub(crate) use serve;

impl Wire {
    /// What [`serve`] gives.
    pub fn of(address: SocketAddr, server: Server) -> Self {
        let handle = server.handle();
        tokio::spawn(server);
        Self { address, handle }
    }

    /// The answer to a GET with these header lines.
    pub async fn get(&self, path: &str, headers: &[&str]) -> Answer {
        self.ask("GET", path, headers, b"").await
    }

    /// The answer to a form.
    pub async fn post(&self, path: &str, headers: &[&str], body: &[u8]) -> Answer {
        let length = format!("Content-Length: {}", body.len());
        let headers = [headers, &[length.as_str()]].concat();
        self.ask("POST", path, &headers, body).await
    }

    /// The answer to one request on a connection of its own.
    pub async fn ask(&self, method: &str, path: &str, headers: &[&str], body: &[u8]) -> Answer {
        let mut request = head(method, path, headers);
        request.extend_from_slice(body);
        self.send(&request).await
    }

    /// What comes back for these bytes until the server closes the connection. The client stays on
    /// the line all the time.
    pub async fn send(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request).await.unwrap();
        let mut bytes = Vec::new();
        let read = timeout(PATIENCE, stream.read_to_end(&mut bytes)).await;
        let text = String::from_utf8_lossy(&bytes);
        assert!(read.is_ok(), "the connection stayed open after: {text}");
        Answer::read(&bytes)
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

/// The head of a request that asks for the connection to be closed after it.
pub fn head(method: &str, path: &str, headers: &[&str]) -> Vec<u8> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: app.test\r\nConnection: close\r\n");
    for header in headers {
        head.push_str(header);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    head.into_bytes()
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {}", String::from_utf8_lossy(bytes)));
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        Self { status, headers, body: bytes[end + 4..].to_vec() }
    }

    /// The only value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(own, _)| own == name).map(|(_, value)| value.as_str());
        let first = values.next();
        assert_eq!(values.next(), None, "{name} stands there twice");
        first
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}
