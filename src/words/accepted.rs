//! Which of our languages a browser would like best (RFC 9110 §12.5.4, RFC 4647 §3.4).

use std::cmp::Reverse;

use actix_web::http::header::{
    ACCEPT_LANGUAGE, HeaderMap, HeaderValue, LanguageTag, Preference, Quality, QualityItem,
    from_comma_delimited,
};

use super::Language;

/// A longer list is no browser's, and is not read, in bytes.
const LONGEST_LIST: usize = 1024;

type Range = QualityItem<Preference<LanguageTag>>;

impl Language {
    /// The language that the headers of a request ask for, if it is one of ours.
    pub fn accepted_in(headers: &HeaderMap) -> Option<Self> {
        Self::accepted(headers.get_all(ACCEPT_LANGUAGE).as_slice())
    }

    /// The language that `Accept-Language` headers ask for, if it is one of ours. What cannot be read
    /// in them counts as not said.
    pub fn accepted(lists: &[HeaderValue]) -> Option<Self> {
        if lists.iter().map(HeaderValue::len).sum::<usize>() > LONGEST_LIST {
            return None;
        }
        let ranges: Vec<Range> = from_comma_delimited(lists.iter()).ok()?;
        let wishes = Self::ALL.into_iter().filter_map(|language| Some((language, wish(language, &ranges)?)));
        wishes.min_by_key(|(_, (quality, place))| (Reverse(*quality), *place)).map(|(language, _)| language)
    }
}

/// How much a language is wanted, and where in the list that is said; nothing if it is not wanted.
fn wish(language: Language, ranges: &[Range]) -> Option<(Quality, usize)> {
    let named = |range: &Range| {
        range.item.item().is_some_and(|tag| tag.primary_language().eq_ignore_ascii_case(language.tag()))
    };
    let is_named = ranges.iter().any(named);
    ranges
        .iter()
        .enumerate()
        // The star stands for what the list does not name.
        .filter(|(_, range)| if is_named { named(range) } else { range.item.is_any() })
        .map(|(place, range)| (range.quality, place))
        .filter(|(quality, _)| *quality > Quality::ZERO)
        .min_by_key(|(quality, place)| (Reverse(*quality), *place))
}
