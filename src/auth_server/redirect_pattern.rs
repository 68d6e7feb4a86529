//! A pattern for addresses that redirects may lead to (gotrue-contract §0.6).

use std::str::Chars;

/// A pattern: `*` is any run without `.` and `/`, `**` any run, `?` one character but those two, and
/// `[abc]`, `[!a]` and `[a-z]` one of some characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedirectPattern(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Exactly(char),
    AnyOne,
    AnyRun { crosses_separators: bool },
    OneOf { ranges: Vec<(char, char)>, is_negated: bool },
}

/// Why a text is no pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RedirectPatternError {
    /// Nothing, which would match nothing.
    #[error("empty")]
    Empty,
    /// A `[` without its `]`, or with nothing in it.
    #[error("a [ without its ]")]
    OpenClass,
}

impl RedirectPattern {
    /// Reads a pattern.
    pub fn parse(text: &str) -> Result<Self, RedirectPatternError> {
        let mut rest = text.chars();
        let mut parts = Vec::new();
        while let Some(sign) = rest.next() {
            parts.push(match sign {
                '*' => {
                    let crosses_separators = rest.as_str().starts_with('*');
                    if crosses_separators {
                        rest.next();
                    }
                    Part::AnyRun { crosses_separators }
                }
                '?' => Part::AnyOne,
                '[' => class(&mut rest)?,
                '\\' => Part::Exactly(rest.next().unwrap_or('\\')),
                exactly => Part::Exactly(exactly),
            });
        }
        if parts.is_empty() { Err(RedirectPatternError::Empty) } else { Ok(Self(parts)) }
    }

    /// Whether the whole of a text is so. Takes time in proportion to both lengths at most.
    pub fn matches(&self, text: &str) -> bool {
        // `reachable[n]`: whether the signs read so far can be what the first n parts stand for.
        let mut reachable = vec![false; self.0.len() + 1];
        reachable[0] = true;
        self.skip_empty_runs(&mut reachable);
        for sign in text.chars() {
            let mut next = vec![false; reachable.len()];
            for (at, part) in self.0.iter().enumerate().filter(|(at, _)| reachable[*at]) {
                if part.takes(sign) {
                    let is_run = matches!(part, Part::AnyRun { .. });
                    next[if is_run { at } else { at + 1 }] = true;
                }
            }
            self.skip_empty_runs(&mut next);
            reachable = next;
        }
        reachable.last().copied().unwrap_or(false)
    }

    fn skip_empty_runs(&self, reachable: &mut [bool]) {
        for (at, part) in self.0.iter().enumerate() {
            if reachable[at] && matches!(part, Part::AnyRun { .. }) {
                reachable[at + 1] = true;
            }
        }
    }
}

fn class(rest: &mut Chars<'_>) -> Result<Part, RedirectPatternError> {
    let is_negated = rest.as_str().starts_with('!');
    if is_negated {
        rest.next();
    }
    let mut ranges = Vec::new();
    loop {
        let from = rest.next().ok_or(RedirectPatternError::OpenClass)?;
        if from == ']' {
            break;
        }
        let mut ahead = rest.clone();
        match (ahead.next(), ahead.next()) {
            (Some('-'), Some(to)) if to != ']' => {
                ranges.push((from, to));
                *rest = ahead;
            }
            _ => ranges.push((from, from)),
        }
    }
    if ranges.is_empty() {
        Err(RedirectPatternError::OpenClass)
    } else {
        Ok(Part::OneOf { ranges, is_negated })
    }
}

impl Part {
    fn takes(&self, sign: char) -> bool {
        let separates = matches!(sign, '.' | '/');
        match self {
            Self::Exactly(exactly) => *exactly == sign,
            Self::AnyOne => !separates,
            Self::AnyRun { crosses_separators } => *crosses_separators || !separates,
            Self::OneOf { ranges, is_negated } => {
                ranges.iter().any(|(from, to)| (*from..=*to).contains(&sign)) != *is_negated
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        RedirectPattern::parse(pattern).unwrap().matches(text)
    }

    #[test]
    fn one_star_stops_at_dots_and_slashes_and_two_do_not() {
        assert!(matches("http://localhost:3000/*", "http://localhost:3000/path?x=1"));
        assert!(!matches("http://localhost:3000/*", "http://localhost:3000"));
        assert!(!matches("http://localhost:3000/*", "http://localhost:3000/a/b"));
        assert!(!matches("http://localhost:3000/*", "http://localhost:3000/a.html"));
        assert!(!matches("http://localhost:3000/*", "http://localhost:3000/cb?next=/home"));
        assert!(matches("http://localhost:3000/**", "http://localhost:3000/a/b.html?next=/home"));
        assert!(matches("https://*.example.com/", "https://preview.example.com/"));
        assert!(!matches("https://*.example.com/", "https://a.b.example.com/"));
        assert!(!matches("https://*.example.com/", "https://evil.test/.example.com/"));
    }

    #[test]
    fn single_signs_and_classes() {
        assert!(matches("com.app://a?c", "com.app://abc"));
        assert!(!matches("com.app://a?c", "com.app://a/c"));
        assert!(matches("x://[a-c][!z]", "x://by"));
        assert!(!matches("x://[a-c][!z]", "x://dz"));
        assert_eq!(RedirectPattern::parse("x://[a"), Err(RedirectPatternError::OpenClass));
        assert_eq!(RedirectPattern::parse(""), Err(RedirectPatternError::Empty));
    }

    #[test]
    fn many_stars_take_no_time() {
        let pattern = RedirectPattern::parse(&"**a".repeat(50)).unwrap();
        assert!(!pattern.matches(&"a".repeat(2000).replace("aaaa", "aaab")[..49]));
    }
}
