//! The width of the text part of a mail.

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

/// Columns of a line: programs that quote a mail add some, and 80 is what is sure to be there
/// (RFC 3676 §4.2).
const COLUMNS: usize = 72;

/// Breaks long lines between words, and leaves no more than one empty line between two others. What has
/// no space in it stays whole: a link, a code, an address.
pub(super) fn wrapped(text: &str) -> String {
    let options = Options::new(COLUMNS)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    let mut wrapped = String::with_capacity(text.len());
    let mut is_after_empty = true;
    for line in text.lines().map(str::trim) {
        if !(line.is_empty() && is_after_empty) {
            wrapped.push_str(&textwrap::fill(line, &options));
            wrapped.push('\n');
        }
        is_after_empty = line.is_empty();
    }
    wrapped
}
