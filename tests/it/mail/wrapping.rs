//! The width of the text part.

use doorward::mail::Message;
use doorward::words::Language;

use super::samples;

/// What a text becomes in a mail.
fn wrapped(text: &str) -> String {
    Message::new(&samples::ada(), Language::English, "", text, "").text
}

#[test]
fn a_long_line_breaks_between_words_at_72_columns() {
    let words = "lantern ".repeat(30);
    let wrapped = wrapped(&words);
    let lines: Vec<_> = wrapped.lines().collect();
    assert_eq!(lines[0], "lantern ".repeat(9).trim());
    assert!(lines.iter().all(|line| line.len() <= 72));
    assert_eq!(lines.join(" "), words.trim());
    let exact = format!("{} end", "x".repeat(68));
    assert_eq!(self::wrapped(&exact), format!("{exact}\n"));
}

#[test]
fn what_has_no_space_in_it_stays_whole() {
    let link = format!("https://example.com/{}?a=b-c&d=e", "long-path/".repeat(20));
    let address = format!("{}@{}.example", "a".repeat(64), "b".repeat(60));
    for whole in [link, address, "482913".repeat(20)] {
        assert_eq!(wrapped(&whole), format!("{whole}\n"));
        let inside = wrapped(&format!("before {whole} after"));
        assert!(inside.lines().any(|line| line == whole), "{inside}");
    }
    // A name that must not be torn apart, and a word with a hyphen.
    let bound = format!("{} Ada\u{a0}Lovelace", "x".repeat(66));
    assert_eq!(wrapped(&bound), format!("{}\nAda\u{a0}Lovelace\n", "x".repeat(66)));
    let hyphen = format!("{} sign-in code", "x".repeat(66));
    assert_eq!(wrapped(&hyphen), format!("{}\nsign-in code\n", "x".repeat(66)));
}

#[test]
fn wide_signs_count_twice() {
    assert!(wrapped(&"灯台 ".repeat(40)).lines().all(|line| line.chars().count() <= 43));
}

#[test]
fn lines_stay_lines_and_empty_ones_stand_alone() {
    assert_eq!(wrapped("\n\none \r\n  two\n\n \n\nthree\n\n"), "one\ntwo\n\nthree\n");
}
