//! Refresh tokens of the newer form (gotrue-contract §2.4): the session, the token's number in it, a
//! signature by a key of the session, and a sum over all that tells slips of the pen from tokens.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use crate::gotrue::RefreshToken;

/// The first byte: the only version there is.
const VERSION: u8 = 0;

/// How much of the signature is kept, in bytes.
const SIGNATURE: usize = 16;

/// How much of the sum is kept, in bytes.
const SUM: usize = 4;

/// The version and the session's id.
const HEAD: usize = 1 + 16;

/// How long a session's key is, in bytes.
pub(crate) const KEY: usize = 32;

/// A token whose form and sum are right; whether its session signed it is another question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CountedToken {
    /// Its session.
    pub(crate) session: Uuid,
    /// The how many-th of the session it is, from 0 on.
    pub(crate) number: i64,
    signed: Vec<u8>,
    signature: [u8; SIGNATURE],
}

impl CountedToken {
    /// Reads a token.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (body, sum) = bytes.split_at_checked(bytes.len().checked_sub(SUM)?)?;
        if body.first() != Some(&VERSION) || !bool::from(sum_of(body).ct_eq(sum)) {
            return None;
        }
        let (signed, signature) = body.split_at_checked(body.len().checked_sub(SIGNATURE)?)?;
        let (head, number) = signed.split_at_checked(HEAD)?;
        Some(Self {
            session: Uuid::from_slice(&head[1..]).ok()?,
            number: read_number(number)?,
            signed: signed.to_vec(),
            signature: signature.try_into().ok()?,
        })
    }

    /// Whether it was signed with this key.
    pub(crate) fn is_signed_with(&self, key: &[u8]) -> bool {
        signature_of(&self.signed, key).ct_eq(&self.signature).into()
    }
}

/// Makes the token of a number.
pub(crate) fn write(session: Uuid, number: i64, key: &[u8]) -> RefreshToken {
    let mut bytes = vec![VERSION];
    bytes.extend_from_slice(session.as_bytes());
    write_number(number.unsigned_abs(), &mut bytes);
    let signature = signature_of(&bytes, key);
    bytes.extend_from_slice(&signature);
    let sum = sum_of(&bytes);
    bytes.extend_from_slice(&sum);
    RefreshToken::from(URL_SAFE_NO_PAD.encode(bytes))
}

fn signature_of(bytes: &[u8], key: &[u8]) -> [u8; SIGNATURE] {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), bytes);
    let mut signature = [0; SIGNATURE];
    signature.copy_from_slice(&tag.as_ref()[..SIGNATURE]);
    signature
}

fn sum_of(bytes: &[u8]) -> [u8; SUM] {
    let mut sum = [0; SUM];
    sum.copy_from_slice(&Sha256::digest(bytes)[..SUM]);
    sum
}

/// Seven bits in each byte, the lowest first; all but the last have the highest bit set (LEB128).
fn write_number(mut number: u64, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(u8::try_from(number & 0x7f).unwrap_or_default() | 0x80);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).unwrap_or_default());
}

/// The number that these bytes are, all of them.
fn read_number(bytes: &[u8]) -> Option<i64> {
    let (last, others) = bytes.split_last()?;
    if others.len() > 9 || last & 0x80 != 0 || others.iter().any(|byte| byte & 0x80 == 0) {
        return None;
    }
    let number = bytes.iter().rev().try_fold(0_u64, |number, byte| {
        number.checked_mul(0x80).map(|number| number | u64::from(byte & 0x7f))
    })?;
    Some(i64::try_from(number).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Vec<u8> {
        (0..32).collect()
    }

    fn session() -> Uuid {
        Uuid::parse_str("00112233-4455-6677-8899-aabbccddeeff").unwrap()
    }

    /// What another program made of the same session, numbers and key.
    const KNOWN: &[(i64, &str)] = &[
        (0, "AAARIjNEVWZ3iJmqu8zd7v8AcnQ2ga0zGlS5ZuMKTrz_1QfBpcQ"),
        (300, "AAARIjNEVWZ3iJmqu8zd7v-sAve84vz-Zvp6dsnk9ashjMhTjyL6"),
    ];

    #[test]
    fn tokens_are_written_as_everywhere() {
        for (number, text) in KNOWN {
            assert_eq!(write(session(), *number, &key()).expose(), *text);
        }
    }

    #[test]
    fn what_is_written_is_read_again_and_only_its_own_key_signed_it() {
        for number in [0, 1, 127, 128, 300, 1 << 40, i64::MAX] {
            let token = CountedToken::parse(write(session(), number, &key()).expose()).unwrap();
            assert_eq!((token.session, token.number), (session(), number));
            assert!(token.is_signed_with(&key()));
            assert!(!token.is_signed_with(&[0; KEY]));
        }
    }

    #[test]
    fn what_is_cut_changed_or_padded_is_no_token() {
        let (_, text) = KNOWN[1];
        for end in 0..text.len() {
            assert_eq!(CountedToken::parse(&text[..end]), None, "{end}");
        }
        for place in 0..text.len() {
            let other = if text.as_bytes()[place] == b'A' { "B" } else { "A" };
            let changed = format!("{}{other}{}", &text[..place], &text[place + 1..]);
            assert_eq!(CountedToken::parse(&changed), None, "{changed}");
        }
        for other in ["", "=", "ä", &format!("{text}="), &format!("{text}AAAA"), &"A".repeat(64)] {
            assert_eq!(CountedToken::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_number_ends_and_fits() {
        for bytes in [&[][..], &[0x80], &[0x00, 0x00], &[0xff; 11], &[0xff, 0xff]] {
            assert_eq!(read_number(bytes), None, "{bytes:?}");
        }
        assert_eq!(
            read_number(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]),
            Some(i64::MAX)
        );
        assert_eq!(read_number(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02]), None);
    }
}
