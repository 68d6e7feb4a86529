//! `doorward serve`: the site, until it is told to stop.

use anyhow::Context as _;

use super::command::Failure;
use super::output::say;
use super::stop_signal::stop_signal;
use crate::clock::Clock;
use crate::config::{Config, LogFormat};
use crate::database::ServingLock;
use crate::server::{Overview, Server, StartError};
use crate::telemetry::{self, LogTo, Traces};

pub(super) async fn run(config: Config) -> Result<(), Failure> {
    let is_json = config.log.format == LogFormat::Json;
    let traces = config.traces.clone().map(Traces::start);
    let traces = traces.transpose().context("traces could not be started")?;
    telemetry::start(&config.log.filter, is_json, LogTo::Output, traces.as_ref())
        .context("logging could not be started")?;
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
