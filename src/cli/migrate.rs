//! `doorward migrate`: bringing the tables up to date before a new release starts.

use anyhow::Context as _;

use super::command::Failure;
use super::output::say;
use crate::config::Config;
use crate::database::Database;
use crate::server::StartError;

pub(super) async fn run(config: &Config) -> Result<(), Failure> {
    let target = &config.database.migration_target;
    let database = Database::connect(target).await.map_err(StartError::from)?;
    database.refuse_transaction_pooler().await.map_err(StartError::from)?;
    database.migrate().await.context("the tables could not be brought up to date")?;
    database.close().await;
    say(&format!("The tables are up to date: {target}."));
    Ok(())
}
