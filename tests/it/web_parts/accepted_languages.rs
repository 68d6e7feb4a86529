//! Which of our languages a list asks for, whatever a client makes of the list. How browsers ask is
//! told by `web::languages`.

use actix_web::http::header::HeaderValue;
use doorward::words::Language;
use proptest::prelude::*;

fn accepted(lists: &[&[u8]]) -> Option<Language> {
    let lists: Vec<_> = lists.iter().filter_map(|list| HeaderValue::from_bytes(list).ok()).collect();
    Language::accepted(&lists)
}

#[test]
fn several_headers_are_one_list() {
    assert_eq!(accepted(&[b"fr", b"de;q=0.3", b"en;q=0.2"]), Some(Language::German));
    assert_eq!(accepted(&[b"en", b"de"]), Some(Language::English));
    assert_eq!(accepted(&[]), None);
    assert_eq!(accepted(&[b"fr"]), None, "whoever asks for none of ours is not taken to ask for English");
}

#[test]
fn a_list_is_read_up_to_a_length_that_no_browser_reaches() {
    let list = |length: usize| format!("{}de", "x,".repeat((length - 2) / 2)).into_bytes();
    assert_eq!(accepted(&[&list(1024)]), Some(Language::German));
    assert_eq!(accepted(&[&list(1026)]), None);
    assert_eq!(accepted(&[&list(514), &list(514)]), None, "all headers count");
}

proptest! {
    #[test]
    fn whatever_a_header_can_hold_breaks_nothing(list: Vec<u8>, other in "[-a-zA-Z0-9*,;=. q]{0,64}") {
        accepted(&[&list]);
        accepted(&[&list, other.as_bytes()]);
        accepted(&[other.as_bytes()]);
    }

    #[test]
    fn the_most_wanted_of_ours_is_found_among_others(
        others in proptest::collection::vec("(fr|ja|pt-BR|zh-Hant-TW|x-klingon)", 0..6),
        place in 0_usize..6,
    ) {
        let mut ranges = others;
        ranges.insert(place.min(ranges.len()), "de-CH;q=0.2".to_owned());
        ranges.push("en;q=0.1".to_owned());
        prop_assert_eq!(accepted(&[ranges.join(", ").as_bytes()]), Some(Language::German));
    }
}
