//! Why an access token is not believed.

use super::super::AccessTokenClaims;

/// What is wrong with an access token, sorted by what there is to do about it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TokenError {
    /// It was good and its time is over: refresh. The claims are proved but for that.
    #[error("the access token has expired")]
    Expired(Box<AccessTokenClaims>),
    /// Its key is not among those that were fetched for it just now: refresh.
    #[error("the access token is signed with a key that is no longer known")]
    UnknownKey,
    /// It is no access token of ours, whatever else it may be.
    #[error("not an access token of this site")]
    Invalid,
    /// Nobody can tell now: the keys cannot be fetched, or were fetched too recently to ask again;
    /// or it was issued in the future, so that a clock is wrong. Nothing may end because of it.
    #[error("the access token cannot be judged now")]
    Unavailable,
}
