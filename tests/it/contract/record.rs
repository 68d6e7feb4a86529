//! The answers of the real server, kept in `tests/fixtures/gotrue/`: one file for each area, with the
//! version that gave them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What is kept of an area.
#[derive(Serialize, Deserialize)]
pub(super) struct Record {
    /// The server and its version.
    pub(super) recorded_from: String,
    /// The exchanges of each story.
    pub(super) stories: BTreeMap<String, Vec<Value>>,
}

impl Record {
    pub(super) fn read(area: &str) -> Self {
        let file = file(area);
        let text = std::fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("{}: {error}: record it (README, Tests)", file.display()));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    }

    pub(super) fn write(&self, area: &str) {
        let mut text = String::new();
        lay_out(&serde_json::to_value(self).expect("JSON"), 0, 0, &mut text);
        std::fs::write(file(area), text + "\n").expect("the fixtures can be written");
    }
}

/// How wide a line of the fixtures may be.
const WIDTH: usize = 120;

/// Writes JSON so that people can read it: on one line what fits there, behind `before` bytes.
fn lay_out(value: &Value, indent: usize, before: usize, text: &mut String) {
    let flat = value.to_string();
    let entries: Vec<_> = match value {
        Value::Object(map) => map.iter().map(|(key, value)| (format!("{}: ", json!(key)), value)).collect(),
        Value::Array(list) => list.iter().map(|value| (String::new(), value)).collect(),
        _ => Vec::new(),
    };
    if entries.is_empty() || indent + before + flat.len() < WIDTH {
        return text.push_str(&flat);
    }
    let (open, close) = if value.is_object() { ('{', '}') } else { ('[', ']') };
    text.push(open);
    for (number, (key, value)) in entries.iter().enumerate() {
        text.push_str(if number == 0 { "\n" } else { ",\n" });
        text.push_str(&" ".repeat(indent + 1));
        text.push_str(key);
        lay_out(value, indent + 1, key.len(), text);
    }
    text.push('\n');
    text.push_str(&" ".repeat(indent));
    text.push(close);
}

fn file(area: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/gotrue");
    folder.join(format!("{area}.json"))
}
