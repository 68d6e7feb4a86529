//! Where the tables are.

use super::sources::AloneOptions;
use super::variables::Variables;
use crate::config::reader::Findings;
use crate::database::DatabaseTarget;

/// Nothing when it cannot be used; why is then among the findings.
pub(super) fn read(
    variables: &Variables<'_>,
    options: &AloneOptions,
    findings: &mut Findings,
) -> Option<DatabaseTarget> {
    const DRIVER: &str = "GOTRUE_DB_DRIVER";
    const URL: &str = "DATABASE_URL";
    let (driver, url) = (variables.filled(DRIVER), variables.filled(URL));
    if let Some(folder) = &options.folder {
        if url.is_some() {
            findings.warn(
                format!("{URL} is not used: all is kept in memory."),
                "Leave --ephemeral out to use it.",
            );
        }
        return Some(DatabaseTarget::Sqlite { file: folder.join("auth.db") });
    }
    if driver.is_none() {
        findings.fault(DRIVER, "is missing: set it to postgres, or sqlite");
    }
    let Some(url) = url else {
        findings.fault(URL, "is missing");
        return None;
    };
    let target = findings.note(URL, DatabaseTarget::parse(url))?;
    match (driver, &target) {
        (None, _)
        | (Some("postgres"), DatabaseTarget::Postgres { .. })
        | (Some("sqlite"), DatabaseTarget::Sqlite { .. }) => {}
        (Some("postgres" | "sqlite"), _) => findings.fault(DRIVER, format!("does not fit {URL}")),
        (Some(_), _) => findings.fault(DRIVER, "must be postgres, or sqlite"),
    }
    Some(target)
}
