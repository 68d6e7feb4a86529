//! A real pooler in front of the Postgres server of the tests.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::process::Stdio;

use tempfile::TempDir;
use tokio::process::Command;
use url::Url;

use super::port::Port;
use super::process::Process;

/// Where Debian keeps it, and where a search path may have it.
const PROGRAMS: &[&str] = &["/usr/sbin/pgbouncer", "/usr/local/sbin/pgbouncer", "/usr/bin/pgbouncer"];

/// The user and group `nobody`: the pooler refuses to run as root.
const NOBODY: u32 = 65_534;

/// The pooler; it ends with the test.
pub struct PgBouncer {
    url: Url,
    _process: Process,
    _folder: TempDir,
    _port: Port,
}

impl PgBouncer {
    /// Starts one in `session` or `transaction` mode.
    pub async fn start(mode: &str, database_url: &str) -> Self {
        let program = PROGRAMS.iter().find(|path| fs::exists(path).unwrap_or(false));
        let program = program.expect("PgBouncer is installed (tests/run does it)");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let port = Port::keep();
        let target = Url::parse(database_url).expect("a URL");
        let file = folder.path().join("pgbouncer.ini");
        fs::write(&file, settings(mode, port.number(), &target)).expect("a file");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("a folder of ours");

        let mut command = Command::new(program);
        command.arg(&file).env_clear().current_dir("/").kill_on_drop(true);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        if fs::metadata("/proc/self").is_ok_and(|this| this.uid() == 0) {
            command.uid(NOBODY).gid(NOBODY);
        }
        let process = Process::of(command.spawn().expect("PgBouncer starts"));
        process.says("process up").await;

        let mut url = target;
        url.set_port(Some(port.number())).expect("a URL with a host");
        url.set_host(Some("127.0.0.1")).expect("a URL with a host");
        Self { url, _process: process, _folder: folder, _port: port }
    }

    /// The same database through the pooler.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }
}

fn settings(mode: &str, port: u16, target: &Url) -> String {
    let host = target.host_str().unwrap_or("127.0.0.1");
    let server_port = target.port().unwrap_or(5432);
    let user = if target.username().is_empty() { "postgres" } else { target.username() };
    let password = target.password().map(|password| format!(" password={password}")).unwrap_or_default();
    format!(
        "[databases]\n* = host={host} port={server_port} user={user}{password}\n\
         [pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n\
         pool_mode = {mode}\nmax_client_conn = 100\ndefault_pool_size = 20\n\
         ignore_startup_parameters = extra_float_digits\n"
    )
}
