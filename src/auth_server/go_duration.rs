//! Spans as Go writes them, such as `24h` or `1h30m`: administrators say so how long a ban lasts.

use std::time::Duration;

/// Reads a span. Nothing negative, and nothing longer than a Go duration holds (292 years).
pub fn parse(text: &str) -> Option<Duration> {
    let text = text.strip_prefix('+').unwrap_or(text);
    if text == "0" {
        return Some(Duration::ZERO);
    }
    if text.is_empty() {
        return None;
    }
    let mut rest = text;
    let mut nanos = 0_f64;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let (number, after) = rest.split_at(digits);
        let unit_end = after.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(after.len());
        let (unit, after) = after.split_at(unit_end);
        nanos += number.parse::<f64>().ok()? * unit_nanos(unit)?;
        rest = after;
    }
    Duration::try_from_secs_f64(nanos / 1e9)
        .ok()
        .filter(|span| span.as_nanos() <= i64::MAX.unsigned_abs().into())
}

fn unit_nanos(unit: &str) -> Option<f64> {
    Some(match unit {
        "ns" => 1.0,
        "us" | "µs" | "μs" => 1e3,
        "ms" => 1e6,
        "s" => 1e9,
        "m" => 60e9,
        "h" => 3600e9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_as_go_writes_them() {
        assert_eq!(parse("24h"), Some(Duration::from_hours(24)));
        assert_eq!(parse("1h30m"), Some(Duration::from_mins(90)));
        assert_eq!(parse("1.5s"), Some(Duration::from_millis(1500)));
        assert_eq!(parse("300ms"), Some(Duration::from_millis(300)));
        assert_eq!(parse("0"), Some(Duration::ZERO));
        for nonsense in ["", "24", "h", "1d", "-1h", "1h ", "1..5s", "9999999999h", "none"] {
            assert_eq!(parse(nonsense), None, "{nonsense}");
        }
    }
}
