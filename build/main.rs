//! What is prepared while the program is built: the files it serves, and the words it says.
#![allow(clippy::print_stdout, reason = "so Cargo is told what to watch")]

mod assets;
mod scripts;
mod words;

use std::env;
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build");
    // A migration is compiled in: a new file alone would not be noticed.
    println!("cargo:rerun-if-changed=migrations");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    assets::write(&root, &out)?;
    words::write(&root, &out)
}
