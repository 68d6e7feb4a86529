//! Reading the layers and laying them over one another: the nearer to the process, the stronger.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use config::{Environment, File, FileFormat, Source};

use super::origin::Origin;
use super::reader::Findings;
use super::settings::{SETTINGS, Setting, Values};
use super::sources::Sources;

/// The file for what is the same wherever the program runs.
const TOML: &str = "doorward.toml";

/// The file of a developer's own settings.
const DOTENV: &str = ".env";

/// The beginning of every name that no standard gives.
const PREFIX: &str = "DOORWARD_";

/// What a secret's name ends in when its value is the path of the file that holds it.
const FILE_SUFFIX: &str = "_FILE";

/// Values by key, of one layer.
type Layer = HashMap<String, String>;

/// The settings of all layers, the strongest on top.
pub(super) fn read(sources: &Sources, findings: &mut Findings) -> Values {
    let toml = File::from(sources.folder.join(TOML)).format(FileFormat::Toml).required(false);
    check_toml(&toml, findings);
    let environment = variables(&sources.environment, &sources.folder, findings);
    let dotenv = dotenv(sources, &environment, findings);
    let layered = config::Config::builder()
        .add_source(toml)
        .add_source(Environment::default().source(Some(dotenv)))
        .add_source(Environment::default().source(Some(environment)))
        .build()
        .and_then(config::Config::try_deserialize);
    match layered {
        Ok(values) => values,
        Err(error) => {
            // Unreadable and unknown were found above; what is left is a table where a value belongs.
            if findings.is_clean() {
                findings.fault(TOML, format!("cannot be used: {error}"));
            }
            Values::default()
        }
    }
}

/// The settings in the environment alone.
#[cfg(feature = "auth-server")]
pub(super) fn read_environment(sources: &Sources, findings: &mut Findings) -> Values {
    let environment = variables(&sources.environment, &sources.folder, findings);
    let layered = config::Config::builder()
        .add_source(Environment::default().source(Some(environment)))
        .build()
        .and_then(config::Config::try_deserialize);
    // Texts by known names are what is wanted: nothing can be wrong with them yet.
    layered.unwrap_or_default()
}

fn check_toml(toml: &impl Source, findings: &mut Findings) {
    let keys = match toml.collect() {
        Ok(values) => values.into_keys(),
        Err(error) => {
            // The first line says where; the rest repeats the text, which may hold a secret.
            let text = error.to_string();
            findings.fault(TOML, format!("is no TOML: {}", text.lines().next().unwrap_or_default()));
            return;
        }
    };
    for key in keys {
        match SETTINGS.iter().find(|setting| setting.key == key) {
            None => {
                let known = SETTINGS.iter().map(|setting| setting.key);
                findings.fault(TOML, format!("holds the unknown key {key}{}", hint(&key, known)));
            }
            Some(setting) if setting.is_secret => findings.fault(
                TOML,
                format!(
                    "holds {key}, a secret: give it as {0} or {0}{FILE_SUFFIX} instead",
                    setting.names[0]
                ),
            ),
            Some(_) => {}
        }
    }
}

/// `.env` is for development: it is left alone when the environment names a public origin, and it
/// may not name one itself, since the next start would then leave it alone.
fn dotenv(sources: &Sources, environment: &Layer, findings: &mut Findings) -> Layer {
    let path = sources.folder.join(DOTENV);
    if !path.exists() {
        return Layer::default();
    }
    let is_public = |layer: &Layer| layer.get("origin").is_some_and(|text| !Origin::is_local(text));
    if sources.variable(super::fly::APP_NAME).is_some() || is_public(environment) {
        findings.warn(
            format!("{DOTENV} is not read: it is for development on this machine."),
            "Set what it holds in the environment, and delete it here.",
        );
        return Layer::default();
    }
    let variables_in_file = match read_dotenv(&path) {
        Ok(variables) => variables,
        Err(problem) => {
            findings.fault(DOTENV, problem);
            return Layer::default();
        }
    };
    let layer = variables(&variables_in_file, &sources.folder, findings);
    if is_public(&layer) {
        findings.fault(
            DOTENV,
            "names a public DOORWARD_ORIGIN, but is read in development only: set the variables in the environment",
        );
    }
    layer
}

fn read_dotenv(path: &Path) -> Result<BTreeMap<String, String>, String> {
    dotenvy::from_path_iter(path)
        .and_then(Iterator::collect)
        // Its own words repeat the line.
        .map_err(|_| "cannot be read: each line must be NAME=value, with quotes around spaces".to_owned())
}

/// Finds the settings among variables; those with our prefix that are none are faults.
fn variables(variables: &BTreeMap<String, String>, folder: &Path, findings: &mut Findings) -> Layer {
    for name in variables.keys().filter(|name| name.starts_with(PREFIX) && !is_known(name)) {
        let known = SETTINGS.iter().flat_map(|setting| setting.names).copied();
        findings.fault(name, format!("is no setting{}", hint(name, known)));
    }
    let mut layer = Layer::default();
    for setting in SETTINGS {
        let given = setting.names.iter().find_map(|name| value(setting, name, variables, folder, findings));
        layer.extend(given.map(|text| (setting.key.to_owned(), text)));
    }
    layer
}

/// What a setting is given as by one of its names: by itself, or by the file that it names.
fn value(
    setting: &Setting,
    name: &str,
    variables: &BTreeMap<String, String>,
    folder: &Path,
    findings: &mut Findings,
) -> Option<String> {
    let set = |name: &str| variables.get(name).filter(|value| !value.is_empty());
    let file_name = format!("{name}{FILE_SUFFIX}");
    let (text, path) = (set(name), set(&file_name).filter(|_| setting.is_secret));
    if let (Some(_), Some(_)) = (text, path) {
        findings.fault(&file_name, format!("is set beside {name}: use one of them"));
    }
    if text.is_some() {
        return text.cloned();
    }
    let path = path?;
    match std::fs::read_to_string(folder.join(path)) {
        Ok(text) if !text.trim().is_empty() => return Some(text.trim().to_owned()),
        Ok(_) => findings.fault(&file_name, format!("names an empty file, {path}")),
        Err(error) => findings.fault(&file_name, format!("names {path}, which cannot be read: {error}")),
    }
    None
}

fn is_known(name: &str) -> bool {
    SETTINGS.iter().any(|setting| {
        setting.names.contains(&name)
            || (setting.is_secret
                && name.strip_suffix(FILE_SUFFIX).is_some_and(|name| setting.names.contains(&name)))
    })
}

/// The known name that was probably meant.
pub(super) fn hint(unknown: &str, known: impl Iterator<Item = &'static str>) -> String {
    const CLOSE: usize = 3;
    known
        .map(|name| (distance(unknown, name), name))
        .min()
        .filter(|(distance, _)| *distance <= CLOSE)
        .map(|(_, name)| format!("; did you mean {name}?"))
        .unwrap_or_default()
}

/// How many letters must be added, left out or replaced to turn one word into the other (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, letter) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (column, other) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}
