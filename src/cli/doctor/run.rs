//! Which checks there are, and how long they may take. Independent ones run at the same time.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use super::finding::Findings;
use super::report::Report;
use super::{auth_server, database, files, keys, mail, origin, settings, templates};
use crate::clock::Clock;
use crate::config::{Config, Sources};

/// How long the checks of one group may take together. Each step has a shorter time of its own; this
/// is for the step that forgets it.
const PATIENCE: Duration = Duration::from_secs(25);

#[derive(Args)]
pub(in crate::cli) struct Options {
    /// Answer in JSON, for programs.
    #[arg(long)]
    json: bool,
    /// Print the mail templates to paste into Supabase's settings, and check nothing.
    #[arg(long)]
    templates: bool,
}

/// Looks at everything. Ends with 0 when there is no fault, with 1 when there is one, and with 78 when
/// the settings are wrong, so that nothing else could be looked at.
pub(in crate::cli) async fn run(options: &Options) -> ExitCode {
    if options.templates {
        templates::print();
        return ExitCode::SUCCESS;
    }
    let sources = Sources::of_this_process();
    let report = match Config::load(&sources) {
        Ok(config) => Box::pin(examine(&config, &sources)).await,
        Err(error) => {
            let mut findings = Findings::default();
            settings::tell_faults(&error, &mut findings);
            files::check_secret_files(&sources, &mut findings);
            Report::of_wrong_settings(findings)
        }
    };
    report.print(options.json);
    report.exit_code()
}

async fn examine(config: &Config, sources: &Sources) -> Report {
    let clock = Clock::system();
    let mut known = Findings::default();
    settings::check(config, &mut known);
    let (origin, database, auth_server, mail, files, keys) = tokio::join!(
        within("origin.time", async |found| origin::check(config, found).await),
        within("database.time", async |found| database::check(config, &clock, found).await),
        within("auth_server.time", async |found| auth_server::check(config, &clock, found).await),
        within("mail.time", async |found| mail::check(config, found).await),
        within("files.time", async |found| files::check(config, sources, found).await),
        within("keys.time", async |found| keys::check(config, &clock, found).await),
    );
    Report::of([known, origin, database, auth_server, mail, files, keys])
}

/// What a group found, and if it did not come to its end, what it found until then.
async fn within(id: &'static str, check: impl AsyncFnOnce(&mut Findings)) -> Findings {
    let mut findings = Findings::default();
    if tokio::time::timeout(PATIENCE, check(&mut findings)).await.is_err() {
        findings.fault(
            id,
            format!("The checks did not come to an end within {} seconds.", PATIENCE.as_secs()),
            "See what the last answer above was, and whether what comes next hangs.",
        );
    }
    findings
}
