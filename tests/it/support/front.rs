//! A real nginx or Caddy in front of the site, set up by the files that are there for operators.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tempfile::TempDir;
use tokio::process::Command;

use super::patience::until;
use super::port::Port;
use super::process::Process;
use super::visitor::Visitor;

/// Which one.
#[derive(Clone, Copy, Debug)]
pub enum Front {
    /// nginx.
    Nginx,
    /// Caddy.
    Caddy,
}

/// Where Debian keeps nginx, which is no folder that people who are not root look into, and where
/// tests/run unpacks both.
const FOLDERS: &[&str] = &["/usr/sbin", "/usr/bin", "target/proxies/usr/sbin", "target/proxies/usr/bin"];

/// What an operator's own nginx says around the file of the site.
const AROUND_NGINX: &str = "daemon off;\nmaster_process off;\npid FOLDER/pid;\nerror_log stderr;\nevents {}\n\
    http {\naccess_log off;\nclient_body_temp_path FOLDER/body;\nproxy_temp_path FOLDER/proxy;\n\
    fastcgi_temp_path FOLDER/fastcgi;\nuwsgi_temp_path FOLDER/uwsgi;\nscgi_temp_path FOLDER/scgi;\n\
    include FOLDER/site.conf;\n}\n";

/// The proxy while it runs; it ends with the test.
pub struct FrontProxy {
    port: u16,
    _process: Process,
    _folder: TempDir,
}

impl Front {
    /// Starts one at this port, in front of one program or two that are restarted in turn.
    pub async fn before(self, port: &Port, programs: &[u16]) -> FrontProxy {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let place = folder.path().to_str().expect("a path of letters").to_owned();
        let mut command = match self {
            Self::Nginx => {
                let around = AROUND_NGINX.replace("FOLDER", &place);
                fs::write(folder.path().join("nginx.conf"), around).expect("a file");
                fs::write(folder.path().join("site.conf"), nginx_site(port.number(), programs))
                    .expect("a file");
                let mut command = Command::new(program("nginx"));
                command.args(["-e", "stderr", "-p", &place, "-c", "nginx.conf"]);
                command
            }
            Self::Caddy => {
                fs::write(folder.path().join("Caddyfile"), caddy_site(port.number(), programs))
                    .expect("a file");
                let mut command = Command::new(program("caddy"));
                command.args(["run", "--config", "Caddyfile"]);
                command
            }
        };
        command.env("HOME", &place).env_remove("XDG_CONFIG_HOME").env_remove("XDG_DATA_HOME");
        command.current_dir(folder.path()).kill_on_drop(true);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let process = command.spawn().expect("the proxy starts");
        let proxy = FrontProxy { port: port.number(), _process: Process::of(process), _folder: folder };
        until("the proxy", async || tokio::net::TcpStream::connect(proxy.address()).await.ok()).await;
        proxy
    }
}

impl FrontProxy {
    /// Sends somebody through it from now on.
    pub fn serves(&self, visitor: &mut Visitor) {
        visitor.is_served_at(&format!("http://127.0.0.1:{}", self.port), self.address());
    }

    fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }
}

fn program(name: &str) -> PathBuf {
    let folders = FOLDERS.iter().map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(name));
    let mut found = folders.filter(|path| path.exists());
    found.next().unwrap_or_else(|| panic!("{name} is missing (tests/run brings it)"))
}

/// The operator's file with these addresses, and no certificate.
fn nginx_site(port: u16, programs: &[u16]) -> String {
    let mut site = repository_file("deploy/nginx.conf");
    let redirect = (site.find("server {\n    listen 80;"), site.rfind("server {"));
    let (Some(begin), Some(end)) = redirect else { panic!("two servers in deploy/nginx.conf") };
    site.replace_range(begin..end, "");
    let is_kept = |line: &&str| !line.contains("ssl_") && !line.contains("listen [::]");
    site = site.lines().filter(is_kept).flat_map(|line| [line, "\n"]).collect();
    change(&mut site, "listen 443 ssl http2;", &format!("listen 127.0.0.1:{port};"));
    for (number, program) in programs.iter().enumerate() {
        let theirs = format!("server 127.0.0.1:{}", 3000 + number);
        change(&mut site, &theirs, &format!("server 127.0.0.1:{program}"));
    }
    if programs.len() > 1 {
        change(&mut site, "# server 127", "server 127");
    }
    site
}

/// The same for Caddy.
fn caddy_site(port: u16, programs: &[u16]) -> String {
    let mut site = repository_file("deploy/Caddyfile");
    let ours = format!("http://127.0.0.1:{port} {{\n\tbind 127.0.0.1\n");
    change(&mut site, "app.example.com {", &ours);
    let addresses: Vec<_> = programs.iter().map(|program| format!("127.0.0.1:{program}")).collect();
    change(&mut site, "reverse_proxy 127.0.0.1:3000", &format!("reverse_proxy {}", addresses.join(" ")));
    if programs.len() > 1 {
        change(&mut site, "# health_uri", "health_uri");
        change(&mut site, "# health_interval", "health_interval");
        change(&mut site, "# health_timeout", "health_timeout");
    }
    format!("{{\n\tadmin off\n\tauto_https off\n}}\n{site}")
}

fn repository_file(name: &str) -> String {
    fs::read_to_string(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a file of the repository")
}

fn change(text: &mut String, from: &str, to: &str) {
    assert!(text.contains(from), "no {from:?} to change");
    *text = text.replacen(from, to, 1);
}
