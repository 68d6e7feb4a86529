//! Just enough of HTTP/1.1 to stand between two programs: a whole request, a whole answer.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The longest request that is passed on, in bytes.
const LONGEST: usize = 1024 * 1024;

/// A request as it came.
pub(super) struct Request {
    head: String,
    body: Vec<u8>,
}

/// An answer that is made up.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
}

impl Request {
    /// Reads one; nothing when the client hangs up before its end.
    pub(super) async fn read(stream: &mut TcpStream) -> std::io::Result<Option<Self>> {
        let mut bytes = Vec::new();
        let (head_end, length) = loop {
            if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
                break (end, content_length(&head));
            }
            if bytes.len() > LONGEST || stream.read_buf(&mut bytes).await? == 0 {
                return Ok(None);
            }
        };
        let whole = head_end + 4 + length;
        while bytes.len() < whole {
            if whole > LONGEST || stream.read_buf(&mut bytes).await? == 0 {
                return Ok(None);
            }
        }
        let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
        Ok(Some(Self { head, body: bytes[head_end + 4..whole].to_vec() }))
    }

    /// Its first line and its headers.
    pub(super) fn head(&self) -> &str {
        &self.head
    }

    /// Method and path, with the query.
    pub(super) fn line(&self) -> String {
        let first = self.head.lines().next().unwrap_or_default();
        first.strip_suffix(" HTTP/1.1").unwrap_or(first).to_owned()
    }

    /// The same request for a client that keeps its connections.
    pub(super) fn through(&self, client: &reqwest::Client, port: u16) -> reqwest::RequestBuilder {
        let line = self.line();
        let (method, target) = line.split_once(' ').unwrap_or(("GET", "/"));
        let method = method.parse().expect("a method");
        let mut request = client.request(method, format!("http://127.0.0.1:{port}{target}"));
        for (name, value) in self.head.lines().skip(1).filter_map(|header| header.split_once(':')) {
            if !["connection", "content-length"].contains(&name.to_ascii_lowercase().as_str()) {
                request = request.header(name, value.trim());
            }
        }
        request.body(self.body.clone())
    }

    /// Asks a server on this machine and gives its whole answer.
    pub(super) async fn ask(&self, port: u16) -> std::io::Result<Vec<u8>> {
        let mut upstream = TcpStream::connect(("127.0.0.1", port)).await?;
        let lines = self.head.lines().filter(|line| !line.to_ascii_lowercase().starts_with("connection:"));
        let mut head: String = lines.flat_map(|line| [line, "\r\n"]).collect();
        head.push_str("connection: close\r\n\r\n");
        upstream.write_all(head.as_bytes()).await?;
        upstream.write_all(&self.body).await?;
        let mut answer = Vec::new();
        upstream.read_to_end(&mut answer).await?;
        Ok(answer)
    }
}

/// An answer as it goes on to whoever asked, the last on its connection.
pub(super) async fn bytes_of(answer: reqwest::Response) -> reqwest::Result<Vec<u8>> {
    let mut head = format!("HTTP/1.1 {}\r\n", answer.status()).into_bytes();
    for (name, value) in answer.headers() {
        if !["connection", "content-length", "transfer-encoding"].contains(&name.as_str()) {
            head.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
        }
    }
    let body = answer.bytes().await?;
    head.extend(format!("content-length: {}\r\nconnection: close\r\n\r\n", body.len()).bytes());
    head.extend(body);
    Ok(head)
}

fn content_length(head: &str) -> usize {
    let headers = head.lines().filter_map(|line| line.split_once(':'));
    let mut lengths = headers.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    lengths.next().and_then(|(_, value)| value.trim().parse().ok()).unwrap_or(0)
}

impl Answer {
    /// A JSON error as the auth server writes them.
    pub fn json(status: u16, error_code: &str) -> Self {
        let body = format!(r#"{{"code":"{error_code}","message":"a bad day"}}"#);
        Self { status, headers: vec![("content-type", "application/json".to_owned())], body }
    }

    /// JSON of any kind.
    pub fn of(status: u16, body: &serde_json::Value) -> Self {
        let body = body.to_string();
        Self { status, headers: vec![("content-type", "application/json".to_owned())], body }
    }

    /// A page of a gateway that is on the way.
    pub fn html(status: u16) -> Self {
        let body = "<!doctype html><html><title>Web server is down</title><h1>Down</h1></html>".to_owned();
        Self { status, headers: vec![("content-type", "text/html; charset=UTF-8".to_owned())], body }
    }

    /// The same with another header.
    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// Too many requests, with or without a time to come back, in seconds.
    pub fn too_many(retry_after: Option<u32>) -> Self {
        let mut answer = Self::json(429, "over_request_rate_limit");
        answer.headers.extend(retry_after.map(|seconds| ("retry-after", seconds.to_string())));
        answer
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let Self { status, headers, body } = self;
        let lines: Vec<_> = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let headers = lines.concat();
        let length = body.len();
        format!("HTTP/1.1 {status} Bad Day\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}")
            .into_bytes()
    }
}
