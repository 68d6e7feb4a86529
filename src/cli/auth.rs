//! `doorward auth`: the auth server and nothing beside it, until it is told to stop.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use secrecy::ExposeSecret as _;
use serde_json::json;
use tokio::sync::oneshot;

use super::command::Failure;
use super::ephemeral::EphemeralFolder;
use super::output::{complain, say};
use super::stop_signal::stop_signal;
use crate::clock::Clock;
use crate::config::{AloneConfig, AloneOptions, LogFormat, Sources};
use crate::database::ServingLock;
use crate::server::{Alone, Overview, StartError, WayIn};
use crate::telemetry::{self, LogTo, Traces};

#[derive(Args)]
pub(super) struct Options {
    /// A file of GoTrue's variables, stronger than the environment. Without it `.env` is read, which is weaker.
    #[arg(short = 'c', long = "env-file", value_name = "FILE")]
    env_file: Option<PathBuf>,
    /// The port to listen on; 0 takes any that is free.
    #[arg(long)]
    port: Option<u16>,
    /// Keep everything in memory, take any free port, show all mails at `/mails`, hash passwords with next
    /// to no work, and say in one line of JSON how to come in. For tests.
    #[arg(long)]
    ephemeral: bool,
    /// Stop too when standard input is closed, as when the program that started this one is gone.
    #[arg(long)]
    until_stdin_closes: bool,
}

pub(super) async fn run(options: &Options) -> Result<(), Failure> {
    let folder = options.ephemeral.then(EphemeralFolder::make).transpose();
    let folder = folder.context("no folder could be made")?;
    let stop = stop(options).context("signals cannot be received")?;
    let config = AloneConfig::load(
        &Sources::of_this_process(),
        &AloneOptions {
            env_file: options.env_file.clone(),
            port: options.port,
            folder: folder.as_ref().map(|folder| folder.path().to_owned()),
        },
    )?;
    let is_json = config.log.format == LogFormat::Json;
    let traces = config.traces.clone().map(Traces::start);
    let traces = traces.transpose().context("traces could not be started")?;
    let to = if config.is_ephemeral { LogTo::Error } else { LogTo::Output };
    telemetry::start(&config.log.filter, is_json, to, traces.as_ref())
        .context("logging could not be started")?;
    // Before anything is opened, and held until the process ends.
    let _lock = ServingLock::take(&config.database).map_err(StartError::from)?;
    config.database.refuse_read_only().map_err(StartError::from)?;
    let server = Alone::bind(config, Clock::system()).await?;
    let is_ephemeral = server.config().is_ephemeral;
    introduce(&Overview::of_alone(server.config()), is_ephemeral, is_json);
    let tell = |way_in: WayIn| {
        if is_ephemeral {
            say(&line(&way_in));
        }
    };
    let ended = Box::pin(server.run(stop, tell)).await;
    if let Some(traces) = traces {
        traces.finish().await;
    }
    drop(folder);
    Ok(ended?)
}

/// The output of an ephemeral server is one line for a program: people are told beside it.
fn introduce(overview: &Overview, is_ephemeral: bool, is_json: bool) {
    match (is_ephemeral, is_json) {
        (_, true) => overview.log(),
        (true, false) => complain(&overview.to_string()),
        (false, false) => say(&overview.to_string()),
    }
}

/// All it takes to use the server. Its people are made up, and so are its keys.
fn line(way_in: &WayIn) -> String {
    let url = way_in.url.as_str().trim_end_matches('/');
    let mut line = json!({
        "url": url,
        "anon_key": way_in.publishable_key.expose_secret(),
        "service_role_key": way_in.service_key.expose_secret(),
        "mails_url": way_in.mails.as_ref().map(ToString::to_string),
    });
    match &way_in.jwt_secret {
        Some(secret) => line["jwt_secret"] = json!(secret.expose_secret()),
        None => line["jwks_url"] = json!(format!("{url}/.well-known/jwks.json")),
    }
    line.to_string()
}

/// Resolves at a signal, or when nobody holds the other end of standard input any more.
fn stop(options: &Options) -> std::io::Result<impl Future<Output = ()> + use<>> {
    let signal = stop_signal()?;
    let closed = options.until_stdin_closes.then(closed_input);
    Ok(async move {
        let closed = async {
            match closed {
                Some(closed) => drop(closed.await),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = signal => {}
            () = closed => {}
        }
    })
}

/// In a thread of its own, which ends with the process: a read that waits cannot be called off.
fn closed_input() -> oneshot::Receiver<()> {
    let (closed, is_closed) = oneshot::channel();
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
        let _ = closed.send(());
    });
    is_closed
}
