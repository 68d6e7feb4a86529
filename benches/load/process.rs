//! The servers under measurement: started on one core, stopped when dropped.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::visitor::Answer;
use crate::{bare, visitor};

/// A running server.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Server {
    /// The app as it is built for release, with an empty data folder.
    pub(crate) fn start_app(folder: &Path, core: usize) -> Self {
        let port = visitor::free_port();
        let mut command = pinned(core, env!("CARGO_BIN_EXE_doorward"));
        command.current_dir(folder).env("PORT", port.to_string()).env("RUST_LOG", "warn");
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let server = Self { child: command.spawn().expect("the app"), address };
        visitor::wait_for(address);
        server
    }

    /// This program again, as a bare actix server that gives `answer`.
    pub(crate) fn start_bare(folder: &Path, answer: &Answer, core: usize) -> Self {
        let file = folder.join("answer.http");
        fs::write(&file, format!("{}\r\n\r\n{}", answer.head, answer.body)).expect("to keep the answer");
        let this = std::env::current_exe().expect("this program");
        let mut command = pinned(core, &this.to_string_lossy());
        command.arg(bare::COMMAND).arg(file).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the bare server");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("its output");
        BufReader::new(stdout).read_line(&mut line).expect("its address");
        let address = line.trim().trim_start_matches("http://").parse().expect("an address");
        Self { child, address }
    }

    /// CPU time of all its threads so far, user and system, in steps of 10 ms.
    pub(crate) fn cpu_time(&self) -> Duration {
        /// `sysconf(_SC_CLK_TCK)` on every Linux that runs this.
        const MILLIS_PER_TICK: u64 = 10;
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("a running server");
        // The name, in parentheses, may hold spaces; utime and stime are fields 14 and 15 of proc(5).
        let after_name = stat.rsplit_once(") ").expect("a name").1;
        let fields: Vec<_> = after_name.split(' ').collect();
        let ticks: u64 = fields[11..13].iter().map(|field| field.parse::<u64>().expect("ticks")).sum();
        Duration::from_millis(ticks * MILLIS_PER_TICK)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Keeps the load off the server's core.
pub(crate) fn pin_this_process(core: usize) {
    let done = Command::new("taskset")
        .args(["--all-tasks", "--cpu-list", "--pid", &core.to_string(), &std::process::id().to_string()])
        .stdout(Stdio::null())
        .status();
    assert!(
        done.is_ok_and(|status| status.success()),
        "taskset (package util-linux) and two cores are needed"
    );
}

/// `taskset` becomes the program, so the child's id is the server's.
fn pinned(core: usize, program: &str) -> Command {
    let mut command = Command::new("taskset");
    command.args(["--cpu-list", &core.to_string(), program]);
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}
