//! The code challenge that a client may send along: whoever exchanges the code that comes of it must
//! know what it was made of (RFC 7636; gotrue-contract §1.10).

use std::ops::RangeInclusive;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::error::ApiError;

/// How long a challenge is (RFC 7636 §4.2).
const LENGTHS: RangeInclusive<usize> = 43..=128;

/// The two members of a body that make a challenge.
#[derive(Default, Deserialize)]
pub(crate) struct SentChallenge {
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
}

impl SentChallenge {
    /// The same from the parameters of a URL.
    pub(crate) fn new(challenge: &str, method: &str) -> Self {
        Self { code_challenge: Some(challenge.to_owned()), code_challenge_method: Some(method.to_owned()) }
    }

    /// Whether there is a challenge at all, with a method or without.
    pub(crate) fn is_there(&self) -> bool {
        !self.code_challenge.as_deref().unwrap_or_default().is_empty()
    }

    /// The challenge, if one was sent. Half a pair is refused, and so is what cannot be one.
    pub(crate) fn parse(&self) -> Result<Option<CodeChallenge>, ApiError> {
        let challenge = self.code_challenge.as_deref().unwrap_or_default();
        let method = self.code_challenge_method.as_deref().unwrap_or_default();
        if challenge.is_empty() != method.is_empty() {
            return Err(ApiError::invalid("A code challenge and its method go together"));
        }
        if challenge.is_empty() {
            return Ok(None);
        }
        let is_ours = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if !LENGTHS.contains(&challenge.len()) || !challenge.bytes().all(is_ours) {
            return Err(ApiError::invalid("A code challenge has 43 to 128 letters, digits and -._~"));
        }
        let unknown = || ApiError::invalid("The method of a code challenge is s256 or plain");
        let method = ChallengeMethod::parse(method).ok_or_else(unknown)?;
        Ok(Some(CodeChallenge { text: challenge.to_owned(), method }))
    }
}

/// How a challenge was made of its verifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChallengeMethod {
    /// It is a SHA-256 of it.
    S256,
    /// It is the same.
    Plain,
}

impl ChallengeMethod {
    /// Upper or lower case are one.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::S256, Self::Plain].into_iter().find(|method| method.name().eq_ignore_ascii_case(text))
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::S256 => "s256",
            Self::Plain => "plain",
        }
    }
}

/// What a verifier is compared with.
#[derive(Clone, Debug)]
pub(crate) struct CodeChallenge {
    pub(crate) text: String,
    pub(crate) method: ChallengeMethod,
}

impl CodeChallenge {
    /// Whether it was made of this verifier; in the same time whatever is wrong with it.
    pub(crate) fn is_of(&self, verifier: &str) -> bool {
        let made = match self.method {
            ChallengeMethod::S256 => URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)),
            ChallengeMethod::Plain => verifier.to_owned(),
        };
        made.as_bytes().ct_eq(self.text.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7636, appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    fn parsed(challenge: &str, method: &str) -> CodeChallenge {
        SentChallenge::new(challenge, method).parse().unwrap().unwrap()
    }

    #[test]
    fn a_challenge_is_that_of_its_verifier_only() {
        let challenge = parsed(CHALLENGE, "S256");
        assert!(challenge.is_of(VERIFIER));
        assert!(!challenge.is_of(CHALLENGE));
        assert!(!challenge.is_of(""));
        let plain = parsed(VERIFIER, "plain");
        assert!(plain.is_of(VERIFIER));
        assert!(!plain.is_of(&VERIFIER[1..]));
    }

    #[test]
    fn what_cannot_be_a_challenge_is_refused() {
        let long = "a".repeat(129);
        for (challenge, method) in [
            (CHALLENGE, ""),
            ("", "s256"),
            (&CHALLENGE[1..], "s256"),
            (long.as_str(), "s256"),
            ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM", "s256"),
            (CHALLENGE, "s512"),
        ] {
            assert!(SentChallenge::new(challenge, method).parse().is_err(), "{challenge} {method}");
        }
        assert!(SentChallenge::default().parse().unwrap().is_none());
    }
}
