//! Cutting a sealed value into cookies and putting it together again.
//!
//! Each chunk reads `generation.count.part`. The generation is drawn anew with each writing, so that
//! chunks of two writings are never taken for one value.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Chunks of one value at most.
pub(super) const MOST_CHUNKS: usize = 4;

/// Longest part of a chunk, in bytes: with the longest name and what stands before the part, a
/// cookie stays below the 4,096 bytes that browsers must keep (RFC 6265bis §5.6).
const PART_BYTES: usize = 4_000;

/// Bytes of randomness that tell two writings apart.
const GENERATION_BYTES: usize = 6;

/// What all chunks of one writing have in common.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Generation(String);

impl Generation {
    /// A new one; nothing when the system has no randomness to give.
    pub(super) fn draw() -> Option<Self> {
        let mut bytes = [0; GENERATION_BYTES];
        aws_lc_rs::rand::fill(&mut bytes).ok()?;
        Some(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }
}

/// The name of the n-th chunk: the first has the name alone.
pub(super) fn name(whole: &str, index: usize) -> String {
    if index == 0 { whole.to_owned() } else { format!("{whole}.{index}") }
}

/// Cuts a sealed value. Nothing when it is too long for [`MOST_CHUNKS`].
pub(super) fn cut(generation: &Generation, sealed: &str) -> Option<Vec<String>> {
    let count = sealed.len().div_ceil(PART_BYTES);
    if count > MOST_CHUNKS {
        return None;
    }
    let mut rest = sealed;
    let mut chunks = Vec::with_capacity(count);
    while !rest.is_empty() {
        // Sealed values are ASCII, so every place is one where they can be cut.
        let (part, after) = rest.split_at_checked(PART_BYTES.min(rest.len()))?;
        chunks.push(format!("{}.{count}.{part}", generation.0));
        rest = after;
    }
    Some(chunks)
}

/// Puts a value together from its chunks, which `chunk` finds by their index.
pub(super) fn join<'a>(chunk: impl Fn(usize) -> Option<&'a str>) -> Option<(Generation, String)> {
    let (generation, count, first) = split(chunk(0)?)?;
    let mut sealed = first.to_owned();
    for index in 1..count {
        let (same, again, part) = split(chunk(index)?)?;
        if same != generation || again != count {
            return None;
        }
        sealed.push_str(part);
    }
    Some((Generation(generation.to_owned()), sealed))
}

fn split(chunk: &str) -> Option<(&str, usize, &str)> {
    let (generation, rest) = chunk.split_once('.')?;
    let (count, part) = rest.split_once('.')?;
    let count = count.parse().ok().filter(|count| (1..=MOST_CHUNKS).contains(count))?;
    Some((generation, count, part))
}
