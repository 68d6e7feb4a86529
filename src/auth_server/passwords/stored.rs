//! A password as it is kept: ours, or one that was brought along from elsewhere.

use argon2::Params;
use argon2::password_hash::phc::PasswordHash;

use super::argon::{self, Memory};
use crate::gotrue::Password;

/// The most memory that an imported hash may ask for, in KiB: 1 GiB (gotrue-contract §3).
const MOST_MEMORY: u32 = 1024 * 1024;

/// The most rounds.
const MOST_ROUNDS: u32 = 20;

/// The most lanes.
const MOST_LANES: u32 = 16;

/// The most an imported bcrypt hash may cost: about two seconds.
const MOST_BCRYPT_COST: u32 = 14;

/// What hashing a password costs whoever has the hashes, and this server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PasswordCost {
    /// argon2id with 19 MiB, two rounds and one lane (OWASP, Password Storage). Slow on purpose.
    #[default]
    Slow,
    /// Next to nothing: only for a database that is thrown away, with people nobody knows.
    ForTests,
}

impl PasswordCost {
    /// Nothing only if the numbers below were impossible.
    fn params(self) -> Option<Params> {
        match self {
            Self::Slow => Some(Params::DEFAULT),
            Self::ForTests => {
                Params::new(Params::MIN_M_COST, Params::MIN_T_COST, Params::MIN_P_COST, None).ok()
            }
        }
    }
}

/// A hash in the form in which it is stored.
pub(crate) enum StoredPassword {
    /// As the PHC string format has it.
    Argon2(Box<PasswordHash>),
    /// As bcrypt writes it.
    Bcrypt(String),
}

impl StoredPassword {
    /// Reads a hash. Nothing for what this server cannot compare with, or only at an absurd cost.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text.starts_with("$argon2") {
            let hash = PasswordHash::new(text).ok()?;
            let is_known = matches!(hash.algorithm.as_str(), "argon2id" | "argon2i")
                && hash.version == Some(19)
                && hash.salt.is_some()
                && hash.hash.is_some();
            let params = Params::try_from(&hash).ok()?;
            let is_bearable = params.m_cost() <= MOST_MEMORY
                && params.t_cost() <= MOST_ROUNDS
                && params.p_cost() <= MOST_LANES;
            return (is_known && is_bearable).then(|| Self::Argon2(Box::new(hash)));
        }
        let parts: bcrypt::HashParts = text.parse().ok()?;
        let is_bearable = parts.get_cost() <= MOST_BCRYPT_COST;
        is_bearable.then(|| Self::Bcrypt(text.to_owned()))
    }

    /// Makes a new hash.
    pub(super) fn make(password: &Password, cost: PasswordCost, memory: &mut Memory) -> Option<String> {
        argon::hash(password.expose().as_bytes(), cost.params()?, memory)
    }

    /// Whether it is this password's. Slow on purpose.
    pub(super) fn is_of(&self, password: &Password, memory: &mut Memory) -> bool {
        let password = password.expose().as_bytes();
        match self {
            Self::Argon2(hash) => argon::is_of(hash, password, memory),
            Self::Bcrypt(hash) => bcrypt::verify(password, hash).unwrap_or(false),
        }
    }

    /// Whether it should be replaced by a new one when the password is at hand.
    pub(super) fn is_outdated(&self, cost: PasswordCost) -> bool {
        match self {
            Self::Argon2(hash) => {
                let weaker = |params: Params| {
                    let wanted = cost.params().unwrap_or(Params::DEFAULT);
                    params.m_cost() < wanted.m_cost() || params.t_cost() < wanted.t_cost()
                };
                hash.algorithm.as_str() != "argon2id" || Params::try_from(hash.as_ref()).map_or(true, weaker)
            }
            Self::Bcrypt(_) => true,
        }
    }
}
