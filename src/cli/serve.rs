//! `doorward serve`: the site, until it is told to stop.

use anyhow::Context as _;
use tokio::signal::unix::{SignalKind, signal};

use super::command::Failure;
use super::output::say;
use crate::clock::Clock;
use crate::config::{Config, LogFormat};
use crate::database::ServingLock;
use crate::server::{Overview, Server, StartError};
use crate::telemetry::{self, Traces};

/// What a process that was interrupted twice ends with: 128 plus the number of SIGINT.
const INTERRUPTED: i32 = 130;

pub(super) async fn run(config: Config) -> Result<(), Failure> {
    let is_json = config.log.format == LogFormat::Json;
    let traces = config.traces.clone().map(Traces::start);
    let traces = traces.transpose().context("traces could not be started")?;
    telemetry::start(&config.log.filter, is_json, traces.as_ref()).context("logging could not be started")?;
    let stop = stop_signal().context("signals cannot be received")?;
    // Before anything is opened, and held until the process ends.
    let _lock = ServingLock::take(&config.database.target).map_err(StartError::from)?;
    config.database.target.refuse_read_only().map_err(StartError::from)?;
    let server = Server::bind(config, Clock::system()).await?;
    let overview = Overview::of(server.config());
    if is_json {
        overview.log();
    } else {
        say(&overview.to_string());
    }
    let ended = Box::pin(server.run(stop)).await;
    if let Some(traces) = traces {
        traces.finish().await;
    }
    Ok(ended?)
}

/// Resolves at the first SIGTERM or SIGINT. The second ends the program at once, whatever it does.
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut next = async move || {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    Ok(async move {
        next().await;
        tokio::spawn(async move {
            next().await;
            std::process::exit(INTERRUPTED);
        });
    })
}
