//! Whom to tell about a hole (RFC 9116). Without somebody to tell there is no such text: the field is
//! mandatory, and a site that names nobody had better say so with a 404.

use std::time::Duration;

use url::Url;

use super::sign::Sign;
use crate::clock::Timestamp;
use crate::mail::Support;
use crate::words::Language;

const DAY: Duration = Duration::from_hours(24);

/// How long what is said may be relied upon (RFC 9116 §2.5.5: less than a year). It is what the site
/// runs with right now, so the end moves on by a day each day.
const GOOD_FOR_DAYS: u32 = 90;

pub(super) fn security_txt(support: &Support, origin: &Url, now: Timestamp) -> Sign {
    let origin = origin.origin().ascii_serialization();
    let expires = whole_day(now).plus(DAY * GOOD_FOR_DAYS);
    let languages = Language::ALL.map(Language::tag).join(", ");
    let text = format!(
        "Contact: {}\nExpires: {expires}\nPreferred-Languages: {languages}\n\
         Canonical: {origin}/.well-known/security.txt\n",
        support.href()
    );
    Sign::new("text/plain; charset=utf-8", text)
}

/// The beginning of the day, in UTC: asked twice on a day, the text is the same.
fn whole_day(now: Timestamp) -> Timestamp {
    let day = i64::try_from(DAY.as_secs()).unwrap_or(i64::MAX);
    Timestamp::from_seconds(now.as_seconds() / day * day)
}
