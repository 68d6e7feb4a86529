//! The load: a few kept connections that ask for one page again and again.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One request, as it goes over the wire.
pub(crate) struct Request(String);

impl Request {
    pub(crate) fn get(path: &str, cookies: &str) -> Self {
        let cookies = if cookies.is_empty() { String::new() } else { format!("Cookie: {cookies}\r\n") };
        Self(format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n{cookies}\r\n"))
    }
}

/// What came of it.
pub(crate) struct Load {
    pub(crate) answers: u64,
    pub(crate) took: Duration,
}

/// Asks on `connections` connections for `span`. An answer that is not 200 ends the measurement.
pub(crate) fn run(address: SocketAddr, request: &Request, connections: usize, span: Duration) -> Load {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let started = Instant::now();
    let until = started + span;
    let answers = runtime.block_on(async {
        let asking = (0..connections).map(|_| {
            let request = request.0.clone();
            tokio::spawn(async move { ask(address, &request, until).await })
        });
        let mut answers = 0;
        for one in asking.collect::<Vec<_>>() {
            answers += one.await.expect("a connection");
        }
        answers
    });
    Load { answers, took: started.elapsed() }
}

async fn ask(address: SocketAddr, request: &str, until: Instant) -> u64 {
    let mut connection = TcpStream::connect(address).await.expect("the server");
    connection.set_nodelay(true).expect("no delay");
    let mut buffer = vec![0; 64 * 1024];
    let mut answers = 0;
    while Instant::now() < until {
        connection.write_all(request.as_bytes()).await.expect("to ask");
        let mut filled = 0;
        let mut wanted = usize::MAX;
        while filled < wanted {
            let read = connection.read(&mut buffer[filled..]).await.expect("an answer");
            assert_ne!(read, 0, "the server closed the connection");
            filled += read;
            if wanted == usize::MAX {
                wanted = length(&buffer[..filled]).unwrap_or(usize::MAX);
            }
        }
        answers += 1;
    }
    answers
}

/// How long the whole answer is, once its head is there.
fn length(answer: &[u8]) -> Option<usize> {
    let head_end = answer.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&answer[..head_end]).expect("a readable head");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    let length = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .expect("a length");
    Some(head_end + length.1.trim().parse::<usize>().expect("a number"))
}
