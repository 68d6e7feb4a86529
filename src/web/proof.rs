//! What becomes of a one-time token that was good, whether it came by link or as a code.

use std::sync::Arc;

use super::NextPath;
use super::entry::Entry;
use super::forms::Trouble;
use super::site::Site;
use super::visitor::Visitor;
use crate::accounts::SessionPurpose;
use crate::gotrue::{Verified, VerifyKind};

/// What was proved.
pub(crate) enum Proved {
    /// Somebody may be let in.
    Entered(Box<Entry>),
    /// One of the two addresses of a change.
    OneOfTwo,
}

/// Lets in whoever proved an address. A session they came with is over first: it may be somebody
/// else's. A recovery or an invitation opens a session that reaches the page for a new password and no other.
pub(crate) async fn take_proof(
    site: &Arc<Site>,
    visitor: &Visitor,
    verified: Verified,
    kind: VerifyKind,
    next: Option<NextPath>,
) -> Result<Proved, Trouble> {
    let Verified::Session(reply) = verified else { return Ok(Proved::OneOfTwo) };
    let purpose = match kind {
        // Whoever is invited has no password yet, or one that was not theirs to choose.
        VerifyKind::Recovery | VerifyKind::Invite => SessionPurpose::Recovery,
        VerifyKind::Signup | VerifyKind::Magiclink | VerifyKind::Email | VerifyKind::EmailChange => {
            SessionPurpose::Ordinary
        }
    };
    let entered = site.people.enter(&visitor.caller, *reply, purpose).await?;
    let entry = Entry::seal(site, entered, false, next)?;
    visitor.leaves(site).await?;
    Ok(Proved::Entered(Box::new(entry)))
}
