//! Recognising values that were copied from an example and never replaced.

/// How such values begin.
const BEGINNINGS: &[&str] = &[
    "<",
    "[",
    "{",
    "$",
    "...",
    "…",
    "your",
    "change",
    "example",
    "placeholder",
    "replace",
    "secret",
    "super-secret",
    "todo",
    "test",
    "dummy",
    "insert",
    "paste",
];

/// A random value of 30 letters or 32 bytes has many more.
const FEWEST_DIFFERENT: usize = 12;

/// Whether a text is an example's, such as `your-secret-key`, or hardly any letter differs from the
/// others, as in `xxxxxxxx`.
pub(super) fn reads_like_one(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    BEGINNINGS.iter().any(|beginning| text.starts_with(beginning)) || repeats_itself(text.as_bytes())
}

/// Whether hardly any byte differs from the others, as in `aaaa…` or `01230123…`.
pub(super) fn repeats_itself(bytes: &[u8]) -> bool {
    let mut different = bytes.to_vec();
    different.sort_unstable();
    different.dedup();
    different.len() < FEWEST_DIFFERENT
}
