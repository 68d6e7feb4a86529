use std::time::Duration;

use doorward::clock::Timestamp;
use doorward::mail::messages::{Lifetime, Occasion, device_name};
use scraper::{Html, Selector};

use super::samples;

/// Widest line of a text part, in columns; links may be longer.
const COLUMNS: usize = 72;

/// Largest HTML part, in bytes: mail programs cut longer ones.
const HTML_BYTES: usize = 15 * 1024;

#[test]
fn codes_stand_in_the_subjects_of_confirmation_and_sign_in() {
    assert_eq!(samples::confirmation("Doorward").subject, "482913 is your Doorward confirmation code");
    assert_eq!(samples::sign_in("Doorward").subject, "482913 is your Doorward sign-in code");
    assert_eq!(samples::reauthentication("Doorward").subject, "482913 is your Doorward confirmation code");
}

#[test]
fn a_locked_screen_shows_no_code_that_takes_an_account_over() {
    assert_eq!(samples::recovery("Doorward").subject, "Reset your Doorward password");
    let others = samples::all("Doorward").into_iter().map(|mail| mail.subject);
    let with_code: Vec<_> = others.filter(|subject| subject.contains(samples::CODE)).collect();
    assert_eq!(with_code.len(), 3, "{with_code:?}");
}

#[test]
fn the_text_holds_code_and_link_on_lines_of_their_own() {
    for mail in samples::with_code_and_link("Doorward") {
        let lines: Vec<_> = mail.text.lines().collect();
        for alone in [samples::CODE, samples::link().as_str()] {
            let at = lines.iter().position(|line| *line == alone).expect(&mail.text);
            assert_eq!((lines[at - 1], lines[at + 1]), ("", ""), "{}", mail.text);
        }
        // Programs that offer a code for filling in look for the word beside it.
        let before_code = mail.text.split(samples::CODE).next().unwrap();
        assert!(before_code.trim_end().ends_with("code:"), "{}", mail.text);
    }
}

#[test]
fn the_text_is_narrow_and_tidy() {
    for mail in samples::all("Doorward") {
        for line in mail.text.lines() {
            let is_link = line.starts_with("http");
            assert!(is_link || line.chars().count() <= COLUMNS, "too wide: {line}");
            assert_eq!(line, line.trim_end(), "{}", mail.text);
        }
        assert!(!mail.text.contains("\n\n\n"), "{}", mail.text);
        assert_eq!(mail.text.trim(), mail.text.trim_end_matches('\n'), "{}", mail.text);
    }
}

#[test]
fn the_html_says_what_the_text_says() {
    for mail in samples::with_code_and_link("Doorward") {
        let html = Html::parse_document(&mail.html);
        let targets = attributes(&html, "a", "href");
        assert!(!targets.is_empty() && targets.iter().all(|target| target == samples::link().as_str()));
        let codes = texts(&html, ".code");
        assert_eq!(codes, [samples::CODE], "the digits are unbroken, so that a copy is clean");
        let words = texts(&html, "body").concat();
        assert!(words.contains("Only the newest mail works"));
    }
}

#[test]
fn every_mail_tells_what_to_do_if_it_was_not_asked_for() {
    for mail in samples::all("Doorward") {
        let html = texts(&Html::parse_document(&mail.html), "body").concat().replace('’', "'");
        for words in [mail.text.as_str(), html.as_str()] {
            let tells = ["Didn't ask for it?", "Didn't expect it?", "Wasn't you?"];
            assert!(tells.iter().any(|tell| words.contains(tell)), "{words}");
        }
    }
}

#[test]
fn mails_with_a_code_warn_of_those_who_ask_for_it() {
    for mail in samples::all("Doorward").into_iter().filter(|mail| mail.text.contains(samples::CODE)) {
        assert!(mail.text.contains("ever asks for this code by phone or chat"), "{}", mail.text);
        assert!(mail.html.contains("ever asks for this code by phone or chat"));
        assert!(mail.text.contains("10 minutes") || mail.text.contains("24 hours"), "{}", mail.text);
    }
}

#[test]
fn the_html_needs_nothing_from_elsewhere() {
    for mail in samples::all("Doorward") {
        let html = Html::parse_document(&mail.html);
        for forbidden in ["img", "script", "link", "iframe", "form", "video", "object"] {
            assert!(
                attributes(&html, forbidden, "src").is_empty() && select(&html, forbidden) == 0,
                "{forbidden}"
            );
        }
        assert!(!mail.html.contains("url("), "a style that loads something");
        assert!(!mail.html.contains("var("), "mail programs drop variables");
        assert!(mail.html.len() < HTML_BYTES, "{} bytes", mail.html.len());
        assert_eq!(select(&html, "h1"), 1);
        assert_eq!(attributes(&html, "html", "lang"), ["en"]);
        let title = texts(&html, "title").concat();
        assert!(!title.trim().is_empty());
    }
}

#[test]
fn what_strangers_choose_is_shown_and_never_obeyed() {
    let hostile = "</title><script>alert(1)</script>\r\nBcc: everybody@evil.test {{7*7}}";
    for mail in samples::all(hostile) {
        let html = Html::parse_document(&mail.html);
        assert_eq!(select(&html, "script"), 0, "{}", mail.html);
        assert!(mail.html.contains("{{7*7}}"));
        assert!(!mail.subject.contains(['\r', '\n']), "{}", mail.subject);
        assert!(!mail.text.contains("&lt;"), "text is not HTML");
    }
}

#[test]
fn a_message_prints_nothing_of_what_it_says() {
    let printed = format!("{:?}", samples::sign_in("Doorward"));
    assert_eq!(printed, "Message(to a…@example.com, …)");
}

#[test]
fn an_occasion_says_when_with_what_and_from_where() {
    let whole = samples::occasion().to_string();
    assert_eq!(whole, "on 24 November 2026 at 10:54 UTC, with Firefox on Linux, from 203.0.113.7");
    let at = Timestamp::parse_rfc3339("2026-01-02T03:04:05Z").unwrap();
    assert_eq!(Occasion::new(at, None, None).to_string(), "on 2 January 2026 at 03:04 UTC");
}

#[test]
fn a_browser_is_called_what_people_call_it() {
    const CHROME: &str = "(KHTML, like Gecko) Chrome/150.0.0.0";
    let names = [
        (format!("Mozilla/5.0 (Windows NT 10.0; Win64) {CHROME} Safari/537.36 Edg/150.0"), "Edge on Windows"),
        (
            format!("Mozilla/5.0 (Linux; Android 16; Pixel) {CHROME} Mobile Safari/537.36"),
            "Chrome on Android",
        ),
        (
            format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {CHROME} Safari/537.36"),
            "Chrome on macOS",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E Safari/604.1"
                .to_owned(),
            "Safari on iPhone",
        ),
        ("curl/8.5.0".to_owned(), "curl"),
    ];
    for (user_agent, name) in names {
        assert_eq!(device_name(&user_agent).as_deref(), Some(name), "{user_agent}");
    }
    for nothing in ["", "\u{0}\u{ff}", "<script>alert(1)</script>", "made up/1.0"] {
        assert_eq!(device_name(nothing), None);
    }
}

#[test]
fn a_lifetime_never_promises_more_than_there_is() {
    let spans = [
        (45, "45 seconds"),
        (60, "1 minute"),
        (600, "10 minutes"),
        (3599, "59 minutes"),
        (3600, "1 hour"),
        (86_400, "24 hours"),
        (172_799, "47 hours"),
        (172_800, "2 days"),
        (604_800, "7 days"),
    ];
    for (seconds, words) in spans {
        assert_eq!(Lifetime::from(Duration::from_secs(seconds)).to_string(), words);
    }
}

fn select(html: &Html, selector: &str) -> usize {
    html.select(&Selector::parse(selector).unwrap()).count()
}

fn texts(html: &Html, selector: &str) -> Vec<String> {
    html.select(&Selector::parse(selector).unwrap()).map(|element| element.text().collect()).collect()
}

fn attributes(html: &Html, selector: &str, name: &str) -> Vec<String> {
    html.select(&Selector::parse(selector).unwrap())
        .filter_map(|element| element.attr(name).map(str::to_owned))
        .collect()
}
