//! A Postgres that falls asleep when nobody uses it, as hosted ones do: connections that are there are
//! closed, and whoever comes waits at the door until it is awake. Counts what is said to it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _, copy};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::patience::{soon, until};
use super::port::Port;

/// What stands before the server. It ends with the test's runtime.
pub struct Compute {
    port: Port,
    inner: Arc<Inner>,
    _serving: JoinSet<()>,
}

struct Inner {
    upstream: SocketAddr,
    is_awake: watch::Sender<bool>,
    /// Bytes that clients said.
    heard: AtomicUsize,
    /// How many have come so far, and how many are there.
    came: watch::Sender<usize>,
    present: AtomicUsize,
}

impl Compute {
    /// Before a server of the tests, awake.
    pub fn before(upstream: SocketAddr) -> Self {
        let port = Port::keep();
        let listener = port.listen();
        let inner = Arc::new(Inner {
            upstream,
            is_awake: watch::Sender::new(true),
            heard: AtomicUsize::default(),
            came: watch::Sender::new(0),
            present: AtomicUsize::default(),
        });
        let shared = Arc::clone(&inner);
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let inner = Arc::clone(&shared);
                inner.came.send_modify(|came| *came += 1);
                connections.spawn(async move { inner.serve(stream).await });
            }
        });
        Self { port, inner, _serving: serving }
    }

    /// The URL of a database of that server, through here.
    pub fn url(&self, url: &str) -> String {
        let mut url = url::Url::parse(url).expect("a URL");
        url.set_host(Some("127.0.0.1")).expect("a host");
        url.set_port(Some(self.port.number())).expect("a port");
        url.into()
    }

    /// Closes every connection; whoever comes from now on waits. Returns when nobody is there.
    pub async fn falls_asleep(&self) {
        self.inner.is_awake.send_replace(false);
        until("an empty house", async || (self.present() == 0).then_some(())).await;
    }

    /// Lets in whoever waits.
    pub fn wakes_up(&self) {
        self.inner.is_awake.send_replace(true);
    }

    /// How many connections were made so far.
    pub fn came(&self) -> usize {
        *self.inner.came.borrow()
    }

    /// Waits until so many connections were made.
    pub async fn has_seen(&self, count: usize) {
        let mut came = self.inner.came.subscribe();
        let _ = soon("somebody at the door", came.wait_for(|came| *came >= count)).await;
    }

    /// How many connections are there now.
    pub fn present(&self) -> usize {
        self.inner.present.load(Ordering::SeqCst)
    }

    /// Bytes that were said to the server so far.
    pub fn heard(&self) -> usize {
        self.inner.heard.load(Ordering::SeqCst)
    }

    /// Waits until nothing more is said: for as long as a hundred looks take.
    pub async fn hears_nothing_more(&self) {
        let (mut last, mut looks) = (self.heard(), 0);
        until("silence", async || {
            let now = self.heard();
            looks = if now == last { looks + 1 } else { 0 };
            last = now;
            (looks >= 100).then_some(())
        })
        .await;
    }
}

impl Inner {
    async fn serve(&self, mut client: TcpStream) {
        let mut is_awake = self.is_awake.subscribe();
        // The sender lives as long as this handle.
        let _ = is_awake.wait_for(|is_awake| *is_awake).await;
        self.present.fetch_add(1, Ordering::SeqCst);
        if let Ok(mut server) = TcpStream::connect(self.upstream).await {
            let (mut from_client, mut to_client) = client.split();
            let (mut from_server, mut to_server) = server.split();
            tokio::select! {
                () = self.listen(&mut from_client, &mut to_server) => {}
                _ = copy(&mut from_server, &mut to_client) => {}
                _ = is_awake.wait_for(|is_awake| !*is_awake) => {}
            }
        }
        self.present.fetch_sub(1, Ordering::SeqCst);
    }

    /// Passes on what the client says, counting it.
    async fn listen(
        &self,
        client: &mut (impl AsyncRead + Unpin),
        server: &mut (impl tokio::io::AsyncWrite + Unpin),
    ) {
        let mut bytes = [0; 8192];
        while let Ok(count @ 1..) = client.read(&mut bytes).await {
            self.heard.fetch_add(count, Ordering::SeqCst);
            if server.write_all(&bytes[..count]).await.is_err() {
                return;
            }
        }
    }
}
