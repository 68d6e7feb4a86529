//! Where the tables are.

use secrecy::{ExposeSecret, SecretString};

use super::fly;
use super::origin::Origin;
use super::reader::Findings;
use super::settings::Values;
use super::sources::Sources;
use crate::database::DatabaseTarget;

/// The file of a site on nothing but itself.
const DEFAULT_URL: &str = "sqlite:data/doorward.db";

/// Where `doorward move` goes.
const MOVE_TO: &str = "DOORWARD_MOVE_TO";

/// The database and who brings its tables up to date.
#[derive(Clone, Debug)]
pub struct DatabaseConfig {
    /// Where the tables are.
    pub target: DatabaseTarget,
    /// Where `doorward migrate` connects, as another role for instance.
    pub migration_target: DatabaseTarget,
    /// Where `doorward move` copies everything to: a Postgres.
    pub move_target: Option<DatabaseTarget>,
    /// Whether the start applies missing migrations itself. A Postgres in production is migrated by
    /// command, before the first machine of a new release starts.
    pub migrates_at_start: bool,
}

impl DatabaseConfig {
    /// Nothing when a URL cannot be used, which is then among the findings.
    pub(super) fn read(
        values: &Values,
        origin: &Origin,
        sources: &Sources,
        findings: &mut Findings,
    ) -> Option<Self> {
        let target = parse("DATABASE_URL", values.database_url.as_ref(), sources, findings);
        let migration_target = match &values.migration_database_url {
            None => target.clone(),
            given => parse("MIGRATION_DATABASE_URL", given.as_ref(), sources, findings),
        };
        let move_target = values.move_to.as_ref();
        let move_target = move_target.and_then(|url| parse(MOVE_TO, Some(url), sources, findings));
        if let Some(DatabaseTarget::Sqlite { .. }) = &move_target {
            findings.fault(MOVE_TO, "must begin with postgres://");
        }
        let (target, migration_target) = (target?, migration_target?);
        if let DatabaseTarget::Sqlite { file } = &target
            && sources.variable(fly::APP_NAME).is_some()
            && !fly::is_on_a_volume(file, sources)
        {
            findings.fault(
                "DATABASE_URL",
                "is an SQLite file on the machine's own disk, which the next deploy on Fly deletes with every \
                 account: use Postgres, or a file on a mounted volume (see fly.toml)",
            );
        }
        let migrates_at_start = match &target {
            DatabaseTarget::Sqlite { .. } => true,
            DatabaseTarget::Postgres { is_loopback, .. } => *is_loopback && origin.is_loopback(),
        };
        Some(Self { target, migration_target, move_target, migrates_at_start })
    }
}

fn parse(
    name: &str,
    url: Option<&SecretString>,
    sources: &Sources,
    findings: &mut Findings,
) -> Option<DatabaseTarget> {
    let url = url.map_or(DEFAULT_URL, ExposeSecret::expose_secret);
    match findings.note(name, DatabaseTarget::parse(url))? {
        DatabaseTarget::Sqlite { file } => Some(DatabaseTarget::Sqlite { file: sources.folder.join(file) }),
        postgres @ DatabaseTarget::Postgres { .. } => Some(postgres),
    }
}
