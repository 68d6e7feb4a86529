//! Numbers of things, and days, as each language says them.

use std::time::Duration;

use doorward::clock::Timestamp;
use doorward::words::{Language, Words};

/// A moment, as programs write it.
fn at(moment: &str) -> Timestamp {
    Timestamp::parse_rfc3339(moment).unwrap()
}

#[test]
fn a_wait_is_rounded_up_and_told_in_the_right_number() {
    for (seconds, english, german) in [
        (0.0, "1 second", "1 Sekunde"),
        (1.0, "1 second", "1 Sekunde"),
        (1.2, "2 seconds", "2 Sekunden"),
        (40.0, "40 seconds", "40 Sekunden"),
        (60.0, "60 seconds", "60 Sekunden"),
        (61.0, "2 minutes", "2 Minuten"),
        (3_600.0, "60 minutes", "60 Minuten"),
    ] {
        let wait = Duration::from_secs_f64(seconds);
        assert_eq!(Words::of(Language::English).wait(wait), english);
        assert_eq!(Words::of(Language::German).wait(wait), german);
    }
}

#[test]
fn a_span_is_rounded_down_and_told_in_the_right_number() {
    for (seconds, english, german) in [
        (1, "1 second", "1 Sekunde"),
        (45, "45 seconds", "45 Sekunden"),
        (60, "1 minute", "1 Minute"),
        (119, "1 minute", "1 Minute"),
        (600, "10 minutes", "10 Minuten"),
        (3_599, "59 minutes", "59 Minuten"),
        (3_600, "1 hour", "1 Stunde"),
        (86_400, "24 hours", "24 Stunden"),
        (172_799, "47 hours", "47 Stunden"),
        (172_800, "2 days", "2 Tage"),
        (604_800, "7 days", "7 Tage"),
    ] {
        let span = Duration::from_secs(seconds);
        assert_eq!(Words::of(Language::English).span(span), english);
        assert_eq!(Words::of(Language::German).span(span), german);
    }
}

#[test]
fn each_month_has_its_name_and_each_language_its_order() {
    for (number, english, german) in [
        (1, "January", "Januar"),
        (2, "February", "Februar"),
        (3, "March", "März"),
        (4, "April", "April"),
        (5, "May", "Mai"),
        (6, "June", "Juni"),
        (7, "July", "Juli"),
        (8, "August", "August"),
        (9, "September", "September"),
        (10, "October", "Oktober"),
        (11, "November", "November"),
        (12, "December", "Dezember"),
    ] {
        let moment = at(&format!("2026-{number:02}-03T07:04:59Z"));
        let said = Words::of(Language::English).day_and_time(moment);
        assert_eq!(said, format!("3 {english} 2026, 07:04 UTC"));
        let said = Words::of(Language::German).day_and_time(moment);
        assert_eq!(said, format!("3. {german} 2026, 07:04 UTC"));
    }
}

#[test]
fn the_day_is_that_of_universal_time() {
    let moment = at("2026-11-28T23:54:00-02:00");
    assert_eq!(Words::of(Language::English).day_and_time(moment), "29 November 2026, 01:54 UTC");
}
