//! Speaks TLS in front of a server of the tests that does not, with a certificate of an authority that
//! the test made.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// What a Postgres client says first when it wants TLS: a length of 8 and the code 1234.5679 (protocol
/// documentation, `SSLRequest`).
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

/// An authority that nobody believes who was not told to.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    folder: TempDir,
}

impl Authority {
    /// A new one.
    pub fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("no names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        let issuer = CertifiedIssuer::self_signed(params, key).expect("an authority");
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("authority.crt"), issuer.pem()).expect("a file");
        Self { issuer, folder }
    }

    /// The file with its certificate.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("authority.crt")
    }

    fn certificate_for(&self, names: &[&str]) -> (CertificateDer<'static>, PrivateKeyDer<'static>) {
        let key = KeyPair::generate().expect("a key");
        let params = CertificateParams::new(names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>())
            .expect("names");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        let key = PrivatePkcs8KeyDer::from(key.serialize_der());
        (certificate.der().clone(), PrivateKeyDer::Pkcs8(key))
    }
}

/// How a client comes to speak TLS.
#[derive(Clone, Copy)]
enum Opening {
    /// From the first byte.
    AtOnce,
    /// After the question that Postgres clients ask.
    PostgresAsks,
    /// After it was asked as a proxy to connect somewhere (RFC 9110 §9.3.6).
    ProxyAsks,
}

/// The front. It ends with the test's runtime.
pub struct TlsFront {
    address: SocketAddr,
    handshakes: Arc<AtomicUsize>,
    _serving: JoinSet<()>,
}

impl TlsFront {
    /// Before a mail server: TLS from the first byte.
    pub async fn of_mail(authority: &Authority, name: &str, upstream: SocketAddr) -> Self {
        Self::start(Opening::AtOnce, Ipv4Addr::LOCALHOST.into(), authority, &[name], upstream).await
    }

    /// Before Postgres, at another address of this machine, which the program takes for another
    /// machine's: only the usual ones are known to be its own.
    pub async fn of_postgres(authority: &Authority, name: &str, upstream: SocketAddr) -> Self {
        let address = Ipv4Addr::new(127, 0, 0, 2).into();
        Self::start(Opening::PostgresAsks, address, authority, &[name], upstream).await
    }

    /// Before a web server of these names, as the proxy on the way to it: wherever a client wants to go, it comes
    /// there.
    pub async fn of_public_web(authority: &Authority, names: &[&str], upstream: SocketAddr) -> Self {
        Self::start(Opening::ProxyAsks, Ipv4Addr::LOCALHOST.into(), authority, names, upstream).await
    }

    async fn start(
        opening: Opening,
        address: IpAddr,
        authority: &Authority,
        names: &[&str],
        upstream: SocketAddr,
    ) -> Self {
        let listener = TcpListener::bind((address, 0)).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let acceptor = acceptor(authority, names);
        let handshakes = Arc::<AtomicUsize>::default();
        let counter = Arc::clone(&handshakes);
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, counter) = (acceptor.clone(), Arc::clone(&counter));
                connections.spawn(async move {
                    // Whoever does not believe the certificate hangs up.
                    let _ = serve(opening, stream, &acceptor, &counter, upstream).await;
                });
            }
        });
        Self { address, handshakes, _serving: serving }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many clients believed it so far.
    pub fn handshakes(&self) -> usize {
        self.handshakes.load(Ordering::SeqCst)
    }
}

async fn serve(
    opening: Opening,
    mut client: TcpStream,
    acceptor: &TlsAcceptor,
    handshakes: &AtomicUsize,
    upstream: SocketAddr,
) -> std::io::Result<()> {
    if matches!(opening, Opening::PostgresAsks) {
        let mut asked = [0; SSL_REQUEST.len()];
        client.read_exact(&mut asked).await?;
        if asked != SSL_REQUEST {
            return Ok(());
        }
        client.write_all(b"S").await?;
    }
    if matches!(opening, Opening::ProxyAsks) {
        let mut asked = Vec::new();
        while !asked.ends_with(b"\r\n\r\n") {
            asked.push(client.read_u8().await?);
        }
        client.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await?;
    }
    let mut client = acceptor.accept(client).await?;
    handshakes.fetch_add(1, Ordering::SeqCst);
    let mut server = TcpStream::connect(upstream).await?;
    copy_bidirectional(&mut client, &mut server).await.map(drop)
}

fn acceptor(authority: &Authority, names: &[&str]) -> TlsAcceptor {
    let (certificate, key) = authority.certificate_for(names);
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions that the provider knows")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("a certificate with its key");
    TlsAcceptor::from(Arc::new(config))
}

/// A database URL with another server and more after the question mark.
pub fn url_through(url: &str, front: &TlsFront, query: &str) -> String {
    let mut url = url::Url::parse(url).expect("a URL");
    url.set_host(Some(&front.address.ip().to_string())).expect("a host");
    url.set_port(Some(front.address.port())).expect("a port");
    url.set_query(Some(query).filter(|query| !query.is_empty()));
    url.into()
}

/// What a URL says so that an authority is believed.
pub fn believing(authority: &Path) -> String {
    format!("sslmode=verify-full&sslrootcert={}", authority.display())
}

/// Where the server of a database URL is.
pub async fn server_of(url: &str) -> SocketAddr {
    let url = url::Url::parse(url).expect("a URL");
    let host = url.host_str().unwrap_or("127.0.0.1").to_owned();
    let mut found = tokio::net::lookup_host((host, url.port().unwrap_or(5432))).await.expect("a host");
    found.next().expect("an address")
}
