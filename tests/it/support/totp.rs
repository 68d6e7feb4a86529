//! An authenticator app: the codes of a secret (RFC 6238), made here and not by the code under test.

use aws_lc_rs::hmac;
use data_encoding::BASE32_NOPAD;
use doorward::clock::Timestamp;

/// How long a code is shown.
pub const STEP: i64 = 30;

/// The code that is shown so many steps after the one of now, or before it.
pub fn code(secret: &str, now: Timestamp, steps: i64) -> String {
    let secret = BASE32_NOPAD.decode(secret.as_bytes()).expect("a secret in base 32");
    let counter = u64::try_from(now.as_seconds() / STEP + steps).expect("a time after 1970");
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &secret);
    let mac = hmac::sign(&key, &counter.to_be_bytes());
    let offset = usize::from(mac.as_ref()[19] % 16);
    let four: [u8; 4] = mac.as_ref()[offset..offset + 4].try_into().expect("four bytes");
    format!("{:06}", u32::from_be_bytes(four) % (1 << 31) % 1_000_000)
}

/// A code that is right neither now nor in the steps about it.
pub fn wrong_code(secret: &str, now: Timestamp) -> String {
    let near: Vec<_> = (-2..=2).map(|steps| code(secret, now, steps)).collect();
    let mut codes = (0..).map(|number: u32| format!("{number:06}"));
    codes.find(|code| !near.contains(code)).expect("a wrong code")
}

#[test]
fn the_codes_are_those_of_the_standard() {
    // RFC 6238, appendix B, the last six digits of eight.
    let secret = BASE32_NOPAD.encode(b"12345678901234567890");
    for (seconds, expected) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
        assert_eq!(code(&secret, Timestamp::from_seconds(seconds), 0), expected);
    }
}
