//! A cable to a server that can be cut and mended: connections die, new ones are refused.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::copy_bidirectional;
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use tokio::task::{JoinHandle, JoinSet};

use super::port::Port;

/// The cable. Cloning gives another handle to the same one.
#[derive(Clone)]
pub struct Wire(Arc<Inner>);

struct Inner {
    port: Port,
    target: SocketAddr,
    carrying: Mutex<Option<JoinHandle<()>>>,
}

impl Wire {
    /// A cable to a server on this machine, not yet plugged in.
    pub fn to(target: SocketAddr) -> Self {
        Self(Arc::new(Inner { port: Port::keep(), target, carrying: Mutex::default() }))
    }

    /// The port at this end.
    pub fn port(&self) -> u16 {
        self.0.port.number()
    }

    /// Plugs it in.
    pub async fn mend(&self) {
        let listener = self.0.port.listen();
        let target = self.0.target;
        let carrying = tokio::spawn(async move {
            // Dropped with the connections in it when the cable is cut.
            let mut connections = JoinSet::new();
            while let Ok((mut here, _)) = listener.accept().await {
                connections.spawn(async move {
                    if let Ok(mut there) = TcpStream::connect(target).await {
                        let _ = copy_bidirectional(&mut here, &mut there).await;
                    }
                });
            }
        });
        *self.0.carrying.lock().await = Some(carrying);
    }

    /// Cuts it: nothing gets through any more, and whoever tries is refused.
    pub async fn cut(&self) {
        if let Some(carrying) = self.0.carrying.lock().await.take() {
            carrying.abort();
            let _ = carrying.await;
        }
    }
}
