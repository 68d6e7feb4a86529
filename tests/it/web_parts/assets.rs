//! The files of `static/` as browsers get them.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use actix_web::App;
use doorward::web::{asset, assets};

use super::wire::{Answer, Wire, serve};

fn wire() -> Wire {
    serve!(App::new().configure(assets::routes))
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What the script may weigh, in bytes, as it is and compressed.
const SCRIPT_BUDGET: (usize, usize) = (8_000, 3_000);

/// What the styles may weigh.
const STYLE_BUDGET: (usize, usize) = (16_000, 4_000);

/// The names of the files in `static/`, of those that packages bring in a folder of theirs, and of what
/// is made of several.
fn names() -> Vec<String> {
    let mut names = files_of("");
    names.push("app.js".to_owned());
    names.extend(files_of("swagger-ui").into_iter().filter(|name| !name.ends_with("README.md")));
    names
}

fn files_of(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(repository().join("static").join(folder)).unwrap().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
    files.map(|entry| Path::new(folder).join(entry.file_name()).to_str().unwrap().to_owned()).collect()
}

fn bytes_of(name: &str) -> Vec<u8> {
    fs::read(repository().join("static").join(name)).unwrap()
}

/// What is served of a file: what its readers alone need is left out of styles and behaviours.
fn served_of(name: &str) -> Vec<u8> {
    match name {
        "app.css" => lean(&text_of(name)).into_bytes(),
        "app.js" => behaviours().iter().map(|name| part_of(&text_of(name))).collect::<String>().into_bytes(),
        _ => bytes_of(name),
    }
}

/// Styles without comments and indentation.
fn lean(text: &str) -> String {
    let pieces = text.split("/*").map(|piece| piece.split_once("*/").map_or(piece, |(_, rest)| rest));
    let text: String = pieces.collect();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The files of the one script, in its order.
fn behaviours() -> Vec<String> {
    let mut files = files_of("app");
    files.sort();
    files
}

/// A behaviour in a block of its own, without comments; where it fails, the rest runs.
fn part_of(text: &str) -> String {
    let is_said_to_readers = |line: &&str| line.trim_start().starts_with("//") || line.starts_with("/**");
    let lines = text.lines().filter(|line| !line.is_empty() && !is_said_to_readers(line));
    format!("try {{\n{}\n}} catch (error) {{ reportError(error); }}\n", lines.collect::<Vec<_>>().join("\n"))
}

fn text_of(name: &str) -> String {
    String::from_utf8(bytes_of(name)).unwrap()
}

fn unpacked(answer: &Answer) -> Vec<u8> {
    let mut bytes = Vec::new();
    match answer.header("content-encoding") {
        None => bytes.clone_from(&answer.body),
        Some("br") => {
            brotli::Decompressor::new(answer.body.as_slice(), 4096).read_to_end(&mut bytes).unwrap();
        }
        Some("gzip") => {
            flate2::read::GzDecoder::new(answer.body.as_slice()).read_to_end(&mut bytes).unwrap();
        }
        Some(other) => panic!("{other}"),
    }
    bytes
}

#[tokio::test]
async fn every_file_is_served_for_ever_under_its_fingerprinted_name_in_every_coding() {
    let wire = wire();
    assert!(names().len() >= 5);
    for name in names() {
        let url = asset(&name);
        let file = name.rsplit('/').next().unwrap();
        let (stem, extension) = file.rsplit_once('.').unwrap();
        let fingerprint = url.strip_prefix(&format!("/static/{stem}.")).unwrap();
        let fingerprint = fingerprint.strip_suffix(&format!(".{extension}")).unwrap();
        assert!(fingerprint.len() >= 10 && fingerprint.bytes().all(|b| b.is_ascii_hexdigit()), "{url}");
        for accepted in ["gzip, deflate, br, zstd", "gzip", "identity", "br;q=0, gzip;q=0", "*;q=0"] {
            let answer = wire.get(url, &[&format!("Accept-Encoding: {accepted}")]).await;
            assert_eq!(answer.status, 200, "{url}");
            assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
            assert_eq!(answer.header("vary"), Some("accept-encoding"));
            assert_eq!(answer.header("set-cookie"), None);
            assert_eq!(answer.header("content-length"), Some(answer.body.len().to_string().as_str()));
            assert_eq!(unpacked(&answer), served_of(&name), "{name} as {accepted}");
        }
    }
}

#[tokio::test]
async fn text_is_compressed_as_well_as_the_browser_can_read_it() {
    let wire = wire();
    for name in ["app.css", "app.js", "icon.svg"] {
        let brotli = wire.get(asset(name), &["Accept-Encoding: gzip, deflate, br, zstd"]).await;
        let gzip = wire.get(asset(name), &["Accept-Encoding: gzip"]).await;
        let plain = wire.get(asset(name), &[]).await;
        assert_eq!(brotli.header("content-encoding"), Some("br"));
        assert_eq!(gzip.header("content-encoding"), Some("gzip"));
        assert_eq!(plain.header("content-encoding"), None);
        assert!(brotli.body.len() < gzip.body.len() && gzip.body.len() < plain.body.len(), "{name}");
    }
}

#[tokio::test]
async fn every_kind_of_file_says_what_it_is() {
    let wire = wire();
    for (name, content_type) in [
        ("app.css", "text/css; charset=utf-8"),
        ("app.js", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml; charset=utf-8"),
        ("favicon.ico", "image/x-icon"),
        ("apple-touch-icon.png", "image/png"),
    ] {
        assert_eq!(wire.get(asset(name), &[]).await.header("content-type"), Some(content_type));
    }
}

#[tokio::test]
async fn what_programs_ask_for_at_the_root_is_there_and_kept_for_a_short_time() {
    let wire = wire();
    for name in ["favicon.ico", "apple-touch-icon.png"] {
        let answer = wire.get(&format!("/{name}"), &[]).await;
        assert_eq!((answer.status, unpacked(&answer)), (200, bytes_of(name)));
        assert_eq!(answer.header("cache-control"), Some("public, max-age=3600"));
    }
    assert_eq!(wire.get("/app.css", &[]).await.status, 404);
}

#[tokio::test]
async fn head_says_what_get_would_and_sends_no_body() {
    let wire = wire();
    let get = wire.get(asset("app.css"), &[]).await;
    let head = wire.ask("HEAD", asset("app.css"), &[], b"").await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    for name in ["content-length", "content-type", "etag", "cache-control", "vary"] {
        assert_eq!(head.header(name), get.header(name));
    }
}

#[tokio::test]
async fn a_browser_that_has_the_bytes_is_told_so() {
    let wire = wire();
    for url in ["/favicon.ico", asset("app.css")] {
        let first = wire.get(url, &["Accept-Encoding: br"]).await;
        let etag = first.header("etag").unwrap();
        let known = format!("If-None-Match: \"other\", W/{etag}");
        let second = wire.get(url, &["Accept-Encoding: br", &known]).await;
        assert_eq!((second.status, second.body.len(), second.header("etag")), (304, 0, Some(etag)));
        assert_eq!(second.header("cache-control"), first.header("cache-control"));
        let other = wire.get(url, &["Accept-Encoding: br", "If-None-Match: \"other\""]).await;
        assert_eq!((other.status, other.body), (200, first.body.clone()));
    }
    let brotli = wire.get(asset("app.css"), &["Accept-Encoding: br"]).await;
    let known = format!("If-None-Match: {}", brotli.header("etag").unwrap());
    let plain = wire.get(asset("app.css"), &[&known]).await;
    assert_eq!(plain.status, 200, "in another coding the bytes are others");
}

#[tokio::test]
async fn nothing_else_is_there() {
    let wire = wire();
    for path in [
        "/static",
        "/static/",
        "/static/app.css",
        "/static/unknown",
        "/static/app.000000000000.css",
        "/static/.env",
        "/static/../Cargo.toml",
        "/static/%2e%2e/Cargo.toml",
        "/static/..%2fCargo.toml",
        "/static/%252e%252e%252fCargo.toml",
        "/static/..%5cCargo.toml",
        "/static/..;/Cargo.toml",
        "/static//etc/passwd",
        "/static/app.css%00.png",
        &format!("{}/x", asset("app.css")),
        &format!("/static{}", asset("app.css")),
    ] {
        let answer = wire.get(path, &[]).await;
        assert_eq!((answer.status, answer.body.len()), (404, 0), "{path}");
    }
    for path in [asset("app.css"), "/favicon.ico"] {
        let answer = wire.post(path, &[], b"").await;
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{path}");
    }
}

#[tokio::test]
async fn script_and_styles_are_small() {
    let wire = wire();
    for (name, budget) in [("app.js", SCRIPT_BUDGET), ("app.css", STYLE_BUDGET)] {
        let plain = wire.get(asset(name), &[]).await.body.len();
        let packed = wire.get(asset(name), &["Accept-Encoding: br"]).await.body.len();
        assert!(plain <= budget.0 && packed <= budget.1, "{name}: {plain} and {packed} bytes");
    }
    assert!(behaviours().len() > 8);
}

#[test]
fn every_file_that_a_template_names_is_there() {
    let mut asked = Vec::new();
    for path in templates(&repository().join("templates")) {
        let text = fs::read_to_string(&path).unwrap();
        for rest in text.split("asset(").skip(1) {
            let name = rest.strip_prefix('"').and_then(|rest| rest.split_once("\")"));
            let (name, _) = name.unwrap_or_else(|| panic!("{}: a name that is no text", path.display()));
            assert_ne!(asset(name), asset("no such file"), "{}: {name}", path.display());
            asked.push(name.to_owned());
        }
    }
    assert!(asked.contains(&"app.css".to_owned()), "{asked:?}");
}

/// A name in a style sheet or script would have no fingerprint: it would be a 404. What packages bring
/// holds its pictures itself, and the story of its page would see a request that fails.
#[test]
fn style_sheets_and_scripts_name_no_other_file() {
    let sources = files_of("").into_iter().chain(behaviours());
    for name in sources.filter(|name| name.ends_with("css") || name.ends_with("js")) {
        let text = text_of(&name);
        for line in text.lines() {
            let names_file = line.contains("url(") || line.trim_start().starts_with("import ");
            assert!(!names_file && !line.contains("@import"), "{name}: {line}");
        }
    }
}

fn templates(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(templates(&path));
        } else {
            files.push(path);
        }
    }
    files
}
