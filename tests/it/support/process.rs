//! The real program as a process of its own, started and ended as an operator and a bad day do it.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use doorward::clock::Clock;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use super::got::Got;
use super::mailbox::Mailbox;
use super::patience::{soon, until};
use super::port::Port;
use super::settings::CLIENT_ADDRESS_HEADER;
use super::visitor::Visitor;

/// The setting that names where browsers reach the site.
const ORIGIN: &str = "DOORWARD_ORIGIN";

/// A folder, a port and an environment in which the program is started, as often as wanted.
pub struct Place {
    pub(super) mailbox: Option<Mailbox>,
    home: Arc<Home>,
    environment: Vec<(String, String)>,
}

/// What stays as long as the place or a program in it.
struct Home {
    folder: TempDir,
    port: Port,
    visitors: AtomicU32,
}

impl Place {
    /// An empty folder, a free port and nothing else in the environment than this.
    pub fn new(environment: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let home = Arc::new(Home { folder, port: Port::keep(), visitors: AtomicU32::default() });
        let port = home.port.number().to_string();
        let place = Self { mailbox: None, home, environment: Vec::new() };
        // Two threads do for a test, however many cores there are.
        let place = place.with(&[("PORT", &port), ("DOORWARD_WORKERS", "2")]);
        place.with(&[("DOORWARD_CLIENT_ADDRESS_HEADER", CLIENT_ADDRESS_HEADER)]).with(environment)
    }

    /// The same with more in the environment, or something else.
    pub fn with(mut self, environment: &[(&str, &str)]) -> Self {
        for (name, value) in environment {
            self.environment.retain(|(known, _)| known != name);
            self.environment.push(((*name).to_owned(), (*value).to_owned()));
        }
        self
    }

    /// The same as one of several machines behind one origin.
    pub fn behind(self, origin: &str) -> Self {
        self.with(&[(ORIGIN, origin)])
    }

    /// Where browsers reach the site.
    pub fn origin(&self) -> String {
        let given = self.environment.iter().find(|(name, _)| name == ORIGIN);
        given.map_or_else(|| format!("http://{}", self.address()), |(_, origin)| origin.clone())
    }

    /// Somebody with a fresh browser, at an address of their own.
    pub fn visitor(&self) -> Visitor {
        let number = self.home.visitors.fetch_add(1, Ordering::Relaxed);
        let address = Ipv4Addr::from(u32::from(Ipv4Addr::new(198, 18, 0, 1)) + number);
        Visitor::of(&self.origin(), self.address(), Clock::system(), &address.to_string())
    }

    /// The proxy in front sends a visitor here from now on.
    pub fn serves(&self, visitor: &mut Visitor) {
        visitor.is_served_at(&self.origin(), self.address());
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.home.port.number()
    }

    fn address(&self) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.home.port.number()))
    }

    /// A file of the folder.
    pub fn file(&self, name: &str) -> std::path::PathBuf {
        self.home.folder.path().join(name)
    }

    /// Starts the site.
    pub fn start(&self) -> Process {
        self.run(&[])
    }

    /// Starts the site and waits until it can do its work.
    pub async fn start_ready(&self) -> Process {
        let process = self.start();
        process.is_ready().await;
        process
    }

    /// Starts the site so that a file that may not grow is an error to it, as on a full disk, and not
    /// its end: what a shell ignores, programs that it becomes ignore too.
    pub async fn start_ready_for_full_files(&self) -> Process {
        let mut command = Command::new("sh");
        command.args(["-c", "trap '' XFSZ; exec \"$0\"", env!("CARGO_BIN_EXE_doorward")]);
        command.stdin(Stdio::null());
        let process = self.spawn(command);
        process.is_ready().await;
        process
    }

    /// Starts a command of the program.
    pub fn run(&self, arguments: &[&str]) -> Process {
        let mut command = Command::new(env!("CARGO_BIN_EXE_doorward"));
        command.args(arguments).stdin(Stdio::null());
        self.spawn(command)
    }

    /// Starts a command of the program that reads this from its standard input.
    pub fn run_reading(&self, arguments: &[&str], input: &str) -> Process {
        let file = self.file("standard-input");
        std::fs::write(&file, input).expect("a file");
        let mut command = Command::new(env!("CARGO_BIN_EXE_doorward"));
        command.args(arguments).stdin(std::fs::File::open(&file).expect("the file"));
        self.spawn(command)
    }

    fn spawn(&self, mut command: Command) -> Process {
        command
            .current_dir(self.home.folder.path())
            .env_clear()
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        let process = Process::of(command.spawn().expect("the program starts"));
        Process { base: format!("http://{}", self.address()), _home: Some(Arc::clone(&self.home)), ..process }
    }
}

/// A running program. It ends with the test, whatever happens.
pub struct Process {
    child: Child,
    said: Arc<Said>,
    base: String,
    _home: Option<Arc<Home>>,
}

/// Both streams, line by line as they came.
#[derive(Default)]
struct Said {
    text: Mutex<String>,
    more: Notify,
}

/// Tells what the program said when its test fails.
impl Drop for Said {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("--- the program said:\n{}---", self.text.lock().unwrap());
        }
    }
}

/// What is left of a program that has ended.
#[derive(Debug)]
pub struct Ended {
    /// The exit code; none when a signal ended it.
    pub code: Option<i32>,
    /// Everything it said.
    pub said: String,
}

impl Process {
    /// A program that was just started, with its streams piped.
    pub fn of(mut child: Child) -> Self {
        let said = Arc::<Said>::default();
        listen_to(child.stdout.take().expect("its output"), &said);
        listen_to(child.stderr.take().expect("its complaints"), &said);
        Self { child, said, base: String::new(), _home: None }
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.id().expect("a running program")
    }

    /// Everything it said so far.
    pub fn said(&self) -> String {
        self.said.text.lock().unwrap().clone()
    }

    /// Waits until it has said something.
    pub async fn says(&self, what: &str) {
        let heard = async {
            loop {
                let more = self.said.more.notified();
                if self.said().contains(what) {
                    return;
                }
                more.await;
            }
        };
        soon(&format!("the words {what:?}"), heard).await;
    }

    /// Waits until the site says that it can do its work.
    pub async fn is_ready(&self) {
        until("readiness", async || (self.get("/health/ready").await?.status == 200).then_some(())).await;
    }

    /// Asks for a page on a new connection, with no cookie. Nothing when nobody answers.
    pub async fn get(&self, path: &str) -> Option<Got> {
        Got::from(format!("{}{path}", self.base)).await
    }

    /// Asks it to stop, as supervisors do.
    pub async fn terminate(&self) {
        self.signal("TERM").await;
    }

    /// Asks it to stop, as a terminal does.
    pub async fn interrupt(&self) {
        self.signal("INT").await;
    }

    /// Ends it as a power cut would.
    pub async fn kill_9(mut self) {
        self.child.kill().await.expect("a running program");
    }

    /// The same in the middle of a step: whoever waits for its answer is left without one.
    pub async fn kill_9_during<T: Send + 'static>(&mut self, step: JoinHandle<T>) -> Option<T> {
        self.child.start_kill().expect("a running program");
        step.abort();
        let answered = step.await.ok();
        self.child.wait().await.expect("a running program");
        answered
    }

    /// From now on its files may be so many bytes long, or as long as they like.
    pub async fn may_write_files_of(&self, bytes: Option<u64>) {
        let id = self.id().to_string();
        let limit = bytes.map_or_else(|| "unlimited".to_owned(), |bytes| bytes.to_string());
        let set = Command::new("prlimit").args(["--pid", &id, &format!("--fsize={limit}:")]).status().await;
        assert!(set.expect("prlimit of util-linux").success(), "the limit was not set");
    }

    /// Waits until it has ended by itself.
    pub async fn ends(mut self) -> Ended {
        let status = soon("the end of the program", self.child.wait()).await.expect("an exit status");
        // Its streams are closed with it; the last words may still be on their way.
        until("the last words", async || (Arc::strong_count(&self.said) == 1).then_some(())).await;
        Ended { code: status.code(), said: self.said() }
    }

    /// Sends a signal by its short name, by the shell's own command: there is no safe system call for it in the standard library.
    pub async fn signal(&self, name: &str) {
        let id = self.id().to_string();
        let sent = Command::new("sh").args(["-c", "kill -s \"$0\" \"$1\"", name, &id]).status().await;
        assert!(sent.expect("a shell").success(), "the signal was not sent");
    }
}

fn listen_to(stream: impl AsyncRead + Send + Unpin + 'static, said: &Arc<Said>) {
    let said = Arc::clone(said);
    tokio::spawn(async move {
        let mut lines = BufReader::new(stream).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            let mut text = said.text.lock().unwrap();
            text.extend([line.as_str(), "\n"]);
            drop(text);
            said.more.notify_waiters();
        }
    });
}
