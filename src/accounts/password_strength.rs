//! How much of a password is its owner's own: what remains without common words, runs of
//! neighbouring keys, years, repetitions, and words everybody knows of its owner.

use std::sync::LazyLock;

use super::PasswordContext;

/// Characters that must remain. Fewer are guessed along with the pattern around them.
const MIN_OWN_CHARACTERS: usize = 4;

/// Shortest run of neighbours that counts as one (`123`, `abc`, `qwe`, `aaa`).
const MIN_RUN: usize = 3;

/// Shortest word of the owner that is looked for: shorter ones turn up by chance.
const MIN_PERSONAL_WORD: usize = 3;

/// Rows and columns of keys, and the alphabet: neighbours in them are easy to guess.
const ROWS: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "qwertzuiop",
    "azerty",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz",
    "2wsx",
    "3edc",
    "4rfv",
    "5tgb",
    "6yhn",
    "7ujm",
];

/// Words that the most used passwords are made of, one a line, in lower case.
static COMMON_WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("common_password_words.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// What a password is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// Of what everybody tries first.
    Common,
    /// Of what everybody knows of its owner or of this site.
    Personal,
    /// Of enough that is nobody else's.
    OwnWork,
}

/// What a password of any length is made of.
pub(super) fn strength(password: &str, about: &PasswordContext<'_>) -> Strength {
    let plain: Vec<char> = password.to_lowercase().chars().collect();
    let plain = repeated_part(&plain);
    let undisguised: Vec<char> = plain.iter().copied().map(undisguise).collect();
    let mut own = vec![true; plain.len()];
    mark_runs(plain, &mut own);
    mark_years(plain, &mut own);
    for word in COMMON_WORDS.iter() {
        mark_word(plain, &undisguised, word, &mut own);
    }
    if count(&own) < MIN_OWN_CHARACTERS {
        return Strength::Common;
    }
    for word in personal_words(about) {
        mark_word(plain, &undisguised, &word, &mut own);
    }
    if count(&own) < MIN_OWN_CHARACTERS { Strength::Personal } else { Strength::OwnWork }
}

fn count(own: &[bool]) -> usize {
    own.iter().filter(|is_own| **is_own).count()
}

/// The part of which a text is a repetition; the text itself when it is none.
fn repeated_part(text: &[char]) -> &[char] {
    (1..=text.len() / 2)
        .find(|&length| text.chunks(length).all(|chunk| text.starts_with(chunk)))
        .map_or(text, |length| &text[..length])
}

/// The letter that a digit or sign usually stands in for.
const fn undisguise(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        '8' => 'b',
        _ => c,
    }
}

/// Marks `aaaa`, `1234`, `4321`, `qwer`.
fn mark_runs(text: &[char], own: &mut [bool]) {
    for direction in [Direction::Same, Direction::Forwards, Direction::Backwards] {
        let mut start = 0;
        for end in 1..=text.len() {
            if end < text.len() && direction.leads(text[end - 1], text[end]) {
                continue;
            }
            if end - start >= MIN_RUN {
                own[start..end].fill(false);
            }
            start = end;
        }
    }
}

#[derive(Clone, Copy)]
enum Direction {
    Same,
    Forwards,
    Backwards,
}

impl Direction {
    /// Whether one character is next to another in this direction.
    fn leads(self, from: char, to: char) -> bool {
        match self {
            Self::Same => from == to,
            Self::Forwards => are_neighbours(from, to),
            Self::Backwards => are_neighbours(to, from),
        }
    }
}

fn are_neighbours(left: char, right: char) -> bool {
    ROWS.iter().any(|row| row.chars().zip(row.chars().skip(1)).any(|pair| pair == (left, right)))
}

/// Marks years from 1900 to 2099.
fn mark_years(text: &[char], own: &mut [bool]) {
    for (start, window) in text.windows(4).enumerate() {
        if matches!(window, ['1', '9', a, b] | ['2', '0', a, b] if a.is_ascii_digit() && b.is_ascii_digit()) {
            own[start..start + 4].fill(false);
        }
    }
}

/// Marks a word wherever it stands, as it is or with digits and signs for letters.
fn mark_word(plain: &[char], undisguised: &[char], word: &str, own: &mut [bool]) {
    let word: Vec<char> = word.chars().collect();
    for text in [plain, undisguised] {
        for (start, window) in text.windows(word.len()).enumerate() {
            if window == word {
                own[start..start + word.len()].fill(false);
            }
        }
    }
}

/// The words of an address, a name and the site, each as a whole and in its parts.
fn personal_words(about: &PasswordContext<'_>) -> Vec<String> {
    let sources = [
        about.email.map(|email| email.as_str().to_owned()),
        about.username.map(|name| name.key().to_owned()),
        Some(about.product.to_lowercase()),
    ];
    let mut words: Vec<String> = Vec::new();
    for source in sources.into_iter().flatten() {
        words.extend(source.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
        words.push(source);
    }
    words.retain(|word| word.chars().count() >= MIN_PERSONAL_WORD);
    words
}
