//! Who may read the files that hold secrets or accounts.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::finding::Findings;
use crate::config::{Config, KeySource, SETTINGS, Sources};
use crate::database::DatabaseTarget;

/// What a secret's variable ends in when it names a file.
const FILE_SUFFIX: &str = "_FILE";

/// The file of a developer's own settings.
const DOTENV: &str = ".env";

/// Rights of everybody else: to read, to write.
const OTHERS: u32 = 0o006;

/// Rights of the group and of everybody else.
const GROUP_AND_OTHERS: u32 = 0o077;

/// Looks in a thread of its own: a network disk may let it wait.
pub(super) async fn check(config: &Config, sources: &Sources, findings: &mut Findings) {
    let (config, sources) = (config.clone(), sources.clone());
    let looking = tokio::task::spawn_blocking(move || {
        let mut findings = Findings::default();
        check_secret_files(&sources, &mut findings);
        check_kept_secret(&config.keys, &mut findings);
        check_database(&config.database.target, &mut findings);
        findings
    });
    let Findings(found) = looking.await.unwrap_or_default();
    findings.0.extend(found);
}

/// `.env`, and the files that variables name.
pub(super) fn check_secret_files(sources: &Sources, findings: &mut Findings) {
    let names = SETTINGS.iter().filter(|setting| setting.is_secret).flat_map(|setting| setting.names);
    let given = names.filter_map(|name| sources.environment.get(&format!("{name}{FILE_SUFFIX}")));
    for file in given.map(PathBuf::from).chain([PathBuf::from(DOTENV)]) {
        let file = sources.folder.join(file);
        match rights(&file) {
            Some(rights) if rights & OTHERS != 0 => findings.warning(
                "files.secrets",
                format!(
                    "{} holds secrets, and every user of this machine can read it ({rights:o}).",
                    file.display()
                ),
                format!("chmod 600 {}", file.display()),
            ),
            Some(_) => findings.ok("files.secrets", format!("{} is private.", file.display())),
            None => {}
        }
    }
}

fn check_kept_secret(keys: &KeySource, findings: &mut Findings) {
    let KeySource::Kept(file) = keys else { return };
    match rights(file) {
        Some(rights) if rights & GROUP_AND_OTHERS != 0 => findings.fault(
            "files.secret",
            format!("{} holds the secret of this site, and others can read it ({rights:o}).", file.display()),
            format!("chmod 600 {}", file.display()),
        ),
        Some(_) => findings.ok("files.secret", format!("{} is private.", file.display())),
        None => findings
            .note("files.secret", format!("{} is not there yet: the first start makes it.", file.display())),
    }
}

/// The addresses and password hashes of everybody lie in it.
fn check_database(target: &DatabaseTarget, findings: &mut Findings) {
    const ID: &str = "files.database";
    let DatabaseTarget::Sqlite { file } = target else { return };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let (Some(of_file), of_folder) = (rights(file), folder.and_then(rights)) else { return };
    let is_shut = of_folder.is_some_and(|rights| rights & GROUP_AND_OTHERS == 0);
    if of_file & OTHERS != 0 && !is_shut {
        findings.warning(
            ID,
            format!(
                "{} holds everybody's accounts, and every user of this machine can read it ({of_file:o}).",
                file.display()
            ),
            format!("chmod 700 {}", folder.unwrap_or(Path::new(".")).display()),
        );
    } else {
        findings.ok(ID, format!("{} is private.", file.display()));
    }
}

/// The permission bits; nothing when there is no such file.
fn rights(file: &Path) -> Option<u32> {
    fs::metadata(file).ok().map(|found| found.permissions().mode() & 0o777)
}
