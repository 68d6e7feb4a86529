//! A loopback port that stays the test's own while nobody listens on it: what went away comes back
//! at the same place, and no other test gets in between.

use std::net::{Ipv4Addr, SocketAddr};

use socket2::{Domain, Socket, Type};
use tokio::net::TcpListener;

/// Connections that wait to be accepted.
const BACKLOG: i32 = 1024;

/// A port that is bound but not listened on. The system refuses connections to it, and lets one
/// other socket that also asks for address reuse listen there.
pub struct Port {
    _keeper: Socket,
    number: u16,
}

impl Port {
    /// Takes a free one.
    pub fn keep() -> Self {
        let keeper = bound(0);
        let address = keeper.local_addr().expect("an address").as_socket().expect("of the internet");
        Self { _keeper: keeper, number: address.port() }
    }

    /// Its number.
    pub fn number(&self) -> u16 {
        self.number
    }

    /// Answers on it, until the listener is dropped.
    pub fn listen(&self) -> TcpListener {
        let socket = bound(self.number);
        socket.set_nonblocking(true).expect("a socket of ours");
        socket.listen(BACKLOG).expect("nobody else listens there");
        TcpListener::from_std(socket.into()).expect("a runtime")
    }
}

fn bound(port: u16) -> Socket {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    socket.set_reuse_address(true).expect("a socket of ours");
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)).into()).expect("a free port");
    socket
}
