//! The files in which people are spoken to.

use std::fs;
use std::path::Path;

/// One file of the repository.
pub(super) struct File {
    /// Relative to the repository, with `/`.
    pub(super) path: String,
    /// All of it.
    pub(super) text: String,
}

impl File {
    pub(super) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// Every file below the folders whose name ends in one of these ways.
    pub(super) fn all_below(folders: &[&str], extensions: &[&str]) -> Vec<Self> {
        let mut files = Vec::new();
        for folder in folders {
            collect(folder, extensions, &mut files);
        }
        assert!(!files.is_empty(), "nothing was read below {folders:?}");
        files
    }
}

fn collect(path: &str, extensions: &[&str], files: &mut Vec<File>) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if here.is_dir() {
        let entries =
            fs::read_dir(&here).expect("a folder").map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<_> = entries.map(|name| name.into_string().expect("a name of text")).collect();
        names.sort();
        for name in names {
            collect(&format!("{path}/{name}"), extensions, files);
        }
    } else if here.extension().is_some_and(|end| extensions.iter().any(|wanted| end == *wanted)) {
        let text = fs::read_to_string(&here).unwrap_or_else(|error| panic!("{path}: {error}"));
        files.push(File { path: path.to_owned(), text });
    }
}
