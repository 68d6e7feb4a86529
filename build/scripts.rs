//! The behaviours of the pages, a file each, joined into one script: browsers ask once. Each stands in a
//! block of its own, so that none sees another's names, and one that fails does not stop the rest.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Where the behaviours stand, in the folder of the files.
pub(crate) const FOLDER: &str = "app";

/// What they are served as.
pub(crate) const NAME: &str = "app.js";

/// The one script. Comments stay with the sources; they stand on lines of their own.
pub(crate) fn join(folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut files =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    files.sort();
    let mut script = String::new();
    for file in files {
        let source = fs::read_to_string(&file)?;
        writeln!(script, "try {{")?;
        for line in source.lines().filter(|line| is_code(line)) {
            if line.starts_with("import ") || line.starts_with("export ") {
                return Err(format!("{}: a behaviour stands alone: {line}", file.display()).into());
            }
            writeln!(script, "{line}")?;
        }
        writeln!(script, "}} catch (error) {{ reportError(error); }}")?;
    }
    Ok(script)
}

fn is_code(line: &str) -> bool {
    let line = line.trim_start();
    let is_comment = line.starts_with("//") || line.starts_with("/**") && line.ends_with("*/");
    !line.is_empty() && !is_comment
}
