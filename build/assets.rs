//! What `src/web/assets.rs` serves: each file of `static/` with a name that changes with its bytes,
//! compressed once here instead of for every visitor.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::scripts;

/// Where the files stand in the repository.
const FOLDER: &str = "static";

/// What is read on every page, and served without what only its writers need.
const STYLES: &str = "app.css";

/// Enough that two versions of one file never meet.
const FINGERPRINT_BYTES: usize = 6;

/// Brotli's strongest level and its window of 4 MiB.
const BROTLI_LEVEL: u32 = 11;
const BROTLI_WINDOW: u32 = 22;

/// Writes the table of the files.
pub(crate) fn write(root: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={FOLDER}");
    let folder = root.join(FOLDER);
    let mut table = String::from("&[\n");
    for name in &names(&folder)? {
        println!("cargo:rerun-if-changed={FOLDER}/{name}");
        let path = folder.join(name);
        let path = if name == STYLES { lean(&path, out)? } else { path };
        write_row(&mut table, name, &path, out)?;
    }
    let script = out.join(scripts::NAME);
    fs::write(&script, scripts::join(&folder.join(scripts::FOLDER))?)?;
    write_row(&mut table, scripts::NAME, &script, out)?;
    table.push_str("]\n");
    fs::write(out.join("assets.rs"), table)?;
    Ok(())
}

/// The files, relative to the folder: its own, and those of packages, which have a folder each. The
/// behaviours become one file and are not among them.
fn names(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|name| format!("{}", name.display()))?;
        if entry.file_type()?.is_file() {
            names.push(name);
            continue;
        }
        if name == scripts::FOLDER {
            continue;
        }
        for file in fs::read_dir(entry.path())? {
            let file = file?.file_name().into_string().map_err(|name| format!("{}", name.display()))?;
            // What is said of a package is for whoever changes it.
            if file != "README.md" {
                names.push(format!("{name}/{file}"));
            }
        }
    }
    names.sort();
    Ok(names)
}

/// The styles without comments and indentation. No string in them holds a comment.
fn lean(path: &Path, out: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let mut lean = String::new();
    for (at, piece) in text.split("/*").enumerate() {
        let rest = if at == 0 { piece } else { piece.split_once("*/").ok_or("a comment without end")?.1 };
        lean.push_str(rest);
    }
    let lines = lean.lines().map(str::trim).filter(|line| !line.is_empty());
    let path = out.join(STYLES);
    fs::write(&path, lines.collect::<Vec<_>>().join("\n"))?;
    Ok(path)
}

/// One `Asset` as a Rust expression.
fn write_row(table: &mut String, name: &str, path: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let bytes = fs::read(path)?;
    let (folder, file) = name.rsplit_once('/').map_or((None, name), |(folder, file)| (Some(folder), file));
    let (stem, extension) = file.rsplit_once('.').ok_or_else(|| format!("{name} has no extension"))?;
    let content_type = content_type(extension).ok_or_else(|| format!("{name}: what is a .{extension}?"))?;
    let fingerprint = fingerprint(&bytes);
    writeln!(table, "Asset {{")?;
    writeln!(table, "    name: {name:?},")?;
    writeln!(table, "    fingerprinted: \"{stem}.{fingerprint}.{extension}\",")?;
    writeln!(table, "    url: \"/static/{stem}.{fingerprint}.{extension}\",")?;
    writeln!(table, "    content_type: {content_type:?},")?;
    writeln!(table, "    etag: \"{fingerprint}\",")?;
    let variants = [
        ("brotli", packed(&out.join(format!("{fingerprint}.br")), || brotli(&bytes))?),
        ("gzip", packed(&out.join(format!("{fingerprint}.gz")), || gzip(&bytes))?),
    ];
    // What packages bring is large, and every browser reads it compressed: it is carried only so.
    if folder.is_some() && variants.iter().all(|(_, (_, size))| *size < bytes.len()) {
        writeln!(table, "    plain: None,")?;
    } else {
        writeln!(table, "    plain: Some(include_bytes!({:?})),", as_text(path)?)?;
    }
    for (coding, (variant, size)) in variants {
        // What is compressed already only grows.
        if size < bytes.len() {
            writeln!(table, "    {coding}: Some(include_bytes!({:?})),", as_text(&variant)?)?;
        } else {
            writeln!(table, "    {coding}: None,")?;
        }
    }
    writeln!(table, "}},")?;
    Ok(())
}

/// What a file is, with its charset where it is text. Unknown kinds stop the build.
fn content_type(extension: &str) -> Option<&'static str> {
    Some(match extension {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

/// The first bits of the SHA-256, in hexadecimal.
fn fingerprint(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().take(FINGERPRINT_BYTES).fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

fn as_text(path: &Path) -> Result<&str, String> {
    path.to_str().ok_or_else(|| format!("{} is no text", path.display()))
}

/// Compresses into a file that is named after the bytes, unless an earlier build did so already: an edit
/// of one text must not compress everything anew. Gives the file and its size.
fn packed(path: &Path, compress: impl FnOnce() -> io::Result<Vec<u8>>) -> io::Result<(PathBuf, usize)> {
    if let Ok(there) = fs::metadata(path) {
        return Ok((path.to_owned(), usize::try_from(there.len()).unwrap_or(usize::MAX)));
    }
    let compressed = compress()?;
    // Whole or not at all: what a stopped build left behind would count as done.
    let draft = path.with_extension("draft");
    fs::write(&draft, &compressed)?;
    fs::rename(&draft, path)?;
    Ok((path.to_owned(), compressed.len()))
}

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 4096, BROTLI_LEVEL, BROTLI_WINDOW);
    writer.write_all(bytes)?;
    drop(writer);
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    writer.finish()
}
