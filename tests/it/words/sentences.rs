//! What tells words for people from words for machines.

/// Whether there is a letter in it.
pub(super) fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// Whether it reads like something said to a person: it begins like a sentence or a label, or is made
/// of several plain words. Names of files, headers, classes and attributes do neither.
pub(super) fn is_said(text: &str) -> bool {
    let text = text.trim();
    if !text.chars().any(char::is_lowercase) {
        return false;
    }
    let words: Vec<_> = text.split_whitespace().collect();
    // `no-store, private` is a list for machines.
    let is_list = words.len() > 1 && words[..words.len() - 1].iter().all(|word| word.ends_with(','));
    let is_plain = |word: &&&str| {
        let word = word
            .trim_matches(|c: char| matches!(c, ',' | '.' | ':' | ';' | '?' | '!' | '…' | '’' | '“' | '”'));
        word.starts_with(char::is_alphabetic)
            && word.ends_with(char::is_alphabetic)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '’' | '\'' | '-'))
    };
    let plain = words.iter().filter(is_plain).count();
    let begins_like_one = text.starts_with(char::is_uppercase);
    !is_list && ((begins_like_one && plain > 1) || (plain == words.len() && words.len() > 1))
}
