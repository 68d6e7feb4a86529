//! A service on loopback that collects leaked passwords, as Pwned Passwords answers: some passwords have leaked,
//! and about some others it answers in odd ways. It keeps nothing.

use std::fmt::Write as _;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use wiremock::ResponseTemplate;

/// Where ranges are.
pub const RANGES: &str = "/range";

/// A password that has leaked.
pub const LEAKED: &str = "a password of many people";

/// One that has leaked, is short and has no letters.
pub const LEAKED_AND_SHORT: &str = "24680";

/// One that is there only to hide how many there are.
pub const NEVER_LEAKED: &str = "a password of nobody at all";

/// One that has leaked, in a range that is out of order and has other lines too.
pub const LEAKED_IN_DISORDER: &str = "a password in disorder";

/// One whose range cannot be read.
pub const FAILING: &str = "a password of a broken range";

/// One whose range is not there.
pub const ABSENT: &str = "a password of no range at all";

/// One whose range is something else.
pub const NONSENSE: &str = "a password of a strange range";

/// What the service answers to the first five digits.
pub fn answer(beginning: &str) -> ResponseTemplate {
    let is_of = |password: &str| digits(password).starts_with(beginning);
    let text = |text: String| ResponseTemplate::new(200).set_body_string(text);
    let line = |password: &str, times: u32| format!("{}:{times}\r\n", &digits(password)[5..]);
    // What they have between 0 and F at their beginning.
    let (before, after) = ("0".repeat(35), "F".repeat(35));
    if is_of(FAILING) {
        ResponseTemplate::new(500)
    } else if is_of(ABSENT) {
        ResponseTemplate::new(404)
    } else if is_of(NONSENSE) {
        text(format!("<html>{}", line(NONSENSE, 1).to_lowercase()))
    } else if is_of(NEVER_LEAKED) {
        text(format!("{before}:3\r\n{}{after}:0\r\n", line(NEVER_LEAKED, 0)))
    } else if is_of(LEAKED_IN_DISORDER) {
        text(format!("{after}:12\r\nno line at all\r\n\r\n{}{before}:1", line(LEAKED_IN_DISORDER, 7)))
    } else {
        let leaked = [LEAKED, LEAKED_AND_SHORT].into_iter().filter(|password| is_of(password));
        let lines: String = leaked.map(|password| line(password, 9)).collect();
        text(format!("{before}:3\r\n{lines}{after}:0\r\n"))
    }
}

/// The SHA-1 of a password, as they write it.
pub fn digits(password: &str) -> String {
    let digest = digest(&SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes());
    digest.as_ref().iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02X}").expect("a text grows");
        digits
    })
}
