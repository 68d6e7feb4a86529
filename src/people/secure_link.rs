//! Links in mails by which an owner says that a change to the account was somebody else's doing.
//!
//! A link names an account and a moment, sealed, so that it tells nobody which account it is. It gives
//! no more than the right to end all sessions, and to have a mail for a new password sent to the owner.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use url::Url;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::keys::{KeyError, Keys, Purpose, SealError, Sealer};

/// The page that a link leads to.
pub(crate) const SECURE_PATH: &str = "/auth/secure";

/// How long a link works: people are away for a week.
pub(crate) const SECURE_LINK_WORKS_FOR: Duration = Duration::from_hours(7 * 24);

/// What is sealed beside the link.
const CONTEXT: &str = "secure link";

/// Length of an id in a link, in bytes. A moment follows.
const ID_BYTES: usize = 16;

/// Makes and reads links. Cloning gives another handle to the same keys.
#[derive(Clone)]
pub struct SecureLinks(Arc<Sealer>);

/// What a link says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SecureLink {
    /// Whose account it is, by our own id.
    pub(crate) user: Uuid,
    /// When it happened what the mail tells of.
    pub(crate) happened_at: Timestamp,
}

impl SecureLinks {
    /// Links sealed with the key for [`Purpose::SecureLinks`].
    pub fn new(keys: &Keys) -> Result<Self, KeyError> {
        Ok(Self(Arc::new(keys.sealer(Purpose::SecureLinks)?)))
    }

    /// The link for a mail that tells of something.
    pub(crate) fn url(&self, origin: &Url, link: SecureLink) -> Result<Url, SealError> {
        let plain = [&link.user.into_bytes()[..], &link.happened_at.as_micros().to_be_bytes()].concat();
        let token = URL_SAFE_NO_PAD.encode(self.0.seal(CONTEXT, &plain)?);
        let mut url = origin.clone();
        url.set_path(SECURE_PATH);
        url.query_pairs_mut().append_pair("token", &token);
        Ok(url)
    }

    /// What the token of a link says, while it works. Nothing for one that is forged or too old.
    pub(crate) fn read(&self, token: &str, now: Timestamp) -> Option<SecureLink> {
        let sealed = URL_SAFE_NO_PAD.decode(token).ok()?;
        let plain = self.0.open(CONTEXT, &sealed).ok()?;
        let (user, moment) = plain.split_at_checked(ID_BYTES)?;
        let user = Uuid::from_slice(user).ok()?;
        let happened_at = Timestamp::from_micros(i64::from_be_bytes(moment.try_into().ok()?));
        let works = now.since(happened_at) < SECURE_LINK_WORKS_FOR;
        works.then_some(SecureLink { user, happened_at })
    }
}

impl fmt::Debug for SecureLinks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecureLinks(…)")
    }
}
