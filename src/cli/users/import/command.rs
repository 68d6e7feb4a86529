//! `doorward users import`: reads, takes in, tells.

use std::path::PathBuf;

use anyhow::{Context as _, anyhow};
use clap::Args;

use super::super::super::command::Failure;
use super::super::super::output::{complain, say};
use super::super::office::{Office, unasked};
use super::chunk::{self, Taking};
use super::columns;
use super::fault::Fault;
use super::report::Report;
use super::row::{Reading, Row};
use super::source::{Format, Record, Source, SourceError};
use super::tally::Tally;
use crate::config::Config;

/// Rows taken in one go.
const CHUNK: usize = 500;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The file: `.csv` with a header, or `.jsonl` with one JSON object on each line.
    file: PathBuf,
    /// How the file is written, where its name does not say.
    #[arg(long)]
    format: Option<Format>,
    /// Take every address as proved, whatever the file says.
    #[arg(long)]
    confirmed: bool,
    /// Take people whose username cannot be one here, or is taken, without it: they choose another.
    #[arg(long)]
    drop_unusable_usernames: bool,
    /// Write bad rows to this file instead of standard error.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Only read the file and tell which rows are bad. Nobody is asked whether names are free.
    #[arg(long)]
    check: bool,
    /// Accounts asked for at once.
    #[arg(long, value_name = "NUMBER", default_value_t = 16, value_parser = clap::value_parser!(u8).range(1..=64))]
    in_flight: u8,
}

pub(in super::super) async fn run(config: &Config, arguments: &Arguments) -> Result<(), Failure> {
    let mut source = open(arguments)?;
    let mut report = Report::new(arguments.report.as_deref()).context("the report cannot be written")?;
    let office = Office::open(config).await?;
    let reading = Reading {
        is_confirmed: arguments.confirmed,
        drops_names: arguments.drop_unusable_usernames,
        now: office.now(),
    };
    let taking =
        Taking { in_flight: arguments.in_flight.into(), drops_names: arguments.drop_unusable_usernames };
    let mut tally = Tally::default();
    let mut is_first = true;
    loop {
        let Batch { records, mut faults, end } = Batch::read(&mut source);
        if is_first && let Some(first) = records.first() {
            look_at_columns(first, &reading)?;
            is_first = false;
        }
        let rows = records.iter().filter_map(|record| {
            let read = Row::read(record, &reading);
            read.map_err(|reason| faults.push(reason.at(record.line))).ok()
        });
        let rows: Vec<_> = rows.collect();
        tally.refused += faults.len() as u64;
        let stop = if arguments.check {
            tally.known += rows.len() as u64;
            None
        } else {
            let taken = chunk::take(&office, taking, rows).await?;
            tally.add(taken.tally);
            faults.extend(taken.faults);
            taken.stop
        };
        report.tell(&mut faults).context("the report cannot be written")?;
        report.progress(tally);
        if let Some(error) = stop {
            report.finish();
            complain(&format!("{tally}. The rest waits: run the same command again."));
            return Err(unasked(error));
        }
        match end {
            End::NotYet => {}
            End::Reached => break,
            End::Broken(error) => {
                report.finish();
                return Err(Failure::SomeRows(format!("{tally}.\n{error}")));
            }
        }
    }
    report.finish();
    conclude(arguments, tally)
}

fn open(arguments: &Arguments) -> Result<Source, Failure> {
    let format = arguments.format.or_else(|| Format::of(&arguments.file));
    let format = format.context("the name of the file ends in neither .csv nor .jsonl: say --format")?;
    Source::open(&arguments.file, format)
        .map_err(|error| anyhow!("{}: {error}", arguments.file.display()).into())
}

/// Some rows of the file.
struct Batch {
    records: Vec<Record>,
    faults: Vec<Fault>,
    end: End,
}

/// Whether there are more.
enum End {
    NotYet,
    Reached,
    Broken(SourceError),
}

impl Batch {
    fn read(source: &mut Source) -> Self {
        let mut batch = Self { records: Vec::new(), faults: Vec::new(), end: End::NotYet };
        while batch.records.len() + batch.faults.len() < CHUNK {
            match source.next() {
                Ok(Some(Ok(record))) => batch.records.push(record),
                Ok(Some(Err(fault))) => batch.faults.push(fault),
                Ok(None) => {
                    batch.end = End::Reached;
                    break;
                }
                Err(error) => {
                    batch.end = End::Broken(error);
                    break;
                }
            }
        }
        batch
    }
}

/// Says once what the columns mean, before anything is done.
fn look_at_columns(first: &Record, reading: &Reading) -> Result<(), Failure> {
    if !columns::has(first, columns::EMAIL) {
        return Err(anyhow!("there is no column `email`").into());
    }
    let unused = columns::unused(first);
    if !unused.is_empty() {
        complain(&format!("not used: {}", unused.join(", ")));
    }
    if !columns::has(first, columns::PASSWORD_HASH) {
        complain("nobody brings a password along: they choose one by \"Forgot your password?\"");
    }
    if !reading.is_confirmed && !columns::has(first, columns::CONFIRMED) {
        complain(
            "no column says who has proved their address: all of them do at the first sign-in, or say --confirmed",
        );
    }
    Ok(())
}

fn conclude(arguments: &Arguments, tally: Tally) -> Result<(), Failure> {
    let words = if arguments.check {
        format!("{} rows: {} can be taken, {} cannot", tally.rows(), tally.known, tally.refused)
    } else {
        tally.to_string()
    };
    if tally.refused == 0 {
        say(&format!("{words}."));
        return Ok(());
    }
    let place =
        arguments.report.as_ref().map_or_else(|| "above".to_owned(), |path| path.display().to_string());
    Err(Failure::SomeRows(format!("{words} (see {place}).")))
}
