//! Reads the tables in the order in which they depend on each other, takes their rows in, and tells.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use clap::Args;

use super::super::command::Failure;
use super::super::output::{complain, say};
use super::files::{self, Row, Rows};
use crate::auth_server::{AuthServer, ForeignRow, ForeignTable, TakenIn};
use crate::config::{AloneConfig, AloneOptions, Config, Sources};
use crate::server::{open_alone, open_auth_server, open_parts};

/// Rows taken in one transaction.
const BATCH: usize = 500;

#[derive(Args)]
pub(in super::super) struct Options {
    /// A dump in SQL, or CSV files with a header that have the names of the tables: `users.csv`,
    /// `identities.csv`, `mfa_factors.csv`, …
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Take sessions too: nobody has to sign in again.
    #[arg(long)]
    sessions: bool,
    /// For `doorward auth`: read its settings, not those of a site.
    #[arg(long)]
    alone: bool,
    /// With `--alone`: a file of GoTrue's variables.
    #[arg(short = 'c', long = "env-file", value_name = "FILE", requires = "alone")]
    env_file: Option<PathBuf>,
}

/// What has become of the rows of a table.
#[derive(Clone, Copy, Default)]
struct Tally {
    made: u64,
    known: u64,
    left_out: u64,
    refused: u64,
}

pub(in super::super) async fn run(options: &Options) -> Result<(), Failure> {
    if let Some(file) = files::without_table(&options.files) {
        let names: Vec<_> = ForeignTable::ALL.iter().map(|table| table.name()).collect();
        let text = format!("{}: the name is that of no table: {}", file.display(), names.join(", "));
        return Err(anyhow!(text).into());
    }
    let server = open(options).await?;
    let mut refused = 0;
    let mut rows = 0;
    for table in ForeignTable::ALL {
        if table.is_of_sessions() && !options.sessions {
            continue;
        }
        let mut tally = Tally::default();
        for file in files::of_table(&options.files, table) {
            take_file(&server, table, file, &mut tally).await?;
        }
        say(&tally.line(table));
        refused += tally.refused;
        rows += tally.made + tally.known + tally.left_out + tally.refused;
    }
    if rows == 0 {
        return Err(anyhow!("there are no rows of the schema auth in these files").into());
    }
    if refused > 0 {
        return Err(Failure::SomeRows(format!("{refused} rows were not taken; all others are here")));
    }
    Ok(())
}

async fn open(options: &Options) -> Result<AuthServer, Failure> {
    let sources = Sources::of_this_process();
    if options.alone {
        let alone = AloneOptions { env_file: options.env_file.clone(), port: None, folder: None };
        return Ok(Box::pin(open_alone(AloneConfig::load(&sources, &alone)?)).await?);
    }
    let config = Config::load(&sources)?;
    let parts = open_parts(&config).await?;
    let server = Box::pin(open_auth_server(&config, &parts)).await?;
    server.context("this site uses another auth server: bring the people there").map_err(Into::into)
}

async fn take_file(
    server: &AuthServer,
    table: ForeignTable,
    file: &Path,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let unreadable = |error: files::FileError| anyhow!("{}: {error}", file.display());
    let mut source = Rows::open(file, table).map_err(unreadable)?;
    loop {
        let mut batch = Vec::with_capacity(BATCH);
        while batch.len() < BATCH {
            match source.next().map_err(unreadable)? {
                Some(Ok(row)) => batch.push(row),
                Some(Err(bad)) => tally.refuse(file, table, bad.line, &bad.why),
                None => break,
            }
        }
        if batch.is_empty() {
            return Ok(());
        }
        let (lines, rows): (Vec<_>, Vec<_>) =
            batch.into_iter().map(|Row { line, fields }| (line, ForeignRow::new(fields))).unzip();
        let outcomes = server.take_in(table, &rows).await;
        let outcomes = outcomes.context("rows could not be written; run the same command again")?;
        for (line, outcome) in lines.into_iter().zip(outcomes) {
            match outcome {
                TakenIn::Made => tally.made += 1,
                TakenIn::Known => tally.known += 1,
                TakenIn::LeftOut => tally.left_out += 1,
                TakenIn::Refused(why) => tally.refuse(file, table, line, &why),
            }
        }
    }
}

impl Tally {
    fn refuse(&mut self, file: &Path, table: ForeignTable, line: u64, why: &str) {
        self.refused += 1;
        complain(&format!("{}, line {line}: {}: {why}", file.display(), table.name()));
    }

    fn line(self, table: ForeignTable) -> String {
        let Self { made, known, left_out, refused } = self;
        let name = table.name();
        format!("{name:14} {made} made, {known} here before, {left_out} left out, {refused} not taken")
    }
}
