//! Why an answer of an authenticator proves nothing.

use thiserror::Error;

/// Why an answer of an authenticator proves nothing. Clients are not told which it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum Fault {
    #[error("the answer is not readable")]
    Unreadable,
    #[error("the answer is to another kind of question")]
    OtherType,
    #[error("the answer is to another challenge")]
    OtherChallenge,
    #[error("the answer is of another site")]
    OtherOrigin,
    #[error("the key is for another site")]
    OtherParty,
    #[error("nobody was there")]
    NobodyThere,
    #[error("the answer holds no key")]
    NoKey,
    #[error("the key is of no kind that was asked for")]
    UnknownAlgorithm,
    #[error("the attestation is of no kind that is taken")]
    UnknownAttestation,
    #[error("the signature is wrong")]
    WrongSignature,
    #[error("the key is not known")]
    UnknownKey,
    #[error("the key was not asked for")]
    NotAllowed,
    #[error("the key is somebody else's")]
    OtherPerson,
    #[error("what is said of copies of the key cannot be")]
    OddBackup,
}
