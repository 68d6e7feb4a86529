//! `cargo bench --bench load`: what a page costs, beside a bare actix page with the same bytes.
//!
//! The server runs on one core, the load comes from the other, and both pages are measured in turns
//! in one run, so that what else the machine does falls on both. Linux only: it asks `/proc` for the
//! CPU time and `taskset` for the cores.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a measurement that cannot go on stops, and it prints what it found"
)]

mod bare;
mod hammer;
mod process;
mod visitor;

use std::time::Duration;

use hammer::{Load, Request};
use process::Server;
use visitor::Visitor;

/// Connections kept open by the load: enough to keep one core busy, few enough to queue little.
const CONNECTIONS: usize = 16;

/// How long each server is asked for a page in one turn.
const TURN: Duration = Duration::from_secs(4);

/// Turns for each page; the middle one counts.
const TURNS: usize = 5;

/// Where the server and the load run.
const SERVER_CORE: usize = 0;
const LOAD_CORE: usize = 1;

/// The pages: what they are called, their path, and whether they are asked for signed in.
const PAGES: &[(&str, &str, bool)] = &[
    ("start page, anonymous", "/", false),
    ("sign-in form, anonymous", "/login", false),
    ("own page, signed in (ES256)", "/notes", true),
];

/// What one turn of load showed.
#[derive(Clone, Copy)]
struct Turn {
    per_second: f64,
    cpu_micros: f64,
}

fn main() {
    let arguments: Vec<_> = std::env::args().collect();
    if let [_, word, file] = &arguments[..]
        && word == bare::COMMAND
    {
        return bare::serve(file);
    }
    process::pin_this_process(LOAD_CORE);
    let folder = tempfile::tempdir().expect("a folder for the data");
    let app = Server::start_app(folder.path(), SERVER_CORE);
    let ada = Visitor::signed_up_at(app.address);
    let stranger = Visitor::new(app.address);
    println!(
        "{:28} {:>8} {:>10} {:>9} {:>10} {:>9} {:>7}",
        "page", "bytes", "req/s", "CPU us", "bare req/s", "bare us", "ratio"
    );
    for &(name, path, is_signed_in) in PAGES {
        let who = if is_signed_in { &ada } else { &stranger };
        let answer = who.fetch(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.head);
        assert_eq!(answer.body.contains("Sign out"), is_signed_in, "{path} shows who looks");
        let bare = Server::start_bare(folder.path(), &answer, SERVER_CORE);
        let request = Request::get(path, &who.cookies());
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            ours.push(turn(&app, &request));
            theirs.push(turn(&bare, &request));
        }
        let (ours, theirs) = (middle(ours), middle(theirs));
        println!(
            "{name:28} {:>8} {:>10.0} {:>9.1} {:>10.0} {:>9.1} {:>7.1}",
            answer.body.len(),
            ours.per_second,
            ours.cpu_micros,
            theirs.per_second,
            theirs.cpu_micros,
            ours.cpu_micros / theirs.cpu_micros,
        );
    }
}

fn turn(server: &Server, request: &Request) -> Turn {
    let before = server.cpu_time();
    let Load { answers, took } = hammer::run(server.address, request, CONNECTIONS, TURN);
    let spent = server.cpu_time().saturating_sub(before);
    #[expect(clippy::cast_precision_loss, reason = "a count of requests in seconds is small")]
    let answers = answers as f64;
    Turn { per_second: answers / took.as_secs_f64(), cpu_micros: spent.as_secs_f64() * 1e6 / answers }
}

fn middle(mut turns: Vec<Turn>) -> Turn {
    turns.sort_by(|a, b| a.cpu_micros.total_cmp(&b.cpu_micros));
    turns[turns.len() / 2]
}
